package dev.muster.app.finding;

import dev.muster.app.ask.Asks;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.recovery.RunSummary;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The runs of one plan at a time, asked for off the window's thread. */
final class PlanRuns {
    /** How far the answer is. */
    sealed interface State {
        /** No plan was chosen. */
        record None() implements State {}

        /** The bridge is asked. */
        record Loading() implements State {}

        /** The runs, the newest first. */
        record Known(List<RunSummary> runs) implements State {
            public Known {
                runs = List.copyOf(runs);
            }
        }

        /** They could not be read. */
        record Refused(Problem problem) implements State {}
    }

    private final Asks asks;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.None());
    private Optional<PlanId> plan = Optional.empty();

    PlanRuns(Asks asks) {
        this.asks = asks;
    }

    /** How far the answer on the plan that was asked for last is. */
    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Asks for the runs of a plan; an answer on another is forgotten. What is known of the same plan stays meanwhile. */
    void load(PlanId which) {
        if (!plan.filter(which::equals).isPresent() || !(state.get() instanceof State.Known)) {
            state.set(new State.Loading());
        }
        plan = Optional.of(which);
        asks.ask(
                new RunQuery.Runs(which, RunQuery.Runs.MOST),
                list -> answered(which, new State.Known(list.runs())),
                problem -> answered(which, new State.Refused(problem)));
    }

    private void answered(PlanId which, State answer) {
        if (plan.filter(which::equals).isPresent()) {
            state.set(answer);
        }
    }

    /** Returns the runs that are known now, the newest first. */
    List<RunSummary> runs() {
        return state.get() instanceof State.Known known ? known.runs() : List.of();
    }

    /** Returns what is known of that run. */
    Optional<RunSummary> run(JobId job) {
        return runs().stream().filter(run -> run.job().equals(job)).findFirst();
    }
}
