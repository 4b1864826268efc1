package dev.muster.model.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * An open console: bytes both ways at once. Who does not read makes the other side wait; one that does not read for long is
 * let go so that the others at the same serial line can go on.
 */
public interface ConsoleChannel extends AutoCloseable {
    /**
     * What the VM says. Ends (-1) when the VM's side hung up, as when it stopped, and after {@link #close}; a read of a
     * connection that was lost throws {@link dev.muster.model.error.MusterException} {@code CONSOLE_LOST}. To be read by one
     * thread.
     */
    InputStream input();

    /**
     * What is typed. What somebody else's turn keeps from being typed is left out without a word; of a graphical console
     * that is only what keys and pointer do. Throws as {@link #input()} does. To be written by one thread at a time.
     */
    OutputStream output();

    /** Who types now. */
    ConsoleState state();

    /** Hears who types: now, and whenever that changes. Called on any thread; must return soon. */
    void listen(Consumer<ConsoleState> listener);

    /** Types from now on, whoever did before. */
    void takeOver();

    /** Leaves the console; the VM goes on. From any thread, also while another reads; closing twice is closing once. */
    @Override
    void close();
}
