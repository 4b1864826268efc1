package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.LastErrorException;
import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A socket by its number. Reading waits in native code; writing is done by a thread of its own, since a display that is
 * stopped takes nothing and whoever writes may be a virtual thread.
 */
final class DescriptorLink implements ConsoleLink {
    private static final byte[] END = new byte[0];
    private static final int PARTS = 256;
    private static final long PATIENCE_SECONDS = 30;

    private final int descriptor;
    private final BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>(PARTS);
    private final Object lock = new Object();
    /** Calls under way; the number is given back when the last returned, so that it cannot mean another socket. */
    private int using;

    private boolean hungUp;
    private boolean closed;

    DescriptorLink(int descriptor) {
        this.descriptor = descriptor;
        Thread.ofPlatform().daemon().name("muster-display-" + descriptor).start(this::send);
    }

    @Override
    public int read(byte[] into) {
        if (!begin()) {
            return -1;
        }
        try {
            while (true) {
                try {
                    long count = Libc.recv(descriptor, into, into.length, 0);
                    return count <= 0 ? -1 : (int) count;
                } catch (LastErrorException e) {
                    if (isHungUp()) {
                        return -1;
                    }
                    if (e.getErrorCode() != Libc.EINTR) {
                        throw lost(e.toString());
                    }
                }
            }
        } finally {
            end();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (isHungUp()) {
            throw lost("closed");
        }
        try {
            // nothing at all would be taken for the end
            if (length > 0
                    && !typed.offer(
                            Arrays.copyOfRange(bytes, offset, offset + length), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                close();
                throw lost("the display takes no input");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost("interrupted");
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (hungUp) {
                return;
            }
            hungUp = true;
            var _ = Libc.shutdown(descriptor, Libc.SHUT_RDWR);
        }
        typed.clear();
        var _ = typed.offer(END);
        giveBack();
    }

    private void send() {
        if (!begin()) {
            return;
        }
        try {
            for (byte[] part = typed.take(); part.length > 0; part = typed.take()) {
                int done = 0;
                while (done < part.length) {
                    byte[] rest = done == 0 ? part : Arrays.copyOfRange(part, done, part.length);
                    done += (int) Libc.send(descriptor, rest, rest.length, Libc.MSG_NOSIGNAL);
                }
            }
        } catch (LastErrorException e) {
            // the reader meets the same end and says why
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private boolean isHungUp() {
        synchronized (lock) {
            return hungUp;
        }
    }

    private boolean begin() {
        synchronized (lock) {
            if (hungUp) {
                return false;
            }
            using++;
            return true;
        }
    }

    private void end() {
        synchronized (lock) {
            using--;
        }
        giveBack();
    }

    private void giveBack() {
        synchronized (lock) {
            if (hungUp && using == 0 && !closed) {
                closed = true;
                var _ = Libc.close(descriptor);
            }
        }
    }

    private static RuntimeException lost(String details) {
        return Problem.of(
                        ErrorCode.CONSOLE_LOST,
                        "The connection to the display was lost.",
                        "The VM goes on as it is.",
                        "Open the console again.")
                .withDetails(details)
                .toException();
    }
}
