package dev.muster.model.note;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;

/** What can be done with notes. */
public sealed interface NoteCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /**
     * Writes a note.
     *
     * @param vm the VM it is about
     * @param text 1 to 1000 characters
     */
    record Create(VmId vm, String text) implements NoteCommand {
        public Create {
            if (text.isBlank() || text.length() > 1000) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "A note has 1 to 1000 characters.",
                                "Nothing was changed.",
                                "Write something shorter.")
                        .toException();
            }
        }

        @Override
        public String subject() {
            return vm.text();
        }
    }

    /** Deletes a note. */
    record Delete(NoteId note) implements NoteCommand {
        @Override
        public String subject() {
            return note.text();
        }
    }
}
