package dev.muster.bridge.backup;

import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.FileUsers;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.Diagnosis;
import dev.muster.model.backup.Diagnosis.Reading;
import dev.muster.model.backup.Repository;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventorySearch;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says before the next backup what it will read and why, and takes away what earlier ones left. */
final class Doctor {
    /** Less than that says nothing about how fast a disk is read. */
    private static final long MEASURED = 64L << 20;

    private final BackupGround ground;

    Doctor(BackupGround ground) {
        this.ground = ground;
    }

    /** What is found of the VMs that a search finds, on hosts whose disks can be read. */
    List<Diagnosis> look(String search) {
        Lookup lookup = ground.lookup();
        Map<UUID, Point> newest = ground.repositories().points(Optional.empty()).stream()
                .collect(Collectors.toMap(point -> point.manifest().vm(), Function.identity(), (first, _) -> first));
        return lookup.image().vms().values().stream()
                .filter(InventorySearch.parse(search))
                .filter(vm -> lookup.image()
                        .host(vm.id().host())
                        .filter(host -> host.state() == HostState.CONNECTED)
                        .isPresent())
                .filter(vm -> lookup.hypervisor(vm.id().host()).backups().isHere())
                .sorted(Comparator.comparing(Vm::name))
                .map(vm -> of(vm, Optional.ofNullable(newest.get(vm.id().uuid()))))
                .toList();
    }

    private Diagnosis of(Vm vm, Optional<Point> newest) {
        List<Disk> disks;
        try {
            disks = PointWriter.disks(vm, BackupOptions.USUAL);
        } catch (MusterException e) {
            return new Diagnosis(
                    vm.id(),
                    vm.name(),
                    Optional.empty(),
                    Reading.FULL,
                    0,
                    Optional.empty(),
                    e.problem().what(),
                    List.of());
        }
        long all = size(disks);
        Reading reading = newest.isEmpty() ? Reading.FULL : Reading.COMPARED;
        long bytes = all;
        String why = newest.map(point -> why(vm, point)).orElse("It has no restore point yet.");
        if (newest.isPresent() && why.isEmpty()) {
            reading = Reading.WRITTEN;
            bytes = written(vm, newest.get()).orElse(0);
        }
        return new Diagnosis(
                vm.id(),
                vm.name(),
                newest.map(point -> point.id().repository()),
                reading,
                bytes,
                takes(newest, bytes),
                why,
                leftovers(vm));
    }

    /** Why what was written is not known; empty where it is. */
    private String why(Vm vm, Point newest) {
        if (!vm.state().isActive()) {
            return "It is off, so it is compared with the point before, unless no file of it has changed.";
        }
        if (newest.manifest().checkpoint().isEmpty()) {
            return "At the last backup nothing could keep track of what it writes: it was off, or its images cannot.";
        }
        List<String> there =
                ground.lookup().hypervisor(vm.id().host()).snapshots().checkpoints(vm.id());
        if (!there.contains(newest.manifest().checkpoint().get())) {
            return "The checkpoint of its last backup is gone: a snapshot was made, it was moved, or somebody deleted it.";
        }
        if (written(vm, newest).isEmpty()) {
            return "QEMU was killed since the last backup, and what it knew of what was written went with it.";
        }
        boolean all = newest.manifest().disks().stream().allMatch(disk -> disk.checkpointed());
        return all ? "" : "One of its images cannot keep track of what is written: it is raw, or an old qcow2.";
    }

    private OptionalLong written(Vm vm, Point newest) {
        return ground.lookup()
                .hypervisor(vm.id().host())
                .backups()
                .written(vm.id(), newest.manifest().checkpoint().orElse(""));
    }

    private static long size(List<Disk> disks) {
        long size = 0;
        for (Disk disk : disks) {
            try {
                for (QemuImg.Image image : QemuImg.chain(Path.of(disk.source()), DiskSources.format(disk))) {
                    size += Math.min(Files.size(image.file()), image.size());
                }
            } catch (IOException e) {
                // what cannot be looked at now will be said by the backup
                size += 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return size;
            }
        }
        return size;
    }

    private static Optional<Duration> takes(Optional<Point> newest, long bytes) {
        return newest.map(Point::manifest)
                .filter(manifest ->
                        manifest.read() > MEASURED && manifest.took().toMillis() > 0)
                .map(manifest -> Duration.ofMillis((long)
                        ((double) bytes / manifest.read() * manifest.took().toMillis())));
    }

