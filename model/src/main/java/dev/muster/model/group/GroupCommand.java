package dev.muster.model.group;

import dev.muster.model.access.Role;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What can be done with consistency groups and their sets. */
public sealed interface GroupCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /** Describes a group. */
    record Create(GroupSpec spec) implements GroupCommand {
        @Override
        public String subject() {
            return spec.name().text();
        }
    }

    /**
     * Describes a group anew. Sets stay as they were captured.
     *
     * @param spec as it is to be, of the same name
     * @param revision of the description that was changed; 0 to change whichever is there
     */
    record Set(GroupSpec spec, int revision) implements GroupCommand {
        @Override
        public String subject() {
            return spec.name().text();
        }
    }

    /** Forgets a group. Its sets stay in their repositories and can be restored. */
    record Delete(GroupId group) implements GroupCommand {
        @Override
        public String subject() {
            return group.text();
        }
    }

    /** Locks all members, captures all, releases all, and reads them out while they run; then deletes sets that nothing keeps. */
    record Capture(GroupId group) implements GroupCommand {
        @Override
        public String subject() {
            return group.text();
        }
    }

    /** Reads all of a set and compares with what was captured. */
    record VerifySet(SetId set) implements GroupCommand {
        @Override
        public String subject() {
            return set.text();
        }
    }

    /** Deletes a set with the restore points of all its members; what later ones need of them is merged into those. */
    record DeleteSet(SetId set) implements GroupCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        @Override
        public String subject() {
            return set.text();
        }
    }

    /** Copies a set into another repository; it is listed there once all of it is there. */
    record CopySet(SetId set, RepositoryId to) implements GroupCommand {
        public CopySet {
            if (to.equals(set.repository())) {
                throw Refusals.refused("The set is in " + to + " already.", "Choose another repository.");
            }
        }

        @Override
        public String subject() {
            return set.text();
        }
    }

    /** What becomes of the members there are while a set is restored. */
    enum RestoreMode {
        /** They are forced off and brought back to what the set holds. */
        IN_PLACE,
        /** New VMs take their names and MAC addresses; they themselves are fenced before the first new one starts. */
        REPLACE,
        /** They go on; new VMs with a suffix to their names and new MAC addresses are made beside them. */
        BESIDE
    }

    /**
     * Brings all members of a set back.
     *
     * @param set which one
     * @param mode what becomes of the members there are
     * @param suffix added to the names of the new VMs; only with {@code BESIDE}
     * @param pools where disks are put, by the host a member was on then; its VM comes to be on the host of that pool
     * @param start whether all are started once all of them stand
     */
    record RestoreSet(SetId set, RestoreMode mode, String suffix, SortedMap<HostId, PoolId> pools, boolean start)
            implements GroupCommand {
        public RestoreSet {
            pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
            if ((mode == RestoreMode.BESIDE) == suffix.isEmpty() || !suffix.matches("[A-Za-z0-9._-]{0,32}")) {
                throw Refusals.refused(
                        "Beside the members there are, new ones need a suffix to their names, and nowhere else.",
                        "Give up to 32 letters, digits, '.', '_' and '-', such as -restored.");
            }
        }

        @Override
        public boolean destroys() {
            return mode != RestoreMode.BESIDE;
        }

        @Override
        public String subject() {
            return set.text();
        }
    }

    /** Gives a fenced VM back what was taken from it: its name, its networks, its start at boot. */
    record Unfence(VmId vm) implements GroupCommand {
        @Override
        public String subject() {
            return vm.text();
        }
    }
}
