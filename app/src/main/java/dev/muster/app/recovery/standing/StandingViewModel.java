package dev.muster.app.recovery.standing;

import dev.muster.app.ask.Asks;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.Decision;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryQuery;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.StandingRecovery;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;

/** The recovery of one plan that stands. Used on the window's thread only. */
public final class StandingViewModel {
    private final PlanId plan;
    private final Asks asks;
    private final LiveInventory inventory;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final ReadOnlyObjectWrapper<Optional<StandingRecovery>> standing =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Decision>> decision = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> fill();
    private boolean asked;

    /** Of that plan. */
    public StandingViewModel(
            PlanId plan, Asks asks, LiveInventory inventory, Consumer<JobId> onJob, Consumer<Problem> onProblem) {
        this.plan = plan;
        this.asks = asks;
        this.inventory = inventory;
        this.onJob = onJob;
        this.onProblem = onProblem;
    }

    /** Begins to follow. */
    public void activate() {
        // followed once, however often it is shown
        inventory.imageProperty().removeListener(onImage);
        inventory.imageProperty().addListener(onImage);
        fill();
    }

    /** Stops following. */
    public void deactivate() {
        inventory.imageProperty().removeListener(onImage);
    }

    /** The recovery; empty where none stands. */
    public ReadOnlyObjectProperty<Optional<StandingRecovery>> standingProperty() {
        return standing.getReadOnlyProperty();
    }

    /** What the plan's time limit decides; empty where it has none, or that is not known yet. */
    ReadOnlyObjectProperty<Optional<Decision>> decisionProperty() {
        return decision.getReadOnlyProperty();
    }

    PlanId plan() {
        return plan;
    }

    boolean mayDecide() {
        return asks.role().includes(Role.OPERATOR);
    }

    /** Whether it can still be committed or taken back. */
    boolean isOpen() {
        return standing.get()
                .filter(one ->
                        one.outcome().filter(RunOutcome.COMMITTED::equals).isEmpty())
                .isPresent();
    }

    void commit() {
        standing.get().ifPresent(one -> send(new RecoveryCommand.Commit(plan, one.job())));
    }

    void failBack() {
        standing.get().ifPresent(one -> send(new RecoveryCommand.Failback(plan, one.job())));
    }

    void takeBack() {
        standing.get().ifPresent(one -> send(new RecoveryCommand.Cleanup(plan, one.job())));
    }

    private void send(Command command) {
        if (mayDecide()) {
            asks.submit(command, onJob, onProblem);
        }
    }

    private void fill() {
        Optional<StandingRecovery> now = inventory.image().object(StandingRecovery.class, plan);
        standing.set(now);
        if (now.flatMap(StandingRecovery::decideBy).isPresent() && !asked) {
            asked = true;
            asks.ask(
                    new RecoveryQuery.Show(plan, 0),
                    saved -> decision.set(saved.spec().decision()),
                    problem -> asked = false);
        }
    }
}
