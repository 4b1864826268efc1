package dev.muster.bridge.backup;

import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.hypervisor.BackupOperations.Capture;
import dev.muster.bridge.hypervisor.BackupOperations.CapturedDisk;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** How the disks of a VM are captured at one instant, and from when on is known what is written to them. */
final class DiskCapture {
    /** Where QEMU, whatever user it runs as, may make a socket. */
    private static final Path SOCKETS = Path.of("/var/lib/libvirt/qemu");

    private final Hypervisor hypervisor;
    private final Vm vm;
    private final List<Disk> disks;
    private final RepositoryId repository;
    private final String checkpoint;
    private final Optional<PointManifest> parent;
    private final List<Capture> tries = new ArrayList<>();
    private boolean incremental;

    DiskCapture(
            Hypervisor hypervisor,
            Vm vm,
            List<Disk> disks,
            RepositoryId repository,
            String checkpoint,
            Optional<PointManifest> parent) {
        this.hypervisor = hypervisor;
        this.vm = vm;
        this.disks = disks;
        this.repository = repository;
        this.checkpoint = checkpoint;
        this.parent = parent;
    }

    /** Finds out what can be found out before; {@link #open} then takes no longer than it must. */
    void prepare() throws IOException {
        if (!vm.state().isActive()) {
            return;
        }
        Path socket = SOCKETS.resolve("muster-" + vm.id().uuid() + ".sock");
        Files.deleteIfExists(socket);
        List<String> there = hypervisor.snapshots().checkpoints(vm.id());
        Optional<String> since = parent.flatMap(PointManifest::checkpoint).filter(there::contains);
        incremental = since.isPresent();
        tries.clear();
        if (since.isPresent()) {
            tries.add(capture(socket, true, disk -> since.filter(_ -> isTracked(disk.target()))));
        }
        tries.add(capture(socket, true, _ -> Optional.empty()));
        // beside what others have made of it, libvirt may take no checkpoint; the disks can be read all the same
        tries.add(capture(socket, false, _ -> Optional.empty()));
    }

    /**
     * Captures them; as little as may be is read of them then.
     *
     * @param begin how the hypervisor is asked
     */
    DiskSources open(Path sockets, Consumer<Capture> begin, StepContext context)
            throws IOException, InterruptedException {
        if (!vm.state().isActive()) {
            return DiskSources.ofImages(disks, sockets);
        }
        for (Capture capture : tries.subList(0, tries.size() - 1)) {
            try {
                begin.accept(capture);
                return new DiskSources.Running(hypervisor.backups(), vm.id(), capture);
            } catch (MusterException e) {
                boolean first = incremental && capture.equals(tries.getFirst());
                context.log(
                        LogLine.Level.WARNING,
                        first
                                // a QEMU that was killed took its bitmaps with it; what differs is found by reading all
                                ? "what was written since the point before is not known any more, so all of it is read"
                                : "libvirt keeps no track of what is written, so the next backup reads all of it: "
                                        + e.problem().details());
            }
        }
        begin.accept(tries.getLast());
        return new DiskSources.Running(hypervisor.backups(), vm.id(), tries.getLast());
    }

    private Capture capture(Path socket, boolean track, Function<Disk, Optional<String>> since) throws IOException {
        SortedMap<String, CapturedDisk> targets = new TreeMap<>();
        for (Disk disk : disks) {
            targets.put(disk.target(), new CapturedDisk(scratch(vm, disk), track && canTrack(disk), since.apply(disk)));
        }
        return new Capture(socket, targets, checkpoint);
    }

    /** QEMU keeps bitmaps in qcow2 from its version 3 on (qcow2.txt), and nowhere else. */
    static boolean canTrack(Disk disk) throws IOException {
        if (!disk.format().equals("qcow2")) {
            return false;
        }
        try (InputStream in = Files.newInputStream(Path.of(disk.source()))) {
            byte[] head = in.readNBytes(8);
            return head.length == 8 && ByteBuffer.wrap(head).getInt(4) >= 3;
        }
    }

    /** Where QEMU puts aside what is overwritten: beside the image, where there is room; a device has no room beside it. */
    static Path scratch(Vm vm, Disk disk) {
        Path image = Path.of(disk.source());
        Path room = image.startsWith("/dev") ? SOCKETS : image.resolve("..").normalize();
        return room.resolve("." + vm.id().uuid() + "-" + disk.target() + ".muster-scratch");
    }

    /** Whether the checkpoint of the point before is about that disk. */
    private boolean isTracked(String target) {
        return parent.stream()
                .flatMap(manifest -> manifest.disks().stream())
                .anyMatch(disk -> disk.target().equals(target) && disk.checkpointed());
    }

    /** The same of the point that is made. */
    boolean isTracked(DiskSources sources, String target) {
        return vm.state().isActive() ? sources.isTracked(target) : isTracked(target);
    }

    /**
     * From which checkpoint on is known what is written. That of an earlier point knows more than was written since this one, which
     * does no harm: only blocks that differ are stored.
     */
    Optional<String> trackedFrom(List<DiskContent> written) {
        if (!vm.state().isActive()) {
            List<String> there = hypervisor.snapshots().checkpoints(vm.id());
            return parent.flatMap(PointManifest::checkpoint).filter(there::contains);
        }
        return Optional.of(checkpoint).filter(_ -> written.stream().anyMatch(DiskContent::checkpointed));
    }

    /** Only from the newest point of a repository on is it kept track of what is written. The point is whole whatever comes of it. */
    void forgetEarlier(StepContext context) {
        if (!vm.state().isActive()) {
            return;
        }
        for (String name : hypervisor.snapshots().checkpoints(vm.id())) {
            if (name.startsWith(BackupOperations.OURS + repository + "-") && !name.equals(checkpoint)) {
                try {
                    hypervisor.backups().deleteCheckpoint(vm.id(), name);
                } catch (MusterException e) {
                    context.log(LogLine.Level.WARNING, "the checkpoint " + name + " could not be deleted");
                }
            }
        }
    }

    /**
     * What the files of a disk are known by while its VM is off: the same again, nothing was written to them. Empty for a device.
     */
    static String stamp(Disk disk, String format) throws IOException, InterruptedException {
        if (disk.source().startsWith("/dev/")) {
            return "";
        }
        StringBuilder stamp = new StringBuilder();
        for (QemuImg.Image image : QemuImg.chain(Path.of(disk.source()), format)) {
            stamp.append(image.file())
                    .append(' ')
                    .append(Files.getAttribute(image.file(), "unix:ino"))
                    .append(' ')
                    .append(Files.size(image.file()))
                    .append(' ')
                    .append(Files.getLastModifiedTime(image.file()).toInstant())
                    .append(' ')
                    .append(Files.getAttribute(image.file(), "unix:ctime"))
                    .append('\n');
        }
        return stamp.toString();
    }
}
