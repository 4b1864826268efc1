package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.BackingChain;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.Volume;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.MigrationPlan.Check;
import dev.muster.model.vm.MigrationPlan.MigrationDisk;
import dev.muster.model.vm.MigrationPlan.Topic;
import dev.muster.model.vm.MigrationPlan.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which files of a VM the target host of a migration sees, and which would be copied. That two hosts see the very same file
 * cannot be proved from here, so only what both have in a pool of a network file system is taken for the same.
 */
final class MigrationStorage {
    private static final Set<String> DIRECTORIES = Set.of("dir", "fs", "netfs");

    private final Lookup lookup;

    MigrationStorage(Lookup lookup) {
        this.lookup = lookup;
    }

    List<MigrationDisk> disks(Vm vm, DomainDocument document, HostId to, List<Check> checks) {
        List<MigrationDisk> disks = new ArrayList<>();
        int before = checks.size();
        for (Disk disk : document.disks()) {
            disks.add(disk(vm, disk, to, checks));
        }
        boots(vm, document, to, checks);
        if (checks.size() == before) {
            checks.add(MigrationPlanner.fine(
                    Topic.STORAGE, disks.isEmpty() ? "It has no disks." : to + " sees its disks too."));
        }
        return disks;
    }

    private MigrationDisk disk(Vm vm, Disk disk, HostId to, List<Check> checks) {
        String source = disk.source();
        if (source.isEmpty() || source.contains("://")) {
            return new MigrationDisk(disk.target(), source, source.isEmpty() ? Way.NONE : Way.SHARED, "", 0);
        }
        HostId from = vm.id().host();
        Optional<String> path = path(from, source);
        if (path.isEmpty()) {
            checks.add(MigrationPlanner.blocked(
                    Topic.STORAGE,
                    "The volume " + source + " of the disk " + disk.target() + " is not known on " + from + ".",
                    "Start its pool and refresh it."));
            return new MigrationDisk(disk.target(), source, Way.NONE, "", 0);
        }
        Optional<Volume> here = volume(from, path.get());
        Optional<Volume> there = volume(to, path.get());
        Optional<Long> size = there.isPresent() ? Optional.empty() : size(to, path.get());
        if (there.isPresent() || size.isPresent()) {
            return seen(vm, disk, path.get(), to, here, there, size, checks);
        }
        boolean medium = disk.readOnly() || !disk.device().equals("disk");
        Optional<String> why = medium
                ? Optional.of("The medium " + path.get() + " of " + disk.target() + " is not on " + to + ".")
                : notCopied(vm, disk, path.get(), to);
        if (why.isPresent()) {
            checks.add(MigrationPlanner.blocked(
                    Topic.STORAGE,
                    why.get(),
                    medium
                            ? "Take it out of the drive, or put it there under the same path."
                            : remedy(vm, path.get(), to)));
            return new MigrationDisk(disk.target(), source, Way.NONE, "", 0);
        }
        checks.add(MigrationPlanner.note(
                Topic.STORAGE,
                "The disk " + disk.target() + " is not on " + to
                        + "; it has to be copied with the VM. The original stays on " + from + "."));
        long bytes = here.map(Volume::allocatedBytes).orElse(0L);
        return new MigrationDisk(disk.target(), source, Way.COPY, path.get(), bytes);
    }

    private MigrationDisk seen(
            Vm vm,
            Disk disk,
            String path,
            HostId to,
            Optional<Volume> here,
            Optional<Volume> there,
            Optional<Long> size,
            List<Check> checks) {
        boolean differs = here.isPresent()
                && there.isPresent()
                && (here.get().capacityBytes() != there.get().capacityBytes()
                        || !here.get().format().equals(there.get().format()));
        if (differs) {
            checks.add(MigrationPlanner.blocked(
                    Topic.STORAGE,
                    to + " has another file " + path + " than " + vm.id().host() + ".",
                    "Move that file away, or put both hosts on shared storage."));
            return new MigrationDisk(disk.target(), disk.source(), Way.NONE, "", 0);
        }
        boolean written = !disk.readOnly() && disk.device().equals("disk");
        if (written && (!isShared(vm.id().host(), path) || !isShared(to, path))) {
            checks.add(MigrationPlanner.blocked(
                    Topic.STORAGE,
                    to + " has, or may have, a file " + path + " of its own: nothing says that it is the same.",
                    "Move it away so that the disk is copied, or have the directory on both hosts as an NFS pool."));
            return new MigrationDisk(disk.target(), disk.source(), Way.NONE, "", 0);
        }
        if (size.filter(bytes -> bytes < 0).isPresent()) {
            checks.add(MigrationPlanner.note(
                    Topic.STORAGE, "Whether " + to + " sees " + path + " cannot be told from here; it must."));
        }
        return new MigrationDisk(disk.target(), disk.source(), Way.SHARED, "", 0);
    }

