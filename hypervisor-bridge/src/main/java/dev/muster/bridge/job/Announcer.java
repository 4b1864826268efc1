package dev.muster.bridge.job;

import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listener, on one thread. The first change of a job is told at once, those that follow within 100 ms together as
 * one; a change of state is told at once always.
 */
final class Announcer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CLOSE_SECONDS = 5;

    private final JobListener listener;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("job-events").daemon().factory());

    Announcer(JobListener listener) {
        this.listener = listener;
    }

    /** The announcements of one job. */
    Channel channel(JobId job, Supplier<Job> snapshot, Runnable beforeEach) {
        return new Channel(job, snapshot, beforeEach);
    }

    private void later(long nanos, Runnable what) {
        try {
            var _ = thread.schedule(
                    () -> {
                        try {
                            what.run();
                        } catch (RuntimeException e) {
                            LOG.error("a listener of jobs failed", e);
                        }
                    },
                    nanos,
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("not told any more: closed");
        }
    }

    /** Tells what is waiting, then stops. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a listener of jobs did not return in {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One job's way to the listener. */
    final class Channel {
        private final JobId job;
        private final Supplier<Job> snapshot;
        private final Runnable beforeEach;
        private boolean waiting;
        private long toldNanos = System.nanoTime() - APART_NANOS;
        private long toldRevision = -1;

        private Channel(JobId job, Supplier<Job> snapshot, Runnable beforeEach) {
            this.job = job;
            this.snapshot = snapshot;
            this.beforeEach = beforeEach;
        }

        /** Something changed. */
        synchronized void touch() {
            if (!waiting) {
                waiting = true;
                later(Math.max(0, toldNanos + APART_NANOS - System.nanoTime()), this::tell);
            }
        }

        /** Its state changed. */
        void now() {
            later(0, this::tell);
        }

        /** Tells what has changed by then, if anything. */
        void after(long nanos) {
            later(nanos, this::tell);
        }

        void line(LogLine line) {
            later(0, () -> listener.onLog(job, line));
            touch();
        }

        private void tell() {
            synchronized (this) {
                waiting = false;
                toldNanos = System.nanoTime();
            }
            beforeEach.run();
            Job now = snapshot.get();
            if (now.revision() > toldRevision) {
                toldRevision = now.revision();
                listener.onJob(now);
            }
        }
    }
}
