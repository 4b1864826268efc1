package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.vm.ClonePlan;
import dev.muster.model.vm.ClonePlan.CloneDisk;
import dev.muster.model.vm.ClonePlan.Fate;
import dev.muster.model.vm.DomainClone;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.LifeRules;
import dev.muster.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds what cloning a VM would do with each of its disks. */
final class ClonePlanner {
    /** Kinds of pool in which libvirt makes a volume from another one. */
    private static final Set<String> COPYING = Set.of("dir", "fs", "netfs", "logical");

    private final Lookup lookup;

    ClonePlanner(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * The plan as things are now; {@code VM_NOT_FOUND}.
     *
     * @param wanted the name of the clone; empty for one that is free
     */
    ClonePlan plan(VmId id, String wanted) {
        Hypervisor hypervisor = lookup.hypervisor(id.host());
        Vm vm = hypervisor.vms().get(id);
        DomainDocument document = DomainDocument.parse(hypervisor.vms().xml(id, false));
        String name = wanted.isBlank() ? freeName(vm) : wanted.strip();
        List<CloneDisk> disks = new ArrayList<>();
        List<VolumeId> taken = new ArrayList<>();
        List<XmlElement> elements = document.root()
                .child("devices")
                .map(devices -> devices.children("disk"))
                .orElse(List.of());
        for (int i = 0; i < elements.size(); i++) {
            disks.add(disk(vm, document.disks().get(i), elements.get(i), name, taken));
        }
        Optional<Problem> refusal = LifeWords.refusal(LifeRules.CLONE, vm)
                .map(MusterException::problem)
                .or(() -> nameTaken(id.host(), name))
                .or(() -> full(id.host(), disks));
        return new ClonePlan(id, vm.name(), name, refusal, disks, notes(hypervisor, vm, document));
    }

    /** The volume behind a disk. */
    Optional<Volume> volume(HostId host, Disk disk) {
        String source = disk.source();
        int slash = source.indexOf('/');
        if (!source.startsWith("/") && (slash <= 0 || source.contains("://"))) {
            return Optional.empty();
        }
        String path = source.startsWith("/")
                ? HostPaths.normal(source)
                : lookup.volumePath(host, source.substring(0, slash), source.substring(slash + 1))
                        .orElse("");
        return lookup.image().volumes().values().stream()
                .filter(volume -> volume.id().pool().host().equals(host))
                .filter(volume -> volume.path().equals(path))
                .findFirst();
    }

    private String freeName(Vm vm) {
        String base = vm.name() + "-clone";
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> number == 1 ? base : base + "-" + number)
                .filter(name -> nameTaken(vm.id().host(), name).isEmpty())
                .findFirst()
                .orElse(base);
    }

    private Optional<Problem> nameTaken(HostId host, String name) {
        return lookup.vmsOf(host)
                .filter(vm -> vm.name().equals(name))
                .findFirst()
                .map(vm -> Problem.of(
                        ErrorCode.VM_EXISTS,
                        "The host " + host + " has a VM \"" + name + "\" already.",
                        "No VM was made.",
                        "Choose another name."));
    }

    private Optional<Problem> full(HostId host, List<CloneDisk> disks) {
        return lookup.poolsOf(host)
                .filter(pool -> needed(disks, pool) > Math.max(0, pool.availableBytes()))
                .findFirst()
                .map(pool -> Problem.of(
                        ErrorCode.DISK_FULL,
                        "The copies need " + needed(disks, pool) + " bytes in the pool \"" + pool.name()
                                + "\", which has " + pool.availableBytes() + ".",
                        "No VM was made.",
                        "Make room in the pool, or leave a disk out."));
    }

    private static long needed(List<CloneDisk> disks, Pool pool) {
        return disks.stream()
                .filter(disk -> disk.fate() == Fate.COPY && disk.pool().equals(pool.name()))
                .mapToLong(CloneDisk::bytes)
                .sum();
    }

