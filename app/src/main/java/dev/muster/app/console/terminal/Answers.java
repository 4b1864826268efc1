package dev.muster.app.console.terminal;

import com.techsenger.jeditermfx.core.TerminalOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the emulator answers by itself, such as where its cursor is. */
record Answers(OutputStream out) implements TerminalOutputStream {
    @Override
    public void sendBytes(byte[] response, boolean userInput) {
        try {
            out.write(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void sendString(String string, boolean userInput) {
        sendBytes(string.getBytes(StandardCharsets.UTF_8), userInput);
    }
}
