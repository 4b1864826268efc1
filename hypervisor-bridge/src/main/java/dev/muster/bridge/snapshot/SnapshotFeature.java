package dev.muster.bridge.snapshot;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.model.snapshot.SnapshotQuery;
import java.util.List;

/** The work on snapshots: a job definition for each command, and what snapshots there are. */
public final class SnapshotFeature implements Feature {
    private final List<JobDefinition<?>> definitions;
    private final SnapshotQueries queries;

    /** Works on the hosts of that bridge, holding VMs by {@code claims}. */
    public SnapshotFeature(FeatureContext context, VmClaims claims) {
        this(context.connections(), context.inventory(), claims);
    }

    /** Works on these hypervisors, holding VMs by {@code claims}. */
    public SnapshotFeature(Hypervisors hypervisors, Inventory inventory, VmClaims claims) {
        Lookup lookup = new Lookup(hypervisors, inventory);
        this.queries = new SnapshotQueries(hypervisors, inventory);
        this.definitions = List.of(
                new CreateDefinition(lookup, claims),
                new RevertDefinition(lookup, claims),
                new DeleteDefinition(lookup, claims));
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return definitions;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(SnapshotQuery.class, (SnapshotQuery<?> query) -> queries.answer(query)));
    }
}
