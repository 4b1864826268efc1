package dev.muster.app.backup;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.job.JobId;
import java.util.function.Consumer;
import javafx.event.ActionEvent;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks what restore points have to do to count as booted, and says what booting them means. */
final class VerifyBootDialog {
    private final Texts texts;
    private final Dialogs dialogs;
    private final VerifyBootViewModel model;

    VerifyBootDialog(ConsoleContext context, BootRequest request) {
        this(context, request, context.onJob());
    }

    /** @param onJob hears of the job it became */
    VerifyBootDialog(ConsoleContext context, BootRequest request, Consumer<JobId> onJob) {
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.model = new VerifyBootViewModel(
                texts, context.asks(), context.inventory().image(), request, new Submission(context.asks(), onJob));
    }

    void open() {
        Form form = new Form();
        form.setPrefWidth(560);
        BootFields.add(form, "boot", model.gates(), texts);
        if (model.isSearch()) {
            form.field(texts.get("backup.good.at-once"), "boot-at-once", model.atOnceProperty());
        }
        VBox lines = new VBox(8);
        lines.setId("boot-review");
        lines.setMinHeight(184);
        form.wide(lines);
        SubmissionBox refused = new SubmissionBox("boot-refused", texts);
        form.wide(refused);
        Dialogs.Made made = dialogs.make(
                "boot", model.title(), texts.get(model.isSearch() ? "backup.good.go" : "backup.boot.go"), form);
        made.go().getStyleClass().add("accent");
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.submit();
        });
        Runnable show = () -> {
            lines.getChildren()
                    .setAll(model.review().stream()
                            .map(VerifyBootDialog::wrapped)
                            .toList());
            String problem = model.problem();
            if (!problem.isEmpty()) {
                Label wrong = wrapped(problem);
                wrong.getStyleClass().add("form-problem");
                lines.getChildren().add(wrong);
            }
            made.go().setDisable(!model.canSubmit());
        };
        model.revisionProperty().addListener(observable -> show.run());
        refused.follow(model.submission(), made, show);
        show.run();
        made.dialog().show();
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
