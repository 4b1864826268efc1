package dev.muster.app.group;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupSpec;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.event.ActionEvent;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Adds VMs, tags and functions of clusters to a group. */
final class AddMembersDialog {
    private final ConsoleContext context;
    private final Group group;
    private final Submission submission;
    private final MemberPickerViewModel picked;

    AddMembersDialog(ConsoleContext context, Group group) {
        this.context = context;
        this.group = group;
        this.submission = new Submission(context.asks(), context.onJob());
        this.picked = new MemberPickerViewModel(
                context.texts(), context.inventory().image(), group.spec().members());
    }

    void open() {
        Texts texts = context.texts();
        Label meaning = new Label(texts.get("group.member.add.meaning"));
        meaning.getStyleClass().add("text-muted");
        meaning.setWrapText(true);
        meaning.setMinHeight(36);
        SubmissionBox refused = new SubmissionBox("group-members-refused", texts);
        VBox content = new VBox(8, meaning, new MemberPicker(picked, texts), refused);
        content.setPadding(new Insets(16));
        content.setPrefSize(520, 240);
        Dialogs.Made made = context.dialogs()
                .make(
                        "group-members-add",
                        texts.get("group.member.add.title", group.id().text()),
                        texts.get("group.member.add.go"),
                        content);
        made.go().getStyleClass().add("accent");
        Runnable judge = () -> made.go().setDisable(rules().isEmpty() || submission.isBusy());
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            submit();
        });
        InvalidationListener edited = observable -> {
            submission.edit();
            judge.run();
            made.fit().run();
        };
        picked.members().addListener(edited);
        picked.textProperty().addListener(observable -> judge.run());
        refused.follow(submission, made, judge);
        judge.run();
        made.dialog().show();
    }

    /** Those picked, or that one that is typed and not picked yet. */
    private List<GroupMember> rules() {
        return picked.withTyped();
    }

    private void submit() {
        GroupSpec spec = group.spec();
        submission.send(new GroupCommand.Set(
                new GroupSpec(
                        spec.name(),
                        Stream.concat(spec.members().stream(), rules().stream()).toList(),
                        spec.lock(),
                        spec.deadline(),
                        spec.repository(),
                        spec.keep()),
                group.revision()));
    }
}
