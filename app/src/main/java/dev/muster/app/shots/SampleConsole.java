package dev.muster.app.shots;

import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A serial line or a screen with the end of a boot on it, after which it is silent until it is closed. */
final class SampleConsole implements ConsoleChannel {
    private static final ConsoleState STATE = new ConsoleState("operator", true, 1);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final InputStream said;

    private SampleConsole(byte[] said) {
        this.said = new ByteArrayInputStream(said);
    }

    static SampleConsole serial(String name) {
        String ok = "[\u001b[32m  OK  \u001b[0m] ";
        String text = ok + "Started \u001b[1mssh.service\u001b[0m - OpenBSD Secure Shell server.\r\n"
                + ok + "Reached target \u001b[1mmulti-user.target\u001b[0m - Multi-User System.\r\n"
                + "[\u001b[31mFAILED\u001b[0m] Failed to start \u001b[1mapt-daily.service\u001b[0m.\r\n\r\n"
                + "Debian GNU/Linux 12 " + name + " ttyS0\r\n\r\n" + name + " login: root\r\n"
                + "\u001b[01;32mroot@" + name + "\u001b[0m:\u001b[01;34m~\u001b[0m# ";
        return new SampleConsole(text.getBytes(StandardCharsets.UTF_8));
    }

    static SampleConsole screen(String name) {
        return new SampleConsole(SampleScreen.said(name));
    }

    @Override
    public InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = said.read(into, offset, length);
                if (count >= 0) {
                    return count;
                }
                try {
                    closed.await();
                    return -1;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted");
                }
            }

            @Override
            public int available() throws IOException {
                return said.available();
            }
        };
    }

    @Override
    public OutputStream output() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public ConsoleState state() {
        return STATE;
    }

    @Override
    public void listen(Consumer<ConsoleState> listener) {
        listener.accept(STATE);
    }

    @Override
    public void takeOver() {}

    @Override
    public void close() {
        closed.countDown();
    }
}
