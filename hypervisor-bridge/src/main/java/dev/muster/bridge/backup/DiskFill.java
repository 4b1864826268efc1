package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Fills an image or device that holds zeros with what a disk of a restore point holds, reads it back and compares. */
final class DiskFill {
    /** So many read at once from a point; eight are an eighth faster on two cores, see docs/benchmarks.md. */
    static final int READERS = 4;

    private DiskFill() {}

    /**
     * Does it; when this returns, all of it is on the disk and was read back.
     *
     * @param to an image or device of at least the disk's size that reads as zeros
     * @param format as QEMU calls it
     * @param readers how many threads read
     * @throws MusterException {@code POINT_DAMAGED} where the point holds something else than it did,
     *     {@code RESTORE_BROKEN_OFF} where the target does
     */
    static void run(PointFiles point, String target, Path to, String format, int readers, StepContext context)
            throws IOException, InterruptedException {
        point.requireChain(target);
        Path sockets = Files.createTempDirectory("muster-nbd");
        try (QemuNbd from = QemuNbd.export(
                        new QemuNbd.Export(point.image(target), "qcow2", false, Optional.empty()), sockets);
                QemuNbd into = QemuNbd.export(new QemuNbd.Export(to, format, true, Optional.empty()), sockets);
                BlockMap expected = BlockMap.read(point.map(target));
                BlockMap filled = BlockMap.blank(expected.size())) {
            DiskReading reading;
            try (NbdClient look = from.connect(List.of(NbdClient.ALLOCATION))) {
                reading = DiskReading.of(look, Optional.empty());
            }
            long total = 2 * reading.bytes();
            new DiskTransfer(from::connect, into::connect, filled, (read, _) -> {
                        context.checkCancelled();
                        context.progress(read, total, "bytes");
                    })
                    .run(reading, readers);
            List<DiskReading.Range> differing = expected.differing(filled);
            if (!differing.isEmpty()) {
                throw differs(point, target, differing.getFirst().first());
            }
            DiskCheck.Found found = DiskCheck.run(into::connect, expected, readers, (read, _) -> {
                context.checkCancelled();
                context.progress(Math.min(total, total / 2 + read), total, "bytes");
            });
            if (!found.isGood()) {
                throw wrong(to.toString(), found.firstWrong());
            }
        } finally {
            Files.deleteIfExists(sockets);
        }
    }

    /** {@code POINT_DAMAGED}: a block of a point's disk is not the one that was stored. */
    static MusterException differs(PointFiles point, String target, long block) {
        return PointFiles.damaged(
                point.image(target), "holds something else than it did at offset " + block * BlockMap.BLOCK);
    }

    /** {@code RESTORE_BROKEN_OFF}: what was read back is not what was written. */
    static MusterException wrong(String to, long offset) {
        return Problem.of(
                        ErrorCode.RESTORE_BROKEN_OFF,
                        to + " does not hold what was written into it, at offset " + offset + ".",
                        "It was taken back; the restore point is whole.",
                        "Look at that storage, and restore to another pool.")
                .toException();
    }
}