    /** What belongs to nobody: unless a job works on the VM right now. */
    private List<String> leftovers(Vm vm) {
        try {
            ground.vms().requireFree(vm.id());
            return leftovers(vm, Optional.empty());
        } catch (MusterException | IOException | InterruptedException e) {
            return List.of();
        }
    }

    /** Takes them away; for a VM the caller's job holds. */
    void mend(Vm vm, StepContext context) throws InterruptedException {
        try {
            for (String mended : leftovers(vm, Optional.of(context))) {
                context.log(LogLine.Level.INFO, "mended: " + mended);
            }
        } catch (IOException e) {
            throw RestoreSteps.brokenOff(e);
        }
    }

    private List<String> leftovers(Vm vm, Optional<StepContext> mending) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        Hypervisor hypervisor = ground.lookup().hypervisor(vm.id().host());
        if (vm.state().isActive() && hypervisor.backups().isServing(vm.id())) {
            found.add("a backup that nobody reads any more");
            mending.ifPresent(_ -> hypervisor.backups().end(vm.id()));
        }
        List<String> owned = ground.repositories().points(Optional.of(vm.id().uuid())).stream()
                .flatMap(point -> point.manifest().checkpoint().stream())
                .toList();
        for (String name : hypervisor.snapshots().checkpoints(vm.id())) {
            if (name.startsWith(BackupOperations.OURS) && !owned.contains(name) && isOfKnown(name)) {
                found.add("the checkpoint " + name);
                mending.ifPresent(_ -> hypervisor.backups().deleteCheckpoint(vm.id(), name));
            }
        }
        if (vm.state().isActive()) {
            for (String name : hypervisor.backups().bitmaps(vm.id())) {
                found.add("the bitmap " + name);
                mending.ifPresent(_ -> hypervisor.backups().deleteBitmap(vm.id(), name));
            }
        }
        for (Disk disk : vm.disks()) {
            Path scratch = disk.source().startsWith("/") ? DiskCapture.scratch(vm, disk) : Path.of("/nowhere");
            if (Files.exists(scratch)) {
                found.add("the file " + scratch);
                if (mending.isPresent()) {
                    Files.deleteIfExists(scratch);
                }
            }
        }
        for (Repository repository : ground.repositories().reachable()) {
            inRepository(vm, repository, mending, found);
        }
        return found;
    }

    /** Of a repository that cannot be reached nobody knows which points it has. */
    private boolean isOfKnown(String checkpoint) {
        List<Repository> reachable = ground.repositories().reachable();
        boolean unreachable = ground.repositories().all().stream()
                .filter(repository -> !reachable.contains(repository))
                .anyMatch(repository -> checkpoint.startsWith(BackupOperations.OURS + repository.id() + "-"));
        return !unreachable;
    }

    private void inRepository(Vm vm, Repository repository, Optional<StepContext> mending, List<String> found)
            throws IOException, InterruptedException {
        RepositoryDirectory directory = ground.repositories().directory(repository.id());
        Path points = directory.vm(vm.id().uuid());
        if (!Files.isDirectory(points)) {
            return;
        }
        Optional<RepositoryLease.Hold> lease = mending.map(_ -> ground.lease().hold(directory));
        try {
            for (String name : PointMerge.unfinished(points)) {
                found.add("the half merged point " + name);
                if (mending.isPresent()) {
                    new PointMerge(points, name, mending.get()).run();
                }
            }
            for (String name : PointDraft.begun(points)) {
                found.add("the half written point " + name);
                if (mending.isPresent()) {
                    PointDraft.of(points, name).discard();
                }
            }
            FileUsers users = new FileUsers(ground.lookup(), vm.id().host());
            boolean runsFromIt =
                    vm.disks().stream().anyMatch(disk -> ground.repositories().liesInOne(users, disk.source()));
            for (Path point : directory.points()) {
                if (!runsFromIt && PointMarks.users(point).contains(vm.id().uuid())) {
                    found.add("the mark that it runs from " + point.getFileName());
                    if (mending.isPresent()) {
                        PointMarks.letGo(point, vm.id().uuid());
                    }
                }
            }
        } finally {
            lease.ifPresent(RepositoryLease.Hold::close);
        }
    }
}
