package dev.muster.model.backup;

import dev.muster.model.command.Query;
import java.util.List;

/** What can be asked about backups. */
public sealed interface BackupQuery<R extends Record> extends Query<R> {
    /** The repositories as they are found now; one that cannot be reached says why. */
    record Repositories() implements BackupQuery<RepositoryList> {
        @Override
        public Class<RepositoryList> answer() {
            return RepositoryList.class;
        }
    }

    /** Some repositories, by name. */
    record RepositoryList(List<RepositoryState> repositories) {
        public RepositoryList {
            repositories = List.copyOf(repositories);
        }
    }
}
