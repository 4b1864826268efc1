package dev.muster.app.recovery;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.LiveRows;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.model.access.Role;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanDifference;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RecoveryQuery;
import dev.muster.model.recovery.RecoveryQuery.PlanVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ChangeListener;

/** The versions of one plan, and what is other between two of them. Used on the window's thread only. */
final class VersionsViewModel {
    /** Two versions that are compared. */
    record Pair(long from, long to) {}

    private final PlanId plan;
    private final Asks asks;
    private final Texts texts;
    private final LiveInventory inventory;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final LiveRows<Long, PlanVersion> versions = new LiveRows<>(PlanVersion::version);
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!newest(oldValue).equals(newest(newValue))) {
            load();
        }
    };
    private List<Long> chosen = List.of();
    private Optional<Pair> compared = Optional.empty();
    private Optional<List<PlanDifference>> differences = Optional.empty();

    VersionsViewModel(
            PlanId plan,
            Asks asks,
            Texts texts,
            LiveInventory inventory,
            Consumer<JobId> onJob,
            Consumer<Problem> onProblem) {
        this.plan = plan;
        this.asks = asks;
        this.texts = texts;
        this.inventory = inventory;
        this.onJob = onJob;
        this.onProblem = onProblem;
    }

    void activate() {
        inventory.imageProperty().addListener(onImage);
        load();
    }

    void deactivate() {
        inventory.imageProperty().removeListener(onImage);
    }

    /** The versions, the newest first. */
    LiveRows<Long, PlanVersion> versions() {
        return versions;
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    private Optional<Long> newest(InventoryImage image) {
        return image.object(RecoveryPlan.class, plan).map(RecoveryPlan::version);
    }

    private void load() {
        asks.ask(
                new RecoveryQuery.Versions(plan),
                answer -> {
                    versions.show(answer.versions());
                    changed();
                },
                onProblem);
    }

    private void changed() {
        revision.set(revision.get() + 1);
    }

    /** Chooses versions: the oldest and the newest of them are compared; a single one with that before it. */
    void choose(List<Long> numbers) {
        chosen = numbers.stream().sorted().toList();
        Optional<Pair> pair = pair();
        if (!pair.equals(compared)) {
            compared = pair;
            differences = Optional.empty();
            pair.ifPresent(one -> asks.ask(
                    new RecoveryQuery.Compare(plan, one.from(), one.to()),
                    answer -> {
                        if (compared.filter(one::equals).isPresent()) {
                            differences = Optional.of(answer.differences());
                            changed();
                        }
                    },
                    onProblem));
        }
        changed();
    }

    private Optional<Pair> pair() {
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        long last = chosen.getLast();
        if (chosen.size() > 1) {
            return Optional.of(new Pair(chosen.getFirst(), last));
        }
        return last > 1 ? Optional.of(new Pair(last - 1, last)) : Optional.empty();
    }

    /** Which are compared; empty where the first version alone is chosen, or none. */
    Optional<Pair> compared() {
        return compared;
    }

    /** What is other; empty while that is not known. */
    Optional<List<PlanDifference>> differences() {
        return differences;
    }

    /** Why the chosen version cannot be restored; empty where it can. */
    Optional<String> restoreRefusal() {
        if (!asks.role().includes(Role.OPERATOR)) {
            return Optional.of(texts.get("object.refused.role"));
        }
        if (chosen.size() != 1) {
            return Optional.of(texts.get("recovery.restore.refused.one"));
        }
        return newest(inventory.image()).filter(chosen.getFirst()::equals).isPresent()
                ? Optional.of(texts.get("recovery.restore.refused.newest"))
                : Optional.empty();
    }

    /** Saves what the chosen version says as the newest one, unless that is refused. */
    void restore() {
        if (restoreRefusal().isEmpty()) {
            asks.submit(new RecoveryCommand.Restore(plan, chosen.getFirst()), onJob, onProblem);
        }
    }
}
