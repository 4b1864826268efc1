package dev.muster.bridge.console;

import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleState;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A console whose taking over is written down.
 *
 * @param of the console
 * @param onTaken runs before it is taken over
 */
public record AuditedConsole(ConsoleChannel of, Runnable onTaken) implements ConsoleChannel {
    @Override
    public InputStream input() {
        return of.input();
    }

    @Override
    public OutputStream output() {
        return of.output();
    }

    @Override
    public ConsoleState state() {
        return of.state();
    }

    @Override
    public void listen(Consumer<ConsoleState> listener) {
        of.listen(listener);
    }

    @Override
    public void takeOver() {
        if (!of.state().writable()) {
            onTaken.run();
        }
        of.takeOver();
    }

    @Override
    public void close() {
        of.close();
    }
}
