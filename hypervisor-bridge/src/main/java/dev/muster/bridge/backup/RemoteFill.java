package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.bridge.hypervisor.VolumeOperations;
import dev.muster.bridge.hypervisor.VolumeSink;
import dev.muster.bridge.hypervisor.VolumeSource;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VolumeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sends what a disk of a restore point holds into a new raw volume of a host whose files are not this machine's, reads it back and
 * compares.
 *
 * <p>It is one stream each way: every stream is a login on the host, and has it look at all of the pool. What holds nothing
 * is told as a hole, so that the volume is thin where it can be.
 */
final class RemoteFill {
    /** A stream has one thread. */
    private static final int THREADS = 1;

    private final BlockMap expected;
    private final StepContext context;
    private final long total;
    private long moved;

    private RemoteFill(BlockMap expected, StepContext context, long total) {
        this.expected = expected;
        this.context = context;
        this.total = total;
    }

    /**
     * Does it; when this returns, the host has all of it and gave it back. Whether it lies on its disk already only the host knows.
     *
     * @param to a volume of the disk's size or more
     * @throws MusterException {@code POINT_DAMAGED} where the point holds something else than it did,
     *     {@code RESTORE_BROKEN_OFF} where the volume does, and what the host says
     */
    static void run(PointFiles point, String target, VolumeOperations volumes, VolumeId to, StepContext context)
            throws IOException, InterruptedException {
        point.requireChain(target);
        Path sockets = Files.createTempDirectory("muster-nbd");
        try (QemuNbd from = QemuNbd.export(
                        new QemuNbd.Export(point.image(target), "qcow2", false, Optional.empty()), sockets);
                BlockMap expected = BlockMap.read(point.map(target))) {
            DiskReading reading;
            try (NbdClient look = from.connect(List.of(NbdClient.ALLOCATION))) {
                reading = DiskReading.of(look, Optional.empty());
            }
            RemoteFill fill = new RemoteFill(expected, context, 2 * reading.bytes());
            try (VolumeSink sink = volumes.fill(to, expected.size())) {
                fill.send(point, target, from, reading, sink);
                sink.finish();
            }
            try (VolumeSource source = volumes.read(to, 0, expected.size())) {
                fill.compare(source, to);
            }
        } finally {
            Files.deleteIfExists(sockets);
        }
    }

    private void send(PointFiles point, String target, QemuNbd from, DiskReading reading, VolumeSink sink)
            throws IOException, InterruptedException {
        for (DiskReading.Range zero : reading.zero()) {
            for (long block = zero.first(); block < zero.end(); block++) {
                if (!expected.holdsZero(block)) {
                    throw DiskFill.differs(point, target, block);
                }
            }
        }
        Stretch stretch = new Stretch(sink);
        DiskLanes.run(reading.read(), THREADS, () -> new DiskLanes.Lane() {
            private final NbdClient disk = from.connect(List.of());
            private final ByteBuffer buffer = ByteBuffer.allocate(DiskLanes.UNIT * BlockMap.BLOCK);

            @Override
            public void part(DiskReading.Range part) throws IOException {
                long begin = part.first() * BlockMap.BLOCK;
                int length = (int) (Math.min(part.end() * BlockMap.BLOCK, expected.size()) - begin);
                buffer.clear().limit(length);
                disk.read(begin, buffer);
                for (int at = 0; at < length; at += BlockMap.BLOCK) {
                    ByteBuffer content = buffer.slice(at, Math.min(BlockMap.BLOCK, length - at));
                    long block = part.first() + at / BlockMap.BLOCK;
                    if (!expected.holds(block, BlockMap.hash(content))) {
                        throw DiskFill.differs(point, target, block);
                    }
                    if (!expected.holdsZero(block)) {
                        stretch.put(begin + at, content);
                    }
                }
                progress(length);
            }

            @Override
            public void close() throws IOException {
                disk.close();
            }
        });
        stretch.skipTo(expected.size());
    }

    /** What was sent so far, which is all of the disk up to a place. */
    private static final class Stretch {
        private final VolumeSink sink;
        private long end;

        private Stretch(VolumeSink sink) {
            this.sink = sink;
        }

        private void put(long offset, ByteBuffer content) {
            skipTo(offset);
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            sink.write(bytes);
            end += bytes.length;
        }

        private void skipTo(long offset) {
            if (offset > end) {
                sink.skip(offset - end);
                end = offset;
            }
        }
    }

    private void compare(VolumeSource source, VolumeId to) throws IOException, InterruptedException {
        BlockReader reader = new BlockReader(expected);
        DiskReading.Range all = new DiskReading.Range(0, BlockMap.blocks(expected.size()));
        DiskLanes.run(List.of(all), THREADS, () -> new DiskLanes.Lane() {
            private boolean more = true;

            @Override
            public void part(DiskReading.Range part) {
                while (more && reader.block() < part.end()) {
                    switch (source.next()) {
                        case VolumeSource.Data data -> {
                            int length = data.bytes().remaining();
                            reader.data(data.bytes());
                            progress(length);
                        }
                        case VolumeSource.Hole hole -> reader.zeros(hole.bytes());
                        case VolumeSource.End _ -> more = false;
                    }
                }
            }

            @Override
            public void close() {}
        });
        if (reader.firstWrong().isPresent()) {
            throw DiskFill.wrong(to.name(), reader.firstWrong().getAsLong());
        }
    }

    private void progress(long bytes) {
        context.checkCancelled();
        moved += bytes;
        context.progress(Math.min(moved, total), total, "bytes");
    }
}
