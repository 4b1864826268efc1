package dev.muster.model.backup;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;

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
     */
    record Run(VmId vm, RepositoryId repository) implements BackupCommand {
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
