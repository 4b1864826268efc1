package dev.muster.app.console.terminal;

import com.techsenger.jeditermfx.core.TtyConnector;
import com.techsenger.jeditermfx.core.util.TermSize;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The emulator's source of characters; it only reads from it. */
record Source(Reader reader) implements TtyConnector {
    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        return reader.read(into, offset, length);
    }

    @Override
    public void write(byte[] bytes) {
        throw new UnsupportedOperationException(bytes.length + " bytes to a source");
    }

    @Override
    public void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    /** The other end of a serial line is not told. */
    @Override
    public void resize(TermSize size) {}

    @Override
    public int waitFor() {
        return 0;
    }

    @Override
    public boolean ready() throws IOException {
        return reader.ready();
    }

    @Override
    public String getName() {
        return "serial";
    }

    @Override
    public void close() {}
}
