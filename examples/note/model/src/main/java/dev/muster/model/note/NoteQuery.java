package dev.muster.model.note;

import dev.muster.model.command.Query;
import java.util.List;

/** What can be asked about notes that is not in the image. */
public sealed interface NoteQuery<R extends Record> extends Query<R> {
    /** The notes that contain these words. */
    record Search(String words) implements NoteQuery<Found> {
        @Override
        public Class<Found> answer() {
            return Found.class;
        }
    }

    /** Some notes, the newest first. */
    record Found(List<Note> notes) {
        public Found {
            notes = List.copyOf(notes);
        }
    }
}
