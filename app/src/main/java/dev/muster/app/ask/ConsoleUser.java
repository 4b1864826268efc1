package dev.muster.app.ask;

import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleState;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Who wants a console. */
public interface ConsoleUser {
    /** It is open; on the window's thread. */
    void opened(ConsoleChannel console);

    /** Who types is somebody else; on the window's thread. */
    void told(ConsoleState state);

    /**
     * Reads it until it ends; on a thread of the background. A {@link dev.muster.model.error.MusterException} is why it ended.
     *
     * @param ui runs work on the window's thread
     */
    void use(ConsoleChannel console, Executor ui) throws IOException;

    /**
     * It was not opened, or ended; on the window's thread, the last call.
     *
     * @param why empty where the VM's side hung up, or this side did
     */
    void ended(Optional<Problem> why);
}
