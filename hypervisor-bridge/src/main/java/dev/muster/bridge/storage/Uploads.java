package dev.muster.bridge.storage;

import dev.muster.bridge.hypervisor.VolumeSink;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/** Where the parts of files meet the jobs that wait for them. */
public final class Uploads {
    /** What the hypervisor has for sure is journaled this often; after a kill, so much at most is sent again. */
    private static final long CHECKPOINT = 64L << 20;

    private static final String UNIT = "bytes";
    private static final String RECEIVED = "bytesReceived";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appeared = lock.newCondition();
    private final Map<JobId, Receiving> receiving = new HashMap<>();
    private final Duration patience;
    private final Duration settle;

    /** Gives up a file of which nothing came for fifteen minutes. */
    public Uploads() {
        this(Duration.ofMinutes(15), Duration.ofSeconds(20));
    }

    /** @param settle how long a part waits for its job to be ready for it */
    Uploads(Duration patience, Duration settle) {
        this.patience = patience;
        this.settle = settle;
    }

    /**
     * Writes a part; sending one again does no harm. It returns when the part is written, so
     * nobody is ever sent more than is taken.
     *
     * @return the offset that is wanted next
     */
    public long part(JobId job, long offset, byte[] part) {
        return ready(job).part(offset, part);
    }

    private Receiving ready(JobId job) {
        lock.lock();
        try {
            long left = settle.toNanos();
            while (true) {
                Receiving there = receiving.get(job);
                if (there != null) {
                    return there;
                }
                if (left <= 0) {
                    throw gone(job);
                }
                left = appeared.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone(job);
        } finally {
            lock.unlock();
        }
    }

    private static MusterException gone(JobId job) {
        return Problem.of(
                        ErrorCode.JOB_NOT_FOUND,
                        "No job " + job + " waits for a file.",
                        "Nothing was written.",
                        "Look at the job; it may have ended. Upload the file anew then.")
                .toException();
    }

    /** Takes a file for a step, until all of it is there. */
    void receive(StepContext context, long bytes, LongFunction<VolumeSink> open) throws InterruptedException {
        long from = Long.parseLong(context.fact(RECEIVED).orElse("0"));
        if (from >= bytes) {
            return;
        }
        Receiving here = new Receiving(context, bytes, from, open);
        lock.lock();
        try {
            receiving.put(context.job(), here);
            appeared.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            here.awaitAll();
        } finally {
            lock.lock();
            try {
                receiving.remove(context.job());
            } finally {
                lock.unlock();
            }
            here.end();
        }
    }

    /** One file on its way. */
    private final class Receiving {
        private final StepContext context;
        private final long bytes;
        private final LongFunction<VolumeSink> open;
        private final ReentrantLock own = new ReentrantLock();
        private final Condition moved = own.newCondition();
        private VolumeSink sink;
        private long next;
        private long kept;
        private boolean ended;
        private java.util.Optional<MusterException> failed = java.util.Optional.empty();

        private Receiving(StepContext context, long bytes, long from, LongFunction<VolumeSink> open) {
            this.context = context;
            this.bytes = bytes;
            this.open = open;
            this.next = from;
            this.kept = from;
            this.sink = open.apply(from);
            context.progress(from, bytes, UNIT);
        }

        private long part(long offset, byte[] part) {
            own.lock();
            try {
                if (ended) {
                    throw failed.orElseGet(() -> gone(context.job()));
                }
                if (offset != next || part.length == 0) {
                    return next;
                }
                if (next + part.length > bytes) {
                    throw Problem.of(
                                    ErrorCode.USAGE_INVALID,
                                    "More is sent than the " + bytes + " bytes that were announced.",
                                    "What came before stays.",
                                    "The file changed while it was read: cancel the job and upload it anew.")
                            .toException();
                }
                write(part);
                return next;
            } finally {
                own.unlock();
            }
        }

        private void write(byte[] part) {
            try {
                sink.write(part);
                next += part.length;
                context.progress(next, bytes, UNIT);
                if (next == bytes || next - kept >= CHECKPOINT) {
                    sink.finish();
                    sink.close();
                    kept = next;
                    context.putFact(RECEIVED, String.valueOf(next));
                    if (next < bytes) {
                        sink = open.apply(next);
                    }
                }
            } catch (MusterException e) {
                failed = java.util.Optional.of(e);
                ended = true;
                throw e;
            } finally {
                moved.signalAll();
            }
        }

        private void awaitAll() throws InterruptedException {
            own.lock();
            try {
                while (next < bytes && failed.isEmpty()) {
                    long before = next;
                    if (!moved.await(patience.toMillis(), TimeUnit.MILLISECONDS) && next == before) {
                        throw Problem.of(
                                        ErrorCode.JOB_CANCELLED,
                                        "Nothing more of the file came for " + patience.toMinutes() + " minutes.",
                                        "The volume is removed again.",
                                        "Upload the file anew.")
                                .toException();
                    }
                }
                if (failed.isPresent()) {
                    throw failed.get();
                }
            } finally {
                own.unlock();
            }
        }

        private void end() {
            own.lock();
            try {
                ended = true;
                sink.close();
            } finally {
                own.unlock();
            }
        }
    }
}
