package dev.muster.app.finding;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;

/** Edits a finding, or gives it another status with a reason. */
final class EditFindingDialog {
    private static final String ID = "finding-edit";

    private final Texts texts;
    private final Dialogs dialogs;
    private final FindingWords words;
    private final EditFindingViewModel model;

    /** @param wanted the status it is to have; that which it has where only its fields are edited */
    EditFindingDialog(ConsoleContext context, Finding finding, FindingStatus wanted) {
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.words = new FindingWords(texts);
        this.model = new EditFindingViewModel(
                finding, wanted, context.asks(), texts, new Submission(context.asks(), context.onJob()));
    }

    void open() {
        FindingForm fields = new FindingForm(ID, texts);
        fields.title(model.titleProperty());
        fields.severity(model.severityProperty());
        DropDown<FindingStatus> status = fields.form()
                .add(
                        texts.get("finding.column.status"),
                        ID + "-status",
                        new DropDown<>(List.of(FindingStatus.values())));
        status.setConverter(Words.of(words::status));
        status.valueProperty().bindBidirectional(model.statusProperty());
        retested(fields);
        fields.owner(model.ownerProperty());
        fields.due(model.due());
        fields.lines("finding.column.cause", "cause", model.causeProperty());
        TextArea note = fields.lines("finding.column.note", "note", model.noteProperty());
        Dialogs.Made made = fields.dialog(
                dialogs,
                texts.get("finding.edit.title"),
                texts.get("finding.edit.go"),
                model.submission(),
                model.revisionProperty(),
                model::problem,
                model::submit);
        model.runs().load(model.finding().plan());
        made.dialog().show();
        if (model.statusProperty().get() != model.finding().status()) {
            note.requestFocus();
            note.end();
        } else if (note.getScene().lookup("#" + ID + "-title") instanceof TextInputControl title) {
            title.deselect();
        }
    }

    /** The run that did not find it again, which is asked for only where that closes it. */
    private void retested(FindingForm fields) {
        DropDown<Optional<JobId>> run =
                fields.form().add(texts.get("finding.retested"), ID + "-retested", new DropDown<>(choices()));
        run.setConverter(Words.of(job -> job.map(this::run).orElseGet(() -> texts.get("finding.retested.none"))));
        run.setValue(model.retestedProperty().get());
        run.valueProperty().addListener((observable, oldValue, newValue) -> {
            if (newValue != null) {
                model.retestedProperty().set(newValue);
            }
        });
        run.visibleProperty().bind(model.statusProperty().isEqualTo(FindingStatus.CLOSED));
        model.runs().stateProperty().addListener((observable, oldValue, newValue) -> {
            Optional<JobId> chosen = model.retestedProperty().get();
            run.getItems().setAll(choices());
            run.setValue(chosen);
        });
    }

    /** No run, and those that can have shown that it is gone: such as ended and had not found it. */
    private List<Optional<JobId>> choices() {
        List<Optional<JobId>> all = new ArrayList<>();
        if (model.finding().retested().isEmpty()) {
            all.add(Optional.empty());
        }
        model.runs().runs().stream()
                .filter(run -> run.ended().isPresent() && !model.finding().isOf(run.job()))
                .map(RunSummary::job)
                .map(Optional::of)
                .forEach(all::add);
        if (!all.contains(model.finding().retested())) {
            all.add(model.finding().retested());
        }
        return all;
    }

    private String run(JobId job) {
        return model.runs().run(job).map(words::run).orElseGet(job::text);
    }
}
