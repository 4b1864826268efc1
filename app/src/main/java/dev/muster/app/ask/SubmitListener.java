package dev.muster.app.ask;

import dev.muster.model.command.Command;
import dev.muster.model.error.Problem;

/** Hears what became of the commands that were submitted, on the window's thread and before the one who asked. */
public interface SubmitListener {
    /** Takes over that the command became a job. */
    void accepted(Command command);

    /** Takes over why the command was refused. */
    void refused(Command command, Problem problem);
}
