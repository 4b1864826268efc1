package dev.muster.bridge.cli;

import dev.muster.model.note.Note;
import dev.muster.model.note.NoteCommand;
import dev.muster.model.note.NoteId;
import dev.muster.model.note.NoteQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl note}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "note",
        description = "Notes on VMs.",
        synopsisSubcommandLabel = "VERB")
final class NoteNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "Lists notes.")
    int list(@Parameters(paramLabel = "WORDS", defaultValue = "", description = "Words they contain (default: any).")
                    String words) {
        return with(session -> {
            NoteQuery.Found found = session.ask(new NoteQuery.Search(words));
            Table table = new Table("There are no notes.", "ID", "VM", "BY", "WRITTEN", "TEXT");
            for (Note note : found.notes()) {
                String vm = session.inventory()
                        .vm(note.vm())
                        .map(there -> there.name())
                        .orElse(note.vm().text());
                table.row(note.id().text(), vm, note.by(), Table.moment(note.written()), note.text());
            }
            return session.output().answer(found.notes(), table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "create", description = "Writes a note on a VM.")
    int create(@Parameters(paramLabel = "VM") String name, @Parameters(paramLabel = "TEXT") String text) {
        return with(session -> session.submit(
                new NoteCommand.Create(new Names(session.inventory()).vm(name).id(), text)));
    }

    @Command(mixinStandardHelpOptions = true, name = "delete", description = "Deletes a note.")
    int delete(@Parameters(paramLabel = "ID") String id) {
        return with(session -> session.submit(new NoteCommand.Delete(NoteId.of(id))));
    }
}
