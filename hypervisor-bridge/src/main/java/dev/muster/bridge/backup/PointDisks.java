package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores disks in a restore point that is being written, each as what differs from the point before.
 *
 * @param draft the point
 * @param before the point before; empty for a full one
 * @param sockets a directory with a short path, for sockets
 */
record PointDisks(PointDraft draft, Optional<PointFiles> before, Path sockets) {
    private static final int READERS = 4;

    /**
     * A disk to be stored.
     *
     * @param target what it is called, such as {@code vda}
     * @param source where it is
     * @param size bytes the guest sees
     * @param tracked whether only what the hypervisor had as written is read
     * @param checkpointed whether the point's checkpoint keeps track of it
     * @param stamp what its files are known by; may be empty
     */
    record Source(String target, String source, long size, boolean tracked, boolean checkpointed, String stamp) {}

    /** The newest point, if what it lies upon is there; upon one that is damaged nothing is put. */
    static Optional<PointFiles> before(
            RepositoryDirectory directory, RepositoryId repository, UUID vm, StepContext context)
            throws InterruptedException {
        Optional<Path> newest = directory.points(vm).stream().reduce((_, later) -> later);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        try {
            PointFiles files = new PointFiles(
                    new PointId(repository, vm, newest.get().getFileName().toString()),
                    newest.get(),
                    RepositoryDirectory.manifest(newest.get()));
            for (DiskContent disk : files.manifest().disks()) {
                files.requireChain(disk.target());
                BlockMap.read(files.map(disk.target())).close();
            }
            return Optional.of(files);
        } catch (MusterException | IOException e) {
            context.log(
                    LogLine.Level.WARNING,
                    "the point before is damaged, so this one lies upon none and holds everything: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean holds(PointFiles below, String target) {
        return below.manifest().disks().stream().anyMatch(disk -> disk.target().equals(target));
    }

    /** The name of the point before, where any of these disks lies upon it. */
    Optional<String> parent(List<DiskContent> contents) {
        return before.filter(below -> contents.stream().anyMatch(disk -> holds(below, disk.target())))
                .map(below -> below.id().name());
    }

    /** Reads what has to be read of a disk, and stores what differs; all of it is on the disk when this returns. */
    DiskContent store(Source disk, DiskTransfer.Side from, DiskReading reading, DiskTransfer.Meter meter)
            throws IOException, InterruptedException {
        String target = disk.target();
        Path image = draft.disks().resolve(target + ".qcow2");
        Path map = draft.disks().resolve(target + ".map");
        Optional<PointFiles> below = before.filter(one -> holds(one, target));
        QemuImg.create(
                image, disk.size(), below.map(one -> "../../" + one.id().name() + "/disks/" + target + ".qcow2"));
        DiskTransfer.Moved moved;
        try (QemuNbd into = QemuNbd.export(new QemuNbd.Export(image, "qcow2", true, Optional.empty()), sockets);
                BlockMap blocks = below.isPresent()
                        ? BlockMap.continuing(map, below.get().map(target), disk.size())
                        : BlockMap.create(map, disk.size())) {
            moved = new DiskTransfer(from, into::connect, blocks, meter).run(reading, READERS);
        }
        return new DiskContent(
                target,
                disk.source(),
                disk.size(),
                "disks/" + image.getFileName(),
                "disks/" + map.getFileName(),
                PointDraft.sha256(image),
                PointDraft.sha256(map),
                disk.tracked(),
                disk.checkpointed(),
                disk.stamp(),
                moved.read(),
                moved.stored());
    }
}
