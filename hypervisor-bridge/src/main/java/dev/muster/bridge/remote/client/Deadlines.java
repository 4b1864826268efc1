package dev.muster.bridge.remote.client;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Closes what takes too long, so that a read that would wait for ever fails instead. */
final class Deadlines implements AutoCloseable {
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("muster-deadlines").factory());

    /** Closes it after that time unless the guard is disarmed or closed before. */
    Guard closeAfter(Duration time, Closeable what) {
        return new Guard(clockwork.schedule(
                () -> {
                    what.close();
                    return null;
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    /** The stream, closed as soon as nothing came for that time. */
    InputStream closeWhenSilent(Duration silence, InputStream in) {
        return new Watched(in, silence);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }

    /** A deadline that may still be lifted. */
    static final class Guard implements AutoCloseable {
        private final ScheduledFuture<?> deadline;

        private Guard(ScheduledFuture<?> deadline) {
            this.deadline = deadline;
        }

        /** Lifts it. */
        void disarm() {
            deadline.cancel(false);
        }

        @Override
        public void close() {
            disarm();
        }
    }

    private final class Watched extends FilterInputStream {
        private final long silenceNanos;
        private final ScheduledFuture<?> watch;
        private volatile long lastRead = System.nanoTime();

        Watched(InputStream in, Duration silence) {
            super(in);
            this.silenceNanos = silence.toNanos();
            long period = Math.max(20, silence.toMillis() / 10);
            this.watch = clockwork.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            lastRead = System.nanoTime();
            return c;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            lastRead = System.nanoTime();
            return count;
        }

        @Override
        public void close() throws IOException {
            watch.cancel(false);
            super.close();
        }

        private void look() {
            if (System.nanoTime() - lastRead > silenceNanos) {
                try {
                    close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
    }
}
