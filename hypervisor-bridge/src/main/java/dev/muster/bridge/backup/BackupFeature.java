package dev.muster.bridge.backup;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.model.backup.BackupQuery;
import java.util.List;

/** Backups: repositories of restore points. */
public final class BackupFeature implements Feature {
    private final Repositories repositories;
    private final Minting minting;

    /** Keeps its repositories where that bridge keeps its state. */
    public BackupFeature(FeatureContext context) {
        this.repositories = new Repositories(context);
        this.minting = Minting.secure();
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return new RepositoryDefinitions(repositories, minting).definitions();
    }

    @Override
    public boolean waitsForHosts() {
        return false;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(
                BackupQuery.Repositories.class,
                (BackupQuery.Repositories _) -> new BackupQuery.RepositoryList(repositories.states())));
    }

    @Override
    public void start() {
        repositories.publish();
    }
}
