package dev.muster.model.snapshot;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import java.util.regex.Pattern;

/** What can be done with the snapshots of a VM. */
public sealed interface SnapshotCommand extends Command {
    /** Of which VM. */
    VmId vm();

    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    @Override
    default String subject() {
        return vm().text();
    }

    /**
     * Makes one. An internal one of a running VM holds its memory too; an external one holds the disks alone.
     *
     * @param vm of which VM
     * @param name 1 to 64 letters, digits, blanks and {@code . _ -}, beginning with a letter or digit: it becomes part of
     *     file names
     * @param description free text; empty for none
     * @param place where the state of the disks is to be kept
     */
    record Create(VmId vm, String name, String description, Snapshot.Place place) implements SnapshotCommand {
        private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");

        public Create {
            if (!NAME.matcher(name).matches() || !name.equals(name.strip())) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "\"" + name + "\" cannot be the name of a snapshot.",
                                "No snapshot was made.",
                                "Use up to 64 letters, digits, blanks and . _ -, beginning with a letter or digit.")
                        .toException();
            }
            if (description.length() > 4096) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "The description has more than 4096 characters.",
                                "No snapshot was made.",
                                "Make it shorter.")
                        .toException();
            }
        }
    }

    /**
     * Brings the VM back to what it was. All it did since, on its disks and in its memory, is lost unless another snapshot
     * holds it.
     *
     * @param vm which VM
     * @param name to which of its snapshots
     */
    record Revert(VmId vm, String name) implements SnapshotCommand {
        @Override
        public boolean destroys() {
            return true;
        }
    }

    /**
     * Deletes a snapshot. What the VM does now does not change. Those made upon it move to its parent unless they go too.
     *
     * @param vm of which VM
     * @param name which one
     * @param children whether all that were made upon it go too
     */
    record Delete(VmId vm, String name, boolean children) implements SnapshotCommand {
        @Override
        public boolean destroys() {
            return true;
        }
    }
}
