package dev.muster.bridge.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Goes through parts of a disk in several threads at once. The first failure ends all of them. */
final class DiskLanes {
    /** Blocks of a part: what is read at once. */
    static final int UNIT = 32;

    private final List<DiskReading.Range> parts;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();

    private DiskLanes(List<DiskReading.Range> parts) {
        this.parts = parts;
    }

    /** What one thread works with, such as connections of its own. */
    interface Lane extends AutoCloseable {
        /** Works on one part, of at most {@link #UNIT} blocks. */
        void part(DiskReading.Range part) throws IOException, InterruptedException;

        @Override
        void close() throws IOException;
    }

    /** Makes a lane, in the thread that works with it. */
    @FunctionalInterface
    interface Opener {
        /** A new one. */
        Lane open() throws IOException;
    }

    /** Goes through all of those ranges, and returns when every part was worked on. */
    static void run(List<DiskReading.Range> ranges, int threads, Opener opener)
            throws IOException, InterruptedException {
        DiskLanes lanes = new DiskLanes(parts(ranges));
        try (ExecutorService workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("muster-disk").factory())) {
            List<Future<Void>> all = new ArrayList<>();
            for (int lane = 0; lane < Math.min(threads, lanes.parts.size()); lane++) {
                all.add(workers.submit(() -> {
                    lanes.work(opener);
                    return null;
                }));
            }
            lanes.finish(all);
        }
    }

    private static List<DiskReading.Range> parts(List<DiskReading.Range> ranges) {
        List<DiskReading.Range> parts = new ArrayList<>();
        for (DiskReading.Range range : ranges) {
            for (long at = range.first(); at < range.end(); at += UNIT) {
                parts.add(new DiskReading.Range(at, Math.min(at + UNIT, range.end())));
            }
        }
        return parts;
    }

    private void work(Opener opener) throws IOException, InterruptedException {
        try (Lane lane = opener.open()) {
            for (int at = next.getAndIncrement(); at < parts.size() && !stopped.get(); at = next.getAndIncrement()) {
                lane.part(parts.get(at));
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            stopped.set(true);
            throw e;
        }
    }

    private void finish(List<Future<Void>> all) throws IOException, InterruptedException {
        Throwable first = null;
        for (Future<Void> each : all) {
            try {
                each.get();
            } catch (ExecutionException e) {
                stopped.set(true);
                first = first == null ? e.getCause() : first;
            } catch (InterruptedException e) {
                stopped.set(true);
                all.forEach(one -> one.cancel(true));
                throw e;
            }
        }
        switch (first) {
            case null -> {}
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(first);
        }
    }
}
