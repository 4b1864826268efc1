package dev.muster.model.note;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Id;
import java.util.UUID;

/** One note. */
public record NoteId(UUID uuid) implements Id {
    /** Reads the id back from its text. */
    public static NoteId of(String text) {
        try {
            return new NoteId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + text + "\" is not the id of a note.",
                            "Nothing was changed.",
                            "List the notes to see their ids.")
                    .toException(e);
        }
    }

    @Override
    public String text() {
        return uuid.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
