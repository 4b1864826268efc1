package dev.muster.bridge.snapshot;

import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import java.util.List;

/** The work on snapshots: a job definition for each command. */
public final class SnapshotFeature {
    private final List<JobDefinition<?>> definitions;

    /** Works on these hypervisors, holding VMs by {@code claims}. */
    public SnapshotFeature(Hypervisors hypervisors, Inventory inventory, VmClaims claims) {
        Lookup lookup = new Lookup(hypervisors, inventory);
        this.definitions = List.of(
                new CreateDefinition(lookup, claims),
                new RevertDefinition(lookup, claims),
                new DeleteDefinition(lookup, claims));
    }

    /** One for each command. */
    public List<JobDefinition<?>> definitions() {
        return definitions;
    }
}
