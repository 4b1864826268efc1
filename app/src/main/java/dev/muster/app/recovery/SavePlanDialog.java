package dev.muster.app.recovery;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.recovery.RecoveryCommand;
import javafx.event.ActionEvent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;

/** Asks for a comment and saves the draft. Where somebody saved a version meanwhile, it offers to save over it. */
final class SavePlanDialog {
    private final ConsoleContext context;
    private final Texts texts;
    private final PlanEditorViewModel model;
    private final Submission submission;

    SavePlanDialog(ConsoleContext context, PlanEditorViewModel model) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.submission = new Submission(context.asks(), context.onJob());
    }

    void open() {
        Form form = new Form();
        form.setPrefWidth(520);
        TextField comment = form.add(texts.get("recovery.field.comment"), "plan-save-comment", new TextField());
        CheckBox over = new CheckBox(texts.get("recovery.save.over"));
        over.setId("plan-save-over");
        over.setVisible(false);
        over.managedProperty().bind(over.visibleProperty());
        SubmissionBox refused = new SubmissionBox("plan-save-refused", texts);
        form.wide(refused);
        form.wide(over);
        Dialogs.Made made = context.dialogs()
                .make(
                        "plan-save",
                        texts.get("recovery.save.title", model.plan().text()),
                        texts.get("recovery.save.go"),
                        form);
        made.go().getStyleClass().add("accent");
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.save(comment.getText().strip(), over.isSelected()).ifPresent(submission::send);
        });
        Runnable show = () -> {
            if (submission.stateProperty().get() instanceof Submission.State.Refused why) {
                over.setVisible(why.problem().code() == ErrorCode.VERSION_CONFLICT);
            }
            made.go()
                    .setDisable(submission.isBusy()
                            || comment.getText().strip().length() > RecoveryCommand.LONGEST_COMMENT);
        };
        comment.textProperty().addListener(observable -> show.run());
        over.selectedProperty().addListener(observable -> submission.edit());
        refused.follow(submission, made, show);
        made.dialog().show();
    }
}
