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
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupLock;
import java.util.Locale;
import java.util.Optional;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Makes a group or describes one anew: its members, how they are held still, and which sets are kept where. */
final class GroupDialog {
    private final Texts texts;
    private final Dialogs dialogs;
    private final GroupWords words;
    private final GroupEditViewModel model;

    /** @param before the one that is changed; empty for a new one */
    GroupDialog(ConsoleContext context, Optional<Group> before) {
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.words = new GroupWords(texts);
        this.model = new GroupEditViewModel(
                texts, context.inventory().image(), before, new Submission(context.asks(), context.onJob()));
    }

    void open() {
        Form form = new Form();
        form.setPrefWidth(620);
        TextField name = form.field(texts.get("group.field.name"), "group-edit-name", model.nameProperty());
        name.setPromptText("shop");
        name.setDisable(model.isChange());
        form.add(texts.get("group.members"), "group-edit-members", new MemberPicker(model.members(), texts));
        form.add(texts.get("group.field.lock"), "group-edit-lock", locks());
        form.add(texts.get("group.field.deadline"), "group-edit-deadline", deadline());
        DropDown<RepositoryId> repository = form.add(
                texts.get("group.field.repository"), "group-edit-repository", new DropDown<>(model.repositories()));
        repository.setConverter(Words.of(RepositoryId::text));
        model.repositoryProperty().get().ifPresent(repository::setValue);
        repository
                .valueProperty()
                .addListener((observable, oldValue, newValue) ->
                        model.repositoryProperty().set(Optional.ofNullable(newValue)));
        form.add(texts.get("group.field.keep"), "group-edit-keep", kept());
        Label said = new Label();
        said.setId("group-edit-said");
        said.setWrapText(true);
        said.setMinHeight(36);
        said.setAlignment(Pos.TOP_LEFT);
        form.wide(said);
        SubmissionBox refused = new SubmissionBox("group-edit-refused", texts);
        form.wide(refused);
        Dialogs.Made made = dialogs.make(
                "group-edit",
                model.isChange()
                        ? texts.get("group.edit.title", model.nameProperty().get())
                        : texts.get("group.new.title"),
                texts.get(model.isChange() ? "group.save" : "group.create"),
                form);
        made.go().getStyleClass().add("accent");
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.submit();
        });
        Runnable show = () -> {
            String problem = model.problem();
            // an empty name is not wrong yet, only not there yet
            boolean wrong = !problem.isEmpty() && !model.nameProperty().get().isBlank();
            said.setText(problem.isEmpty() ? texts.get("group.edit.meaning") : problem);
            said.getStyleClass().setAll("label", wrong ? "form-problem" : "text-muted");
            made.go().setDisable(!problem.isEmpty() || model.submission().isBusy());
        };
        model.revisionProperty().addListener(observable -> show.run());
        refused.follow(model.submission(), made, show);
        show.run();
        made.dialog().show();
    }

    private VBox locks() {
        ToggleGroup group = new ToggleGroup();
        VBox box = new VBox(8);
        for (GroupLock lock : GroupLock.values()) {
            RadioButton choice = new RadioButton(words.lock(lock));
            choice.setId("group-lock-" + lock.name().toLowerCase(Locale.ROOT));
            choice.setToggleGroup(group);
            choice.setSelected(model.lockProperty().get() == lock);
            choice.selectedProperty().addListener((observable, oldValue, newValue) -> {
                if (newValue) {
                    model.lockProperty().set(lock);
                }
            });
            Label meaning = new Label(words.lockMeaning(lock));
            meaning.getStyleClass().addAll("text-muted", "group-choice-meaning");
            meaning.setWrapText(true);
            meaning.setMinHeight(Region.USE_PREF_SIZE);
            choice.setAccessibleHelp(meaning.getText());
            box.getChildren().add(new VBox(choice, meaning));
        }
        return box;
    }

    private HBox deadline() {
        TextField seconds = new TextField();
        seconds.setId("group-deadline");
        seconds.setPrefColumnCount(3);
        seconds.setMaxWidth(Region.USE_PREF_SIZE);
        seconds.textProperty().bindBidirectional(model.deadlineProperty());
        seconds.setAccessibleText(texts.get("group.field.deadline"));
        Label unit = new Label(texts.get("group.field.deadline.unit"));
        unit.setLabelFor(seconds);
        unit.getStyleClass().add("text-muted");
        HBox line = new HBox(8, seconds, unit);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private FlowPane kept() {
        FlowPane all = new FlowPane(12, 4);
        for (Kept each : Kept.values()) {
            TextField count = new TextField();
            count.setId("group-keep-" + each.word());
            count.setPrefColumnCount(3);
            count.setPromptText("0");
            count.textProperty().bindBidirectional(model.keptProperty(each));
            String said = texts.get("group.keep." + each.word());
            count.setAccessibleText(said);
            Label label = new Label(said);
            label.setLabelFor(count);
            HBox pair = new HBox(4, count, label);
            pair.setAlignment(Pos.CENTER_LEFT);
            all.getChildren().add(pair);
        }
        return all;
    }
}
