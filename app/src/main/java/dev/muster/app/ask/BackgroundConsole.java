package dev.muster.app.ask;

import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleState;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A console for the window's thread: leaving it and taking it over wait for the hypervisor and for the audit to be on disk, so
 * they are done in the background, in order.
 */
final class BackgroundConsole implements ConsoleChannel {
    private final ConsoleChannel channel;
    private final Executor background;

    BackgroundConsole(ConsoleChannel channel, Executor background) {
        this.channel = channel;
        this.background = background;
    }

    @Override
    public InputStream input() {
        return channel.input();
    }

    @Override
    public OutputStream output() {
        return channel.output();
    }

    @Override
    public ConsoleState state() {
        return channel.state();
    }

    @Override
    public void listen(Consumer<ConsoleState> listener) {
        channel.listen(listener);
    }

    @Override
    public void takeOver() {
        background.execute(channel::takeOver);
    }

    @Override
    public void close() {
        background.execute(channel::close);
    }
}
