package dev.muster.app.finding;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.Submission;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.error.MusterException;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.finding.FindingSeverity;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RunSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A finding that somebody writes down: the run it was seen in, its fields, and what is missing. */
final class RaiseFindingViewModel {
    private final Asks asks;
    private final Texts texts;
    private final Submission submission;
    private final List<PlanId> plans;
    private final PlanRuns runs;
    private final ObjectProperty<Optional<PlanId>> plan = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<RunSummary>> run = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty title = new SimpleStringProperty("");
    private final ObjectProperty<FindingSeverity> severity = new SimpleObjectProperty<>(FindingSeverity.MEDIUM);
    private final StringProperty cause = new SimpleStringProperty("");
    private final StringProperty owner = new SimpleStringProperty("");
    private final DueDay due = new DueDay(Optional.empty());
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();

    RaiseFindingViewModel(Asks asks, Texts texts, InventoryImage image, Submission submission) {
        this.asks = asks;
        this.texts = texts;
        this.submission = submission;
        this.runs = new PlanRuns(asks);
        this.plans = image.objects(RecoveryPlan.class).values().stream()
                .map(RecoveryPlan::id)
                .sorted(Comparator.comparing(PlanId::text))
                .toList();
        InvalidationListener edited = observable -> {
            submission.edit();
            revision.set(revision.get() + 1);
        };
        plan.addListener((observable, oldValue, newValue) -> {
            run.set(Optional.empty());
            newValue.ifPresent(runs::load);
        });
        // the newest run is what one mostly writes about
        runs.stateProperty()
                .addListener((observable, oldValue, newValue) ->
                        run.set(runs.runs().stream().findFirst()));
        Stream.<Observable>of(plan, run, runs.stateProperty(), title, severity, cause, owner, due.textProperty())
                .forEach(field -> field.addListener(edited));
        plan.set(plans.stream().findFirst());
    }

    Submission submission() {
        return submission;
    }

    List<PlanId> plans() {
        return plans;
    }

    PlanRuns runs() {
        return runs;
    }

    ObjectProperty<Optional<PlanId>> planProperty() {
        return plan;
    }

    ObjectProperty<Optional<RunSummary>> runProperty() {
        return run;
    }

    StringProperty titleProperty() {
        return title;
    }

    ObjectProperty<FindingSeverity> severityProperty() {
        return severity;
    }

    StringProperty causeProperty() {
        return cause;
    }

    StringProperty ownerProperty() {
        return owner;
    }

    DueDay due() {
        return due;
    }

    /** Grows after each change of a field. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Returns what is missing or refused, in words; empty where nothing is. */
    String problem() {
        if (!asks.role().includes(Role.OPERATOR)) {
            return texts.get("object.refused.role");
        }
        if (plans.isEmpty()) {
            return texts.get("finding.needs.plan");
        }
        if (run.get().isEmpty()) {
            return switch (runs.stateProperty().get()) {
                case PlanRuns.State.Loading _ -> texts.get("finding.runs.loading");
                case PlanRuns.State.Refused refused -> texts.say(refused.problem());
                case PlanRuns.State.None _, PlanRuns.State.Known _ -> texts.get("finding.needs.run");
            };
        }
        if (title.get().isBlank()) {
            return texts.get("finding.needs.title");
        }
        if (!due.isValid()) {
            return texts.get("finding.needs.day");
        }
        try {
            command();
            return "";
        } catch (MusterException refused) {
            return texts.say(refused.problem());
        }
    }

    private Optional<FindingCommand> command() {
        return run.get()
                .map(of -> new FindingCommand.Raise(
                        of.job(),
                        title.get().strip(),
                        severity.get(),
                        cause.get().strip(),
                        owner.get().strip(),
                        due.day()));
    }

    /** Sends it, where nothing is missing. */
    void submit() {
        if (problem().isEmpty()) {
            command().ifPresent(submission::send);
        }
    }
}
