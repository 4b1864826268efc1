package dev.muster.app.finding;

import dev.muster.app.ask.Asks;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.JobRow;
import dev.muster.app.job.JobsViewModel;
import dev.muster.model.error.Problem;
import dev.muster.model.finding.CoverageMap;
import dev.muster.model.finding.FindingQuery;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmFunction;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.RecoveryPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;

/** Which functions were exercised, asked for again when VMs, plans or runs change. On the window's thread only. */
final class CoverageViewModel {
    /** The periods that can be chosen, in months. */
    static final List<Integer> PERIODS = List.of(3, 6, 12, 24);

    private static final String RUNS = "recovery.";

    /** How far the answer is. */
    sealed interface State {
        /** The bridge is asked for the first time. */
        record Loading() implements State {}

        /** What was exercised in so many months. */
        record Shown(CoverageMap map, int months) implements State {}

        /** It could not be read. */
        record Refused(Problem problem) implements State {}
    }

    private final Asks asks;
    private final LiveInventory inventory;
    private final JobsViewModel jobs;
    private final ObjectProperty<Integer> months = new SimpleObjectProperty<>(FindingQuery.Coverage.USUAL_MONTHS);
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Loading());
    private Set<JobId> seen = Set.of();
    private final ChangeListener<LiveInventory.Change> onChange = (observable, oldValue, newValue) -> {
        if (isOther(newValue)) {
            look();
        }
    };
    private final ListChangeListener<JobRow> onJobs = change -> {
        if (!ended().equals(seen)) {
            look();
        }
    };
    private boolean active;
    private boolean asking;
    private boolean again;

    CoverageViewModel(Asks asks, LiveInventory inventory, JobsViewModel jobs) {
        this.asks = asks;
        this.inventory = inventory;
        this.jobs = jobs;
        months.addListener((observable, oldValue, newValue) -> look());
    }

    /** Asks, and again when something changes from now on. */
    void activate() {
        active = true;
        inventory.changeProperty().addListener(onChange);
        jobs.rows().addListener(onJobs);
        look();
    }

    /** Stops asking. */
    void deactivate() {
        active = false;
        inventory.changeProperty().removeListener(onChange);
        jobs.rows().removeListener(onJobs);
    }

    /** How far back an exercise counts. */
    ObjectProperty<Integer> monthsProperty() {
        return months;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Asks, unless it is asked already: then once more after the answer. */
    void look() {
        if (!active) {
            return;
        }
        if (asking) {
            again = true;
            return;
        }
        asking = true;
        again = false;
        seen = ended();
        int asked = months.get();
        if (!(state.get() instanceof State.Shown)) {
            state.set(new State.Loading());
        }
        asks.ask(
                new FindingQuery.Coverage(asked),
                map -> answered(asked, new State.Shown(map, asked)),
                problem -> answered(asked, new State.Refused(problem)));
    }

    private void answered(int asked, State answer) {
        asking = false;
        if (asked == months.get()) {
            state.set(answer);
        }
        if (again) {
            look();
        }
    }

    private static boolean isOther(LiveInventory.Change change) {
        return !change.before()
                        .objects(RecoveryPlan.class)
                        .equals(change.after().objects(RecoveryPlan.class))
                || change.vms().stream()
                        .anyMatch(vm -> !function(change.before(), vm).equals(function(change.after(), vm)));
    }

    private static Optional<String> function(InventoryImage image, VmId vm) {
        return Optional.ofNullable(image.vms().get(vm)).map(VmFunction::of);
    }

    /** The jobs of plans that have ended. */
    private Set<JobId> ended() {
        Set<JobId> ended = new HashSet<>();
        for (JobRow row : jobs.rows()) {
            if (row.job().kind().startsWith(RUNS) && row.job().state().isEnded()) {
                ended.add(row.id());
            }
        }
        return ended;
    }
}
