package dev.muster.app.group;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupQuery.Listed;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.control.Label;

/** Copies a set into another repository. */
final class CopySetDialog {
    private final ConsoleContext context;
    private final Listed set;
    private final List<RepositoryId> others;

    CopySetDialog(ConsoleContext context, Listed set, List<RepositoryId> others) {
        this.context = context;
        this.set = set;
        this.others = others;
    }

    void open() {
        Texts texts = context.texts();
        Form form = new Form();
        form.setPrefWidth(480);
        DropDown<RepositoryId> to = form.add(texts.get("group.copy.to"), "group-copy-to", new DropDown<>(others));
        to.setConverter(Words.of(RepositoryId::text));
        to.getSelectionModel().selectFirst();
        Label meaning = new Label(texts.get("group.copy.meaning"));
        meaning.getStyleClass().add("text-muted");
        meaning.setWrapText(true);
        meaning.setMinHeight(36);
        form.wide(meaning);
        SubmissionBox refused = new SubmissionBox("group-copy-refused", texts);
        form.wide(refused);
        Dialogs.Made made = context.dialogs()
                .make("group-copy", texts.get("group.copy.title", set.id().name()), texts.get("group.copy.go"), form);
        made.go().getStyleClass().add("accent");
        Submission submission = new Submission(context.asks(), context.onJob());
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            submission.send(new GroupCommand.CopySet(set.id(), to.getValue()));
        });
        to.valueProperty().addListener(observable -> submission.edit());
        refused.follow(submission, made, () -> made.go().setDisable(submission.isBusy()));
        made.dialog().show();
    }
}
