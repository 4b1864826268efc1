package dev.muster.app.ask;

import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks the bridge off the window's thread. Every method returns at once; the answers come on the window's thread. */
public interface Asks {
    /** What the bridge lets this console do. */
    Role role();

    /** Asks for a change: {@code accepted} gets the job it became, {@code refused} why it did not. */
    void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused);

    /** Reads something: {@code answer} gets it, {@code refused} why it could not be read. */
    <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused);

    /** Has something done with the bridge in the background that takes many calls, such as sending a file. */
    default <T> void with(Function<HypervisorBridge, T> work, Consumer<T> done, Consumer<Problem> refused) {
        refused.accept(Problem.of(
                ErrorCode.BRIDGE_UNREACHABLE, "There is no bridge here.", "Nothing was changed.", "Open a bridge."));
    }

    /** Opens a console and has it used; returns at once. */
    default void openConsole(ConsoleTarget target, ConsoleUser user) {
        user.ended(Optional.of(Problem.of(
                ErrorCode.CONSOLE_NONE,
                "No console can be opened here.",
                "The VM goes on as it is.",
                "Open a bridge.")));
    }

    /** Runs work on the window's thread, soon and in order. */
    default Executor ui() {
        return Runnable::run;
    }
}
