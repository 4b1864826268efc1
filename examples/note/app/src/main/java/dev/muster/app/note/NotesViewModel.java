package dev.muster.app.note;

import dev.muster.app.content.LiveRows;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.note.Note;
import dev.muster.model.note.NoteCommand;
import dev.muster.model.note.NoteId;
import java.util.Comparator;
import java.util.Optional;
import javafx.beans.value.ChangeListener;

/** The notes of all VMs or of one, live. */
final class NotesViewModel {
    private final ConsoleContext context;
    private final Optional<VmId> vm;
    private final LiveRows<NoteId, Note> rows = new LiveRows<>(Note::id);
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!oldValue.objects(Note.class).equals(newValue.objects(Note.class))) {
            show(newValue);
        }
    };

    NotesViewModel(ConsoleContext context, Optional<VmId> vm) {
        this.context = context;
        this.vm = vm;
    }

    LiveRows<NoteId, Note> rows() {
        return rows;
    }

    void activate() {
        context.inventory().imageProperty().addListener(onImage);
        show(context.inventory().image());
    }

    void deactivate() {
        context.inventory().imageProperty().removeListener(onImage);
    }

    String vmName(Note note) {
        return context.inventory()
                .image()
                .vm(note.vm())
                .map(Vm::name)
                .orElse(note.vm().text());
    }

    void delete(Note note) {
        context.asks().submit(new NoteCommand.Delete(note.id()), context.onJob(), context.onProblem());
    }

    private void show(InventoryImage image) {
        rows.show(image.objects(Note.class).values().stream()
                .filter(note -> vm.isEmpty() || vm.get().equals(note.vm()))
                .sorted(Comparator.comparing(Note::written).reversed())
                .toList());
    }
}
