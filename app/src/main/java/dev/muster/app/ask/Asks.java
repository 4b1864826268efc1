package dev.muster.app.ask;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import java.util.function.Consumer;

/** Asks the bridge off the window's thread. Every method returns at once; the answers come on the window's thread. */
public interface Asks {
    /** What the bridge lets this console do. */
    Role role();

    /** Asks for a change: {@code accepted} gets the job it became, {@code refused} why it did not. */
    void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused);

    /** Reads something: {@code answer} gets it, {@code refused} why it could not be read. */
    <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused);
}
