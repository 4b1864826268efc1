package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Makes parts of a disk what they are in another image: reads both, and writes the blocks that differ. */
final class DiskUpdate {
    private final DiskTransfer.Side from;
    private final DiskTransfer.Side into;
    private final DiskTransfer.Meter meter;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong written = new AtomicLong();

    DiskUpdate(DiskTransfer.Side from, DiskTransfer.Side into, DiskTransfer.Meter meter) {
        this.from = from;
        this.into = into;
        this.meter = meter;
    }

    /** Does it, and returns how many bytes were written once they are on the disk. */
    long run(List<DiskReading.Range> ranges, int threads) throws IOException, InterruptedException {
        DiskLanes.run(ranges, threads, () -> new Both(from.connect(List.of()), into.connect(List.of())));
        try (NbdClient target = into.connect(List.of())) {
            target.flush();
        }
        return written.get();
    }

    /** A connection to each side. */
    private final class Both implements DiskLanes.Lane {
        private final NbdClient source;
        private final NbdClient target;
        private final ByteBuffer wanted = ByteBuffer.allocateDirect(DiskLanes.UNIT * BlockMap.BLOCK);
        private final ByteBuffer there = ByteBuffer.allocateDirect(DiskLanes.UNIT * BlockMap.BLOCK);

        private Both(NbdClient source, NbdClient target) {
            this.source = source;
            this.target = target;
        }

        @Override
        public void part(DiskReading.Range part) throws IOException, InterruptedException {
            long begin = part.first() * BlockMap.BLOCK;
            int length = (int) (Math.min(part.end() * BlockMap.BLOCK, source.size()) - begin);
            read(source, begin, wanted, length);
            read(target, begin, there, length);
            for (int at = 0; at < length; at += BlockMap.BLOCK) {
                int size = Math.min(BlockMap.BLOCK, length - at);
                ByteBuffer block = wanted.slice(at, size);
                if (block.mismatch(there.slice(at, size)) >= 0) {
                    write(begin + at, block, size);
                }
            }
            meter.moved(read.addAndGet(length), written.get());
        }

        private void write(long at, ByteBuffer block, int size) throws IOException {
            if (BlockMap.isZero(block)) {
                target.writeZeroes(at, size);
            } else {
                target.write(at, block.duplicate());
            }
            written.addAndGet(size);
        }

        private static void read(NbdClient side, long begin, ByteBuffer into, int length) throws IOException {
            into.clear().limit(length);
            side.read(begin, into);
        }

        @Override
        public void close() throws IOException {
            try (source) {
                target.close();
            }
        }
    }
}
