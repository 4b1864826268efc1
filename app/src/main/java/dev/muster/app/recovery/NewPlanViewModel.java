package dev.muster.app.recovery;

import dev.muster.app.ask.Submission;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.Tier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A plan about to be made: its name, and the machines of its first tier or what a file says. */
final class NewPlanViewModel {
    private final Texts texts;
    private final InventoryImage image;
    private final Optional<PlanSpec> imported;
    private final Submission submission;
    private final MachinePickerViewModel machines;
    private final StringProperty name;
    private final StringProperty comment = new SimpleStringProperty("");
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();

    /** @param imported what a file says; empty where machines are picked */
    NewPlanViewModel(
            Texts texts, InventoryImage image, String name, Optional<PlanSpec> imported, Submission submission) {
        this.texts = texts;
        this.image = image;
        this.imported = imported;
        this.submission = submission;
        this.name = new SimpleStringProperty(name);
        this.machines = new MachinePickerViewModel(image, Set.of());
        this.name.addListener(observable -> changed());
        comment.addListener(observable -> changed());
        machines.countProperty().addListener(observable -> changed());
    }

    private void changed() {
        submission.edit();
        revision.set(revision.get() + 1);
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty commentProperty() {
        return comment;
    }

    MachinePickerViewModel machines() {
        return machines;
    }

    Submission submission() {
        return submission;
    }

    /** Grows after each change of a field. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** What is wrong with the fields; empty where nothing is. */
    String problem() {
        String typed = name.get().strip();
        if (typed.isEmpty()) {
            return texts.get("recovery.needs.name");
        }
        try {
            if (image.object(RecoveryPlan.class, PlanId.of(typed)).isPresent()) {
                return texts.get("recovery.taken", typed);
            }
        } catch (MusterException unfit) {
            return texts.say(unfit.problem());
        }
        if (imported.isEmpty() && machines.countProperty().get() == 0) {
            return texts.get("recovery.needs.machines");
        }
        return comment.get().length() > RecoveryCommand.LONGEST_COMMENT
                ? texts.get("recovery.needs.comment", RecoveryCommand.LONGEST_COMMENT)
                : "";
    }

    /** Sends it, where nothing is wrong. */
    void submit() {
        if (problem().isEmpty()) {
            submission.send(new RecoveryCommand.Create(
                    PlanId.of(name.get().strip()), spec(), comment.get().strip()));
        }
    }

    private PlanSpec spec() {
        return imported.orElseGet(() -> {
            PlanSpec empty = PlanSpec.of(List.of());
            return empty.withTiers(List.of(new Tier(
                    texts.get("recovery.tier.name", 1),
                    Tier.DEFAULT_LIMIT,
                    List.copyOf(PlanKeys.machines(empty, machines.checked())))));
        });
    }
}
