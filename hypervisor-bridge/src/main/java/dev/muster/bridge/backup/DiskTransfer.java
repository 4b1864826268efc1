package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings the content of a disk into the image of a restore point: reads what has to be read, and stores the blocks whose
 * content is another than the map says. Several threads, each with a connection of its own to both sides.
 */
final class DiskTransfer {
    private final Side from;
    private final Side to;
    private final BlockMap map;
    private final Meter meter;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();

    /** Opens a connection to one side; each thread opens its own. */
    @FunctionalInterface
    interface Side {
        /** A new connection that may ask about those contexts. */
        NbdClient connect(List<String> contexts) throws IOException;
    }

    /** Hears how far it has come, from several threads, and says whether it may go on. */
    @FunctionalInterface
    interface Meter {
        /**
         * Called after each part.
         *
         * @param read bytes read so far
         * @param stored bytes stored so far
         * @throws dev.muster.model.error.MusterException ends the transfer
         */
        void moved(long read, long stored) throws InterruptedException;
    }

    /**
     * What it came to.
     *
     * @param read bytes that were read of the disk
     * @param stored bytes of blocks that were stored
     */
    record Moved(long read, long stored) {}

    /**
     * A transfer.
     *
     * @param map what the image's disk holds before; what it holds afterwards is put into it
     */
    DiskTransfer(Side from, Side to, BlockMap map, Meter meter) {
        this.from = from;
        this.to = to;
        this.map = map;
        this.meter = meter;
    }

    /** Does it, and returns when all of it is on the disk. */
    Moved run(DiskReading reading, int threads) throws IOException, InterruptedException {
        DiskLanes.run(reading.read(), threads, () -> new Both(from.connect(List.of()), to.connect(List.of())));
        try (NbdClient target = to.connect(List.of())) {
            zero(reading, target);
            target.flush();
        }
        map.force();
        return new Moved(read.get(), stored.get());
    }

    /** A connection to each side. */
    private final class Both implements DiskLanes.Lane {
        private final NbdClient source;
        private final NbdClient target;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(DiskLanes.UNIT * BlockMap.BLOCK);

        private Both(NbdClient source, NbdClient target) {
            this.source = source;
            this.target = target;
        }

        @Override
        public void part(DiskReading.Range part) throws IOException, InterruptedException {
            unit(part, source, target, buffer);
            meter.moved(read.get(), stored.get());
        }

        @Override
        public void close() throws IOException {
            try (source) {
                target.close();
            }
        }
    }

    private void unit(DiskReading.Range unit, NbdClient source, NbdClient target, ByteBuffer buffer)
            throws IOException {
        long begin = unit.first() * BlockMap.BLOCK;
        int length = (int) (Math.min(unit.end() * BlockMap.BLOCK, map.size()) - begin);
        buffer.clear().limit(length);
        source.read(begin, buffer);
        read.addAndGet(length);
        int run = 0; // the blocks that differ and lie before this one
        for (int block = 0; block * BlockMap.BLOCK < length; block++) {
            int from = block * BlockMap.BLOCK;
            int size = Math.min(BlockMap.BLOCK, length - from);
            ByteBuffer content = buffer.slice(from, size);
            byte[] hash = BlockMap.hash(content);
            long number = unit.first() + block;
            boolean same = map.holds(number, hash);
            boolean zero = !same && BlockMap.isZero(content);
            if (same || zero) {
                store(target, buffer, begin, from - run, run);
                run = 0;
            }
            if (zero) {
                target.writeZeroes(begin + from, size);
            } else if (!same) {
                run += size;
            }
            if (!same) {
                map.put(number, hash);
            }
        }
        store(target, buffer, begin, length - run, run);
    }

    private void store(NbdClient target, ByteBuffer buffer, long begin, int at, int length) throws IOException {
        if (length > 0) {
            target.write(begin + at, buffer.slice(at, length));
            stored.addAndGet(length);
        }
    }

    private void zero(DiskReading reading, NbdClient target) throws IOException {
        byte[] hash = BlockMap.hash(ByteBuffer.allocate(BlockMap.BLOCK));
        for (DiskReading.Range range : reading.zero()) {
            for (long block = range.first(); block < range.end(); block++) {
                if (!map.holdsZero(block)) {
                    long begin = block * BlockMap.BLOCK;
                    target.writeZeroes(begin, (int) Math.min(BlockMap.BLOCK, map.size() - begin));
                    map.put(block, hash);
                }
            }
        }
    }
}
