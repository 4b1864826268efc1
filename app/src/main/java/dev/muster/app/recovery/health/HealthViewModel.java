package dev.muster.app.recovery.health;

import dev.muster.app.ask.Asks;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.recovery.PlanFinding;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanStanding;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunQuery;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ChangeListener;

/** What stands against recovering by a plan now. Used on the window's thread only. */
public final class HealthViewModel {
    private final PlanId plan;
    private final Asks asks;
    private final LiveInventory inventory;
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!standing(oldValue).equals(standing(newValue)) || !version(oldValue).equals(version(newValue))) {
            look();
        }
    };
    private Optional<List<PlanFinding>> findings = Optional.empty();
    private Optional<Problem> problem = Optional.empty();
    private boolean looking;
    private int asked;

    /** What stands against that plan. */
    public HealthViewModel(PlanId plan, Asks asks, LiveInventory inventory) {
        this.plan = plan;
        this.asks = asks;
        this.inventory = inventory;
    }

    /** Looks now, and whenever the plan stands otherwise from now on. */
    public void activate() {
        inventory.imageProperty().addListener(onImage);
        look();
    }

    /** Lets go of it. */
    public void deactivate() {
        inventory.imageProperty().removeListener(onImage);
    }

    /** Grows after each change of anything here. */
    public ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** How it stood when the bridge looked last; empty where it did not yet. */
    Optional<PlanStanding> standing() {
        return standing(inventory.image());
    }

    /** What was found, the worst first; empty while that is not known. */
    Optional<List<PlanFinding>> findings() {
        return findings;
    }

    /** Why it could not be looked. */
    Optional<Problem> problem() {
        return problem;
    }

    /** Whether it is being looked. */
    boolean isLooking() {
        return looking;
    }

    /** Looks anew. */
    void look() {
        Optional<Long> version = version(inventory.image());
        if (version.isEmpty()) {
            return;
        }
        int turn = ++asked;
        looking = true;
        changed();
        asks.ask(
                new RunQuery.DryRun(plan, version.get(), RunKind.RECOVERY),
                answer -> {
                    if (turn == asked) {
                        looking = false;
                        problem = Optional.empty();
                        findings = Optional.of(answer.findings());
                        changed();
                    }
                },
                why -> {
                    if (turn == asked) {
                        looking = false;
                        problem = Optional.of(why);
                        changed();
                    }
                });
    }

    private void changed() {
        revision.set(revision.get() + 1);
    }

    private Optional<PlanStanding> standing(InventoryImage image) {
        return image.object(PlanStanding.class, plan);
    }

    private Optional<Long> version(InventoryImage image) {
        return image.object(RecoveryPlan.class, plan).map(RecoveryPlan::version);
    }
}
