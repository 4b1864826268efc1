package dev.muster.bridge.inventory;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's own time. */
public final class SystemDelays implements Delays, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemDelays.class);

    private final ScheduledThreadPoolExecutor clock;

    /** Begins with one thread that waits. */
    public SystemDelays() {
        clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("muster-delays").factory());
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Delayed after(Duration delay, Runnable work) {
        try {
            ScheduledFuture<?> coming = clock.schedule(
                    () -> {
                        Thread.ofVirtual().name("muster-delayed").start(() -> guarded(work));
                    },
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
            return () -> coming.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed; nothing comes any more", e);
            return () -> {};
        }
    }

    /** Nothing that has not begun comes any more. */
    @Override
    public void close() {
        clock.shutdown();
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("Delayed work failed", e);
        }
    }
}
