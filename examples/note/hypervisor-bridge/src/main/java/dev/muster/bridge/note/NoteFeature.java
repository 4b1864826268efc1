package dev.muster.bridge.note;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.note.Note;
import dev.muster.model.note.NoteCommand;
import dev.muster.model.note.NoteId;
import dev.muster.model.note.NoteQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Notes on VMs: kept in the store, seen by everybody, written and deleted by jobs. */
public final class NoteFeature implements Feature {
    private final ObjectStore<Note> notes;
    private final Inventory inventory;
    private final Clock clock;

    /** The notes of that bridge. */
    public NoteFeature(FeatureContext context) {
        this.notes = context.store(Note.class);
        this.inventory = context.inventory();
        this.clock = context.clock();
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return List.of(
                new ComposedDefinition<>(
                        NoteCommand.Create.class, this::prepare, NoteFeature.this::create, OnFailure.UNDO),
                new ComposedDefinition<>(
                        NoteCommand.Delete.class, (command, _) -> delete(command), this::deleting, OnFailure.KEEP));
    }

    @Override
    public boolean waitsForHosts() {
        return false;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(NoteQuery.Search.class, this::search));
    }

    @Override
    public void start() {
        notes.publish();
    }

    /** What must not change over a restart is decided here: the id, the author and the time. */
    private Prepared prepare(NoteCommand.Create command, Principal by) {
        Vm vm = inventory.image().vm(command.vm()).orElseThrow(() -> Lookup.noVm(command.vm()));
        return new Prepared(
                "Write a note on " + vm.name(),
                Map.of(
                        "id", Minting.secure().uuid().toString(),
                        "by", by.name(),
                        "at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    private List<StepDefinition> create(NoteCommand.Create command, Map<String, String> facts) {
        Note note = new Note(
                NoteId.of(facts.getOrDefault("id", "")),
                command.vm(),
                command.text(),
                facts.getOrDefault("by", ""),
                Instant.parse(facts.getOrDefault("at", "")));
        return List.of(new StepDefinition(
                "write",
                "Write the note",
                note.id().text(),
                List.of(),
                _ -> notes.put(note),
                _ -> notes.delete(note.id())));
    }

    private Prepared delete(NoteCommand.Delete command) {
        notes.find(command.note())
                .orElseThrow(() -> Problem.of(
                                ErrorCode.NOTE_NOT_FOUND,
                                "There is no note " + command.note() + ".",
                                "Nothing was changed.",
                                "List the notes to see what there is.")
                        .toException());
        return new Prepared("Delete a note", Map.of());
    }

    private List<StepDefinition> deleting(NoteCommand.Delete command, Map<String, String> facts) {
        return List.of(new StepDefinition(
                "delete",
                "Delete the note",
                command.note().text(),
                List.of(),
                _ -> notes.delete(command.note()),
                StepDefinition.NOTHING));
    }

    private NoteQuery.Found search(NoteQuery.Search query) {
        return new NoteQuery.Found(notes.all().stream()
                .filter(note -> note.text().contains(query.words()))
                .sorted(Comparator.comparing(Note::written).reversed())
                .toList());
    }
}
