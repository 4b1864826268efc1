package dev.muster.app.note;

import dev.muster.app.content.EmptyState;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.Times;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.model.note.Note;
import java.util.Optional;
import javafx.scene.Parent;

/** A table of notes. */
final class NotesView {
    private final NotesViewModel model;
    private final ObjectTable<Note> table;

    NotesView(ConsoleContext context, NotesViewModel model) {
        this.model = model;
        Texts texts = context.texts();
        this.table = new ObjectTable<>("notes", texts.get("note.title"), texts, model.rows());
        table.text("vm", texts.get("note.column.vm"), 160, model::vmName);
        table.text("text", texts.get("note.column.text"), 420, Note::text);
        table.text("by", texts.get("note.column.by"), 120, Note::by);
        table.text("written", texts.get("note.column.written"), 160, note -> Times.full(note.written(), texts.locale()));
        table.guarded(
                "note-delete",
                texts.get("note.delete"),
                texts.get("note.refused.none"),
                note -> Optional.empty(),
                model::delete);
        table.onOpen(note -> context.navigation().go(new Place.OneVm(note.vm())));
        table.whenEmpty(new EmptyState(
                "notes-none",
                texts.get("note.none.title"),
                texts.get("note.none.text"),
                texts.get("note.none.action"),
                () -> context.navigation().go(new Place.Vms(""))));
    }

    Parent root() {
        return table.root();
    }

    void activate() {
        model.activate();
    }

    void deactivate() {
        model.deactivate();
    }
}
