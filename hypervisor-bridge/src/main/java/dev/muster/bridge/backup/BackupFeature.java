package dev.muster.bridge.backup;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.points.PointAccess;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.command.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Backups: repositories of restore points, and how VMs get into them. */
public final class BackupFeature implements Feature {
    private final Repositories repositories;
    private final Doctor doctor;
    private final List<JobDefinition<?>> definitions = new ArrayList<>();
    private final PointAccess points;

    /**
     * Keeps its repositories where that bridge keeps its state.
     *
     * @param claims holds VMs while they are worked on
     */
    public BackupFeature(FeatureContext context, VmClaims claims) {
        this.repositories = new Repositories(context, new StorageWatch());
        watch(new RepositoryDefinitions(repositories, Minting.secure()).definitions());
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
        watch(List.of(new ImportDefinition(backups, Minting.secure())));
        watch(new PointDefinitions(backups).definitions());
        RestoreGround ground = new RestoreGround(lookup, repositories, claims, chains, Minting.secure());
        this.points = new BackupPoints(backups, ground);
        watch(new NewVmDefinitions(ground).definitions());
        watch(List.of(new InPlaceDefinition(ground), DiskDefinition.of(ground), new MoveDefinition(ground)));
    }

    /** What other features may do with restore points. */
    public PointAccess points() {
        return points;
    }

    /** Backups themselves do that inside, since their VM is let go whatever becomes of the storage. */
    private void watch(List<JobDefinition<?>> all) {
        all.forEach(one -> definitions.add(new WatchedDefinition<>(one, repositories, this::storage)));
    }

    private List<Path> storage(Command command) {
        return switch (command) {
            case BackupCommand.AddRepository add -> List.of(Path.of(add.path()));
            case BackupCommand.ImportImage image -> repositories.storage(image.repository());
            case BackupCommand.CheckRepository check -> repositories.storage(check.repository());
            case BackupCommand.Verify verify ->
                repositories.storage(verify.point().repository());
            case BackupCommand.DeletePoint delete ->
                repositories.storage(delete.point().repository());
            case RestoreCommand.RestoreAsNew restore ->
                repositories.storage(restore.point().repository());
            case RestoreCommand.RestoreInPlace restore ->
                repositories.storage(restore.point().repository());
            case RestoreCommand.RestoreInstantly restore ->
                repositories.storage(restore.point().repository());
            case RestoreCommand.RestoreDisk restore ->
                repositories.storage(restore.point().repository());
            default -> List.of();
        };
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return List.copyOf(definitions);
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(
                QueryHandler.of(BackupQuery.class, (BackupQuery<?> query) -> repositories.answer(() -> answer(query))));
    }

    private Record answer(BackupQuery<?> query) {
        return switch (query) {
            case BackupQuery.Repositories _ -> new BackupQuery.RepositoryList(repositories.states());
            case BackupQuery.Doctor doctor -> new BackupQuery.Diagnoses(this.doctor.look(doctor.search()));
            case BackupQuery.Points points -> new BackupQuery.PointList(repositories.points(points.vm()));
        };
    }

    @Override
    public List<ReportProvider> reports() {
        return List.of(new BackupReports(repositories));
    }

    @Override
    public void start() {
        repositories.publish();
    }
}
