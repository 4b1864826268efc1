package dev.muster.app.vm;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.model.vm.VmCommand;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;

/** Tags and a note of VMs: a box for each tag there is, a field for more of them, and the text. */
final class NotesDialog {
    private final Dialogs dialogs;
    private final Texts texts;

    NotesDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    void open(NotesViewModel model, Consumer<VmCommand.Annotate> apply) {
        Form form = new Form();
        form.setPrefWidth(520);
        FlowPane boxes = new FlowPane(16, 8);
        for (NotesViewModel.Tag tag : model.tags()) {
            CheckBox box = new CheckBox(tag.name());
            box.setAllowIndeterminate(tag.mixed().get());
            box.setIndeterminate(tag.mixed().get());
            box.setSelected(tag.wanted().get());
            tag.wanted().bind(box.selectedProperty());
            tag.mixed().bind(box.indeterminateProperty());
            boxes.getChildren().add(box);
        }
        boxes.setVisible(!model.tags().isEmpty());
        form.add(texts.get("edit.tags"), "note-tags", boxes);
        TextField more = form.field(texts.get("life.note.more"), "note-more", model.moreProperty());
        TextArea note = new TextArea();
        note.setWrapText(true);
        note.setPrefRowCount(6);
        note.textProperty().bindBidirectional(model.noteProperty());
        note.setPromptText(model.differ() ? texts.get("life.note.differ") : "");
        form.add(texts.get("life.note.text"), "note-text", note);
        Dialogs.Made made = dialogs.make("notes", model.title(), texts.get("edit.apply"), form);
        made.go().getStyleClass().add("accent");
        InvalidationListener check = of -> made.go().setDisable(model.command().isEmpty());
        model.tags().forEach(tag -> {
            tag.wanted().addListener(check);
            tag.mixed().addListener(check);
        });
        model.moreProperty().addListener(check);
        model.noteProperty().addListener(check);
        check.invalidated(model.noteProperty());
        made.dialog().setOnShown(event -> more.requestFocus());
        made.open(() -> model.command().ifPresent(apply));
    }
}
