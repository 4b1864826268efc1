package dev.muster.app.finding;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.Submission;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.error.MusterException;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingChange;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.finding.FindingSeverity;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.job.JobId;
import java.time.Instant;
import java.time.LocalDate;
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

/** A finding that is edited: its fields, what of them is changed, and why that is refused. */
final class EditFindingViewModel {
    private final Finding finding;
    private final Asks asks;
    private final Texts texts;
    private final Submission submission;
    private final PlanRuns runs;
    private final StringProperty title;
    private final ObjectProperty<FindingSeverity> severity;
    private final StringProperty cause;
    private final StringProperty owner;
    private final DueDay due;
    private final ObjectProperty<FindingStatus> status;
    private final ObjectProperty<Optional<JobId>> retested;
    private final StringProperty note;
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();

    /** @param wanted the status it is to have; that which it has where only its fields are edited */
    EditFindingViewModel(Finding finding, FindingStatus wanted, Asks asks, Texts texts, Submission submission) {
        this.finding = finding;
        this.asks = asks;
        this.texts = texts;
        this.submission = submission;
        this.runs = new PlanRuns(asks);
        this.title = new SimpleStringProperty(finding.title());
        this.severity = new SimpleObjectProperty<>(finding.severity());
        this.cause = new SimpleStringProperty(finding.cause());
        this.owner = new SimpleStringProperty(finding.owner());
        this.due = new DueDay(finding.due());
        this.status = new SimpleObjectProperty<>(wanted);
        this.retested = new SimpleObjectProperty<>(finding.retested());
        this.note = new SimpleStringProperty(finding.note());
        InvalidationListener edited = observable -> {
            submission.edit();
            revision.set(revision.get() + 1);
        };
        Stream.<Observable>of(title, severity, cause, owner, due.textProperty(), status, retested, note)
                .forEach(field -> field.addListener(edited));
    }

    Finding finding() {
        return finding;
    }

    Submission submission() {
        return submission;
    }

    /** The runs of its plan, of which one may have shown that it is gone. */
    PlanRuns runs() {
        return runs;
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

    ObjectProperty<FindingStatus> statusProperty() {
        return status;
    }

    /** The run that did not find it again. */
    ObjectProperty<Optional<JobId>> retestedProperty() {
        return retested;
    }

    StringProperty noteProperty() {
        return note;
    }

    /** Grows after each change of a field. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Returns why the change would be refused, in words; empty where it would not. */
    String problem() {
        if (!asks.role().includes(Role.OPERATOR)) {
            return texts.get("object.refused.role");
        }
        if (!due.isValid()) {
            return texts.get("finding.needs.day");
        }
        try {
            FindingChange change = change();
            if (change.equals(FindingChange.NONE)) {
                return texts.get("finding.needs.change");
            }
            change.of(finding, "", Instant.now());
            return "";
        } catch (MusterException refused) {
            return texts.say(refused.problem());
        }
    }

    private FindingChange change() {
        Optional<LocalDate> day = due.day();
        return new FindingChange(
                changed(title, finding.title()),
                Optional.of(severity.get()).filter(value -> value != finding.severity()),
                changed(cause, finding.cause()),
                changed(owner, finding.owner()),
                day.filter(value -> !finding.due().equals(day)),
                day.isEmpty() && finding.due().isPresent(),
                Optional.of(status.get()).filter(value -> value != finding.status()),
                retested.get().filter(run -> !finding.retested().equals(retested.get())),
                changed(note, finding.note()));
    }

    private static Optional<String> changed(StringProperty field, String before) {
        return Optional.of(field.get().strip()).filter(text -> !text.equals(before));
    }

    /** Sends what is changed, where nothing stands against it. */
    void submit() {
        if (problem().isEmpty()) {
            submission.send(new FindingCommand.Set(finding.id(), change()));
        }
    }
}