    /** Only of a network file system can it be that two hosts have one and the same file under a path. */
    private boolean isShared(HostId host, String path) {
        return lookup.poolsOf(host)
                .anyMatch(pool -> pool.active()
                        && pool.type().equals("netfs")
                        && HostPaths.normal(path).startsWith(HostPaths.normal(pool.path()) + "/"));
    }

    /** Why a disk cannot be copied; empty when it can. */
    private Optional<String> notCopied(Vm vm, Disk disk, String path, HostId to) {
        if (vm.state() == VmState.OFF) {
            return Optional.of(
                    "The disk " + disk.target() + " is not on " + to + ", and only a VM that runs copies its disks.");
        }
        if (pool(to, path).isEmpty()) {
            return Optional.of("The disk " + disk.target() + " is not on " + to
                    + ", and no pool there has the directory " + directory(path) + ".");
        }
        HostId from = vm.id().host();
        BackingChain.Chain below = new BackingChain(lookup.hypervisor(from), from).of(path);
        if (!below.files().isEmpty()) {
            return Optional.of(
                    "The image " + path + " lies upon " + below.files().getFirst() + "; only whole images are copied.");
        }
        return below.doubt().map(why -> "It cannot be told what lies below " + path + ": " + why + ".");
    }

    private String remedy(Vm vm, String path, HostId to) {
        if (vm.state() == VmState.OFF) {
            return "Start the VM, or copy the disk to the same path there first.";
        }
        return pool(to, path).isEmpty()
                ? "Make a pool for that directory on " + to + "."
                : "Merge the image with what lies below it first.";
    }

    /** A VM that boots a kernel of its host needs the same one there. */
    private void boots(Vm vm, DomainDocument document, HostId to, List<Check> checks) {
        Stream.of(document.kernel(), document.initrd())
                .filter(path -> path.startsWith("/"))
                .forEach(path -> {
                    Optional<Long> there = size(to, path);
                    if (there.isEmpty()) {
                        checks.add(MigrationPlanner.blocked(
                                Topic.STORAGE,
                                vm.name() + " boots " + path + ", which is not on " + to + ".",
                                "Put the same file there."));
                    } else if (there.get() < 0) {
                        checks.add(MigrationPlanner.note(
                                Topic.STORAGE,
                                vm.name() + " boots " + path + "; " + to
                                        + " must have the same file, which cannot be told from " + "here."));
                    }
                });
        if (vm.state() == VmState.OFF && !document.firmwareVariables().isEmpty()) {
            checks.add(MigrationPlanner.note(
                    Topic.STORAGE, "Its firmware variables stay behind; it starts there with fresh ones."));
        }
    }

    /** The pool in whose directory libvirt makes the image to be copied into. */
    private Optional<Pool> pool(HostId host, String path) {
        return lookup.poolsOf(host)
                .filter(pool -> pool.active() && DIRECTORIES.contains(pool.type()))
                .filter(pool -> HostPaths.normal(pool.path()).equals(directory(path)))
                .findFirst();
    }

    private static String directory(String path) {
        return HostPaths.normal(path.substring(0, path.lastIndexOf('/') + 1));
    }

    private Optional<String> path(HostId host, String source) {
        if (source.startsWith("/")) {
            return Optional.of(HostPaths.normal(source));
        }
        int slash = source.indexOf('/');
        return slash <= 0
                ? Optional.empty()
                : lookup.volumePath(host, source.substring(0, slash), source.substring(slash + 1));
    }

    private Optional<Volume> volume(HostId host, String path) {
        return lookup.image().volumes().values().stream()
                .filter(volume ->
                        volume.id().pool().host().equals(host) && volume.path().equals(path))
                .findFirst();
    }

    private Optional<Long> size(HostId host, String path) {
        Hypervisor hypervisor = lookup.hypervisor(host);
        return hypervisor.files().size(host, path);
    }
}
