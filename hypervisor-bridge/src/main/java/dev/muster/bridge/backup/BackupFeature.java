package dev.muster.bridge.backup;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.model.backup.BackupQuery;
import java.util.ArrayList;
import java.util.List;

/** Backups: repositories of restore points, and how VMs get into them. */
public final class BackupFeature implements Feature {
    private final Repositories repositories;
    private final Doctor doctor;
    private final List<JobDefinition<?>> definitions = new ArrayList<>();

    /**
     * Keeps its repositories where that bridge keeps its state.
     *
     * @param claims holds VMs while they are worked on
     */
    public BackupFeature(FeatureContext context, VmClaims claims) {
        this.repositories = new Repositories(context);
        definitions.addAll(new RepositoryDefinitions(repositories, Minting.secure()).definitions());
        Lookup lookup = new Lookup(context.connections(), context.inventory());
        ChainClaims chains = new ChainClaims();
        RepositoryLease lease = new RepositoryLease(BridgeMark.of(context.directory()));
        BackupGround backups = new BackupGround(
                lookup,
                repositories,
                claims,
                chains,
                lease,
                new Hooks(context.directory().resolve("hooks")),
                context.clock());
        this.doctor = new Doctor(backups);
        definitions.add(new RunDefinition(backups));
        definitions.add(new RunManyDefinition(backups));
        definitions.addAll(new PointDefinitions(backups).definitions());
        RestoreGround ground = new RestoreGround(lookup, repositories, claims, chains, Minting.secure());
        definitions.addAll(new NewVmDefinitions(ground).definitions());
        definitions.add(new InPlaceDefinition(ground));
        definitions.add(DiskDefinition.of(ground));
        definitions.add(new MoveDefinition(ground));
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return List.copyOf(definitions);
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(BackupQuery.class, (BackupQuery<?> query) -> answer(query)));
    }

    private Record answer(BackupQuery<?> query) {
        return switch (query) {
            case BackupQuery.Repositories _ -> new BackupQuery.RepositoryList(repositories.states());
            case BackupQuery.Doctor doctor -> new BackupQuery.Diagnoses(this.doctor.look(doctor.search()));
            case BackupQuery.Points points -> new BackupQuery.PointList(repositories.points(points.vm()));
        };
    }

    @Override
    public void start() {
        repositories.publish();
    }
}