    private CloneDisk disk(Vm vm, Disk disk, XmlElement element, String name, List<VolumeId> taken) {
        boolean drive = disk.device().equals("cdrom") || disk.device().equals("floppy");
        boolean shared = drive || disk.readOnly() || element.child("shareable").isPresent();
        Optional<Volume> volume =
                disk.source().isEmpty() ? Optional.empty() : volume(vm.id().host(), disk);
        Optional<Pool> pool =
                volume.map(there -> lookup.image().pools().get(there.id().pool()));
        String why = disk.source().isEmpty() ? "" : why(vm, disk, element, volume, pool);
        boolean copyable = why.isEmpty() && volume.isPresent();
        List<Fate> possible = new ArrayList<>();
        if (copyable) {
            possible.add(Fate.COPY);
        }
        if (shared) {
            possible.add(Fate.SHARE);
        }
        possible.add(Fate.LEAVE_OUT);
        Fate fate = shared ? Fate.SHARE : copyable ? Fate.COPY : Fate.LEAVE_OUT;
        String copy = copyable ? freeCopy(volume.orElseThrow(), vm.name(), name, disk.target(), taken) : "";
        return new CloneDisk(
                disk.target(),
                disk.device(),
                disk.source(),
                copyable
                        ? Math.min(
                                volume.orElseThrow().allocatedBytes(),
                                volume.orElseThrow().capacityBytes())
                        : 0,
                fate,
                possible,
                copyable ? pool.map(Pool::name).orElse("") : "",
                copy,
                shared ? "" : why);
    }

    /** Why a disk cannot be copied; empty when it can. */
    private String why(Vm vm, Disk disk, XmlElement element, Optional<Volume> volume, Optional<Pool> pool) {
        if (disk.device().equals("lun")) {
            return "It is a SCSI device handed through, which has no copy.";
        }
        if (!List.of("file", "block", "volume").contains(element.attribute("type"))) {
            return "Its source is of the kind \"" + element.attribute("type") + "\", which libvirt does not copy.";
        }
        if (volume.isEmpty() || pool.isEmpty()) {
            return "It lies in no pool that is up.";
        }
        if (!COPYING.contains(pool.get().type())) {
            return "Pools of the kind \"" + pool.get().type() + "\" make no copies.";
        }
        // a guest writes into a raw disk what it likes, also a header that names a file of the host as what lies below
        String used = disk.format().isEmpty() ? "raw" : disk.format();
        String found = volume.get().format().isEmpty() ? "raw" : volume.get().format();
        if (!used.equals(found)
                && !(used.equals("raw") && List.of("iso", "auto").contains(found))) {
            return "The VM uses it as " + used + ", the pool takes it for " + found + "; a copy would be another disk.";
        }
        return lookup.vmsOf(vm.id().host())
                .filter(other -> !other.id().equals(vm.id()) && other.state().isActive())
                .filter(other -> other.disks().stream()
                        .anyMatch(theirs -> volume(other.id().host(), theirs).equals(volume)))
                .findFirst()
                .map(other -> other.name() + " runs and may write to it.")
                .orElse("");
    }

    private String freeCopy(Volume volume, String from, String to, String target, List<VolumeId> taken) {
        String wanted = DomainClone.copyName(volume.name(), from, to, target);
        int dot = wanted.lastIndexOf('.');
        String stem = dot > 0 ? wanted.substring(0, dot) : wanted;
        String ending = dot > 0 ? wanted.substring(dot) : "";
        String free = IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> number == 1 ? wanted : stem + "-" + number + ending)
                .filter(name -> {
                    VolumeId id = new VolumeId(volume.id().pool(), name);
                    return !taken.contains(id) && !lookup.image().volumes().containsKey(id);
                })
                .findFirst()
                .orElse(wanted);
        taken.add(new VolumeId(volume.id().pool(), free));
        return free;
    }

    private static List<String> notes(Hypervisor hypervisor, Vm vm, DomainDocument document) {
        List<String> notes = new ArrayList<>();
        if (vm.savedState()) {
            notes.add(
                    "What " + vm.name() + " had in memory when it was saved is not cloned: the clone starts as after a "
                            + "power failure.");
        }
        if (!hypervisor.snapshots().list(vm.id()).isEmpty()) {
            notes.add("Its snapshots are not cloned; the clone has the disks as they are now.");
        }
        Optional<XmlElement> devices = document.root().child("devices");
        if (devices.map(all -> all.children("hostdev")).orElse(List.of()).size() > 0) {
            notes.add("It has a device of the host, which only one of the two can use at a time.");
        }
        if (devices.map(all -> all.children("tpm")).orElse(List.of()).size() > 0) {
            notes.add(
                    "The clone's TPM is empty: what is sealed in the one of " + vm.name() + " cannot be opened there.");
        }
        notes.add("The guest keeps its host name, addresses set by hand and keys; change them in the clone.");
        return notes;
    }
}
