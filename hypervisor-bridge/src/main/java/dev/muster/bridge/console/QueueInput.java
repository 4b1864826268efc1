package dev.muster.bridge.console;

import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/** A queue as a stream, which fails at its end where there was a reason. */
public final class QueueInput extends InputStream {
    private final ByteQueue queue;
    private final Supplier<Optional<Problem>> why;

    /**
     * The stream.
     *
     * @param why why the queue ended; empty where it ended well
     */
    public QueueInput(ByteQueue queue, Supplier<Optional<Problem>> why) {
        this.queue = queue;
        this.why = why;
    }

    @Override
    public int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws InterruptedIOException {
        if (length == 0) {
            return 0;
        }
        try {
            int count = queue.take(into, offset, length);
            if (count < 0) {
                why.get().ifPresent(problem -> {
                    throw MusterException.of(problem, null);
                });
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public int available() {
        return queue.available();
    }
}
