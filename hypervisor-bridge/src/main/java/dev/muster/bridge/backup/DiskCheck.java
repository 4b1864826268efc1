package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Reads all of a disk and compares it with what a block map says. */
final class DiskCheck {
    private DiskCheck() {}

    /**
     * What it came to.
     *
     * @param read bytes that were read
     * @param wrong blocks that hold something else than they should
     * @param firstWrong the offset of the first of them; -1 where there is none
     */
    record Found(long read, long wrong, long firstWrong) {
        boolean isGood() {
            return wrong == 0;
        }
    }

    /** Compares, in several threads. */
    static Found run(DiskTransfer.Side disk, BlockMap expected, int threads, DiskTransfer.Meter meter)
            throws IOException, InterruptedException {
        AtomicLong read = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        DiskReading reading;
        try (NbdClient look = disk.connect(List.of(NbdClient.ALLOCATION))) {
            if (look.size() < expected.size()) {
                throw new IOException("the disk has " + look.size() + " bytes, not " + expected.size());
            }
            reading = DiskReading.of(look, Optional.empty());
        }
        for (DiskReading.Range zero : reading.zero()) {
            for (long block = zero.first(); block < Math.min(zero.end(), BlockMap.blocks(expected.size())); block++) {
                if (!expected.holdsZero(block)) {
                    wrong.incrementAndGet();
                    first.accumulateAndGet(block, Math::min);
                }
            }
        }
        DiskLanes.run(reading.read(), threads, () -> new DiskLanes.Lane() {
            private final NbdClient from = disk.connect(List.of());
            private final ByteBuffer buffer = ByteBuffer.allocateDirect(DiskLanes.UNIT * BlockMap.BLOCK);

            @Override
            public void part(DiskReading.Range part) throws IOException, InterruptedException {
                long begin = part.first() * BlockMap.BLOCK;
                int length = (int) Math.max(0, Math.min(part.end() * BlockMap.BLOCK, expected.size()) - begin);
                if (length == 0) {
                    return; // a device may be larger than the disk
                }
                buffer.clear().limit(length);
                from.read(begin, buffer);
                for (int at = 0; at < length; at += BlockMap.BLOCK) {
                    long block = part.first() + at / BlockMap.BLOCK;
                    ByteBuffer content = buffer.slice(at, Math.min(BlockMap.BLOCK, length - at));
                    if (!expected.holds(block, BlockMap.hash(content))) {
                        wrong.incrementAndGet();
                        first.accumulateAndGet(block, Math::min);
                    }
                }
                meter.moved(read.addAndGet(length), 0);
            }

            @Override
            public void close() throws IOException {
                from.close();
            }
        });
        return new Found(read.get(), wrong.get(), wrong.get() == 0 ? -1 : first.get() * BlockMap.BLOCK);
    }
}
