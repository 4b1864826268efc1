package dev.muster.app.note;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.Vm;
import dev.muster.model.note.NoteCommand;
import javafx.beans.property.SimpleStringProperty;

/** Asks what a note is to say. */
final class NoteDialog {
    private final ConsoleContext context;

    NoteDialog(ConsoleContext context) {
        this.context = context;
    }

    void open(Vm vm) {
        Texts texts = context.texts();
        SimpleStringProperty text = new SimpleStringProperty("");
        Form form = new Form();
        form.setPrefWidth(460);
        form.field(texts.get("note.column.text"), "note-text", text);
        Dialogs.Made made =
                context.dialogs().make("note", texts.get("note.create.title", vm.name()), texts.get("note.go"), form);
        made.go().getStyleClass().add("accent");
        made.go().disableProperty().bind(text.map(String::isBlank));
        made.open(() -> context.asks()
                .submit(new NoteCommand.Create(vm.id(), text.get().strip()), context.onJob(), context.onProblem()));
    }
}
