package dev.muster.app.recovery;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.LiveRows;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanStanding;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryPlan;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ChangeListener;

/** All recovery plans, and the one that is chosen. Used on the window's thread only. */
final class PlansViewModel {
    private final Asks asks;
    private final Texts texts;
    private final LiveInventory inventory;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final LiveRows<PlanId, ListedPlan> plans =
            new LiveRows<>(listed -> listed.plan().id());
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!oldValue.objects(RecoveryPlan.class).equals(newValue.objects(RecoveryPlan.class))
                || !oldValue.objects(PlanStanding.class).equals(newValue.objects(PlanStanding.class))) {
            fill();
        }
    };
    private Optional<PlanId> chosen = Optional.empty();

    PlansViewModel(
            Asks asks, Texts texts, LiveInventory inventory, Consumer<JobId> onJob, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.texts = texts;
        this.inventory = inventory;
        this.onJob = onJob;
        this.onProblem = onProblem;
    }

    /** Begins to follow. */
    void activate() {
        inventory.imageProperty().addListener(onImage);
        fill();
    }

    /** Stops following. */
    void deactivate() {
        inventory.imageProperty().removeListener(onImage);
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** One row for each plan. */
    LiveRows<PlanId, ListedPlan> plans() {
        return plans;
    }

    /** Chooses a plan. */
    void choose(Optional<PlanId> plan) {
        if (!chosen.equals(plan)) {
            chosen = plan;
            revision.set(revision.get() + 1);
        }
    }

    /** The chosen plan; empty where none is. */
    Optional<RecoveryPlan> chosen() {
        return chosen.flatMap(id -> inventory.image().object(RecoveryPlan.class, id));
    }

    /** How the chosen plan stands; empty where it was never looked at. */
    Optional<PlanStanding> standing() {
        return chosen.flatMap(this::standing);
    }

    private Optional<PlanStanding> standing(PlanId plan) {
        return inventory.image().object(PlanStanding.class, plan);
    }

    /** Why nothing can be changed here; empty where it can. */
    Optional<String> refusal() {
        return asks.role().includes(Role.OPERATOR) ? Optional.empty() : Optional.of(texts.get("object.refused.role"));
    }

    /** Why the chosen plan cannot be tested, nor recovered by, now; empty where it can. */
    Optional<String> runRefusal() {
        return refusal()
                .or(() -> chosen().filter(plan -> plan.faults() > 0)
                        .map(plan -> texts.get("recovery.test.refused.faults", plan.faults())));
    }

    /** Tests the newest version of the chosen plan, unless that is refused. */
    void test(boolean keep) {
        if (runRefusal().isEmpty()) {
            chosen().ifPresent(plan -> send(new RecoveryCommand.Test(plan.id(), 0, keep)));
        }
    }

    /**
     * Recovers by the newest version of the chosen plan, unless that is refused.
     *
     * @param planned whether its sources are shut down and captured once more
     */
    void recover(boolean planned) {
        if (runRefusal().isEmpty()) {
            chosen().ifPresent(plan -> send(
                    planned
                            ? new RecoveryCommand.RecoverPlanned(plan.id(), 0)
                            : new RecoveryCommand.Recover(plan.id(), 0)));
        }
    }

    /** Deletes the chosen plan, unless that is refused. */
    void delete() {
        if (refusal().isEmpty()) {
            chosen().ifPresent(plan -> send(new RecoveryCommand.Delete(plan.id())));
        }
    }

    private void send(Command command) {
        asks.submit(command, onJob, onProblem);
    }

    private void fill() {
        plans.show(inventory.image().objects(RecoveryPlan.class).values().stream()
                .sorted(Comparator.comparing(plan -> plan.id().text()))
                .map(plan -> new ListedPlan(plan, standing(plan.id())))
                .toList());
        revision.set(revision.get() + 1);
    }
}
