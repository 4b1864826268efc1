package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A link over two streams of Java. */
final class JavaLink implements ConsoleLink {
    private final InputStream in;
    private final OutputStream out;
    private final Closeable both;
    private volatile boolean closed;

    JavaLink(InputStream in, OutputStream out, Closeable both) {
        this.in = in;
        this.out = out;
        this.both = both;
    }

    @Override
    public int read(byte[] into) {
        try {
            return in.read(into);
        } catch (IOException e) {
            if (closed) {
                return -1;
            }
            throw lost(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
            out.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            both.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static MusterException lost(IOException e) {
        return Problem.of(
                        ErrorCode.CONSOLE_LOST,
                        "The connection to the display was lost.",
                        "The VM goes on as it is.",
                        "Open the console again.")
                .withDetails(e.toString())
                .toException(e);
    }
}
