package dev.muster.bridge.backup;

import java.util.concurrent.TimeUnit;

/** Lets bytes through no faster than so many in a second, whoever of several threads moves them. */
final class RateLimit {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long bytesPerSecond;
    private final long begun = System.nanoTime();

    /** As fast as can be with 0. */
    RateLimit(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Waits until so many bytes since the beginning are within the limit. */
    void await(long total) throws InterruptedException {
        if (bytesPerSecond > 0) {
            long due = begun + (long) ((double) total / bytesPerSecond * SECOND);
            long early = due - System.nanoTime();
            if (early > 0) {
                TimeUnit.NANOSECONDS.sleep(early);
            }
        }
    }
}
