package dev.muster.app.ask;

import dev.muster.model.command.Command;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A command on its way from a dialog, which stays open until the bridge took it and says what stands in the way. */
public final class Submission {
    /** How far it is. */
    public sealed interface State {
        /** Nothing was sent since the fields changed. */
        record Editing() implements State {}

        /** The bridge was asked and has not answered. */
        record Sending() implements State {}

        /** The bridge does not do it. */
        record Refused(Problem problem) implements State {}

        /** The bridge does it. */
        record Accepted() implements State {}
    }

    private final Asks asks;
    private final Consumer<JobId> onJob;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Editing());

    public Submission(Asks asks, Consumer<JobId> onJob) {
        this.asks = asks;
        this.onJob = onJob;
    }

    /** How far it is. */
    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Whether nothing can be sent now, since the bridge has one already. */
    public boolean isBusy() {
        return state.get() instanceof State.Sending || state.get() instanceof State.Accepted;
    }

    /** Sends it, where none is on its way. */
    public void send(Command command) {
        if (isBusy()) {
            return;
        }
        state.set(new State.Sending());
        asks.submit(
                command,
                job -> {
                    onJob.accept(job);
                    state.set(new State.Accepted());
                },
                why -> state.set(new State.Refused(why)));
    }

    /** Forgets why it was refused: the fields are others now. */
    public void edit() {
        if (!isBusy()) {
            state.set(new State.Editing());
        }
    }
}
