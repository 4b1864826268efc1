package dev.muster.model.backup;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventorySearch;
import dev.muster.model.inventory.VmId;
import java.util.List;

/** What can be done with repositories and backups. */
public sealed interface BackupCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /**
     * Makes a directory a repository, or works with one that is one already. It names a directory of the bridge's machine, so:
     * administrators only.
     *
     * @param repository what it is called from then on
     * @param path an existing directory, empty or a repository; absolute and without {@code ..}
     */
    record AddRepository(RepositoryId repository, String path) implements BackupCommand {
        public AddRepository {
            if (!path.startsWith("/") || path.indexOf('\0') >= 0 || (path + "/").contains("/../") || path.equals("/")) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "\"" + path + "\" cannot be the directory of a repository.",
                                "Nothing was changed.",
                                "Give an absolute path without \"..\".")
                        .toException();
            }
        }

        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String subject() {
            return repository.text();
        }
    }

    /**
     * Backs a VM up: a full restore point, or one that holds what differs from the point before. It goes on running.
     *
     * @param vm which one
     * @param repository where the point is kept
     * @param options how
     */
    record Run(VmId vm, RepositoryId repository, BackupOptions options) implements BackupCommand {
        /** In the usual way. */
        public Run(VmId vm, RepositoryId repository) {
            this(vm, repository, BackupOptions.USUAL);
        }

        @Override
        public String subject() {
            return vm.text();
        }
    }

    /**
     * Backs up all VMs that a search finds when it is begun, two at a time, and then merges the points of each that nothing keeps.
     *
     * @param search as in the window's search field; empty for all VMs
     * @param repository where the points are kept
     * @param options how
     * @param keep which points are kept
     */
    record RunMany(String search, RepositoryId repository, BackupOptions options, KeepRule keep)
            implements BackupCommand {
        public RunMany {
            InventorySearch.doubt(search).ifPresent(doubt -> {
                throw Problem.of(ErrorCode.USAGE_INVALID, doubt, "Nothing was backed up.", "Correct the search.")
                        .toException();
            });
        }

        @Override
        public boolean destroys() {
            return !keep.keepsAll();
        }

        @Override
        public String subject() {
            return repository.text();
        }
    }

    /**
     * Makes a restore point of disk images that another program made, without a VM. A repository that holds an imported machine of
     * that name gets a further point of it, with what differs. It names files of the bridge's machine, so: administrators only.
     *
     * @param repository where the point is kept
     * @param machine the VM the point is of
     * @param images its disks in order, the first one boots
     */
    record ImportImage(RepositoryId repository, ImportedMachine machine, List<DiskImage> images)
            implements BackupCommand {
        public ImportImage {
            images = List.copyOf(images);
            ImportedMachine.targets(images.size());
        }

        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String subject() {
            return repository.text();
        }
    }

    /** Reads all of a restore point and of those it lies upon, and compares with what was captured. */
    record Verify(PointId point) implements BackupCommand {
        @Override
        public String subject() {
            return point.text();
        }
    }

    /** Reads every file of a repository once, and says which points are good. */
    record CheckRepository(RepositoryId repository) implements BackupCommand {
        @Override
        public String subject() {
            return repository.text();
        }
    }

    /** Deletes a restore point; what the next one needs of it is merged into that. */
    record DeletePoint(PointId point) implements BackupCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        @Override
        public String subject() {
            return point.text();
        }
    }

    /** Takes away what earlier backups of a VM left behind and belongs to nobody any more, while it runs. */
    record Mend(VmId vm) implements BackupCommand {
        @Override
        public String subject() {
            return vm.text();
        }
    }

    /** Works with a repository no more. Its directory stays with all that is in it: administrators only. */
    record RemoveRepository(RepositoryId repository) implements BackupCommand {
        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String subject() {
            return repository.text();
        }
    }
}
