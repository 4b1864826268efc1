package dev.muster.bridge.vm;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.model.vm.VmQuery;
import java.util.List;

/** The work on VMs: a job definition for each command, and the answers to what is not in the inventory. */
public final class VmFeature implements Feature {
    private final List<JobDefinition<?>> definitions;
    private final VmQueries queries;
    private final VmLocks locks = new VmLocks();

    /** Works on the hosts of that bridge; files are claimed together with other features. */
    public VmFeature(FeatureContext context, FileClaims files) {
        this(context.connections(), context.inventory(), VmLimits.USUAL, Minting.secure(), files);
    }

    /** With the usual limits. */
    public VmFeature(Hypervisors hypervisors, Inventory inventory) {
        this(hypervisors, inventory, VmLimits.USUAL, Minting.secure());
    }

    /** With limits and a source of names of one's own. */
    public VmFeature(Hypervisors hypervisors, Inventory inventory, VmLimits limits, Minting minting) {
        this(hypervisors, inventory, limits, minting, new FileClaims());
    }

    private VmFeature(
            Hypervisors hypervisors, Inventory inventory, VmLimits limits, Minting minting, FileClaims files) {
        Lookup lookup = new Lookup(hypervisors, inventory);
        this.queries = new VmQueries(hypervisors, inventory);
        PowerWork power = new PowerWork(lookup, locks, limits, files);
        Definitions definitions = new Definitions(lookup, locks, power, limits);
        this.definitions = List.of(
                new CreateDefinition(lookup, definitions, minting),
                new DefineDefinition(lookup, definitions, minting),
                new CloneDefinition(lookup, locks, definitions, minting),
                new MigrateDefinition(lookup, locks, limits),
                new PowerDefinition(lookup, locks, power),
                new EditDefinition(lookup, locks),
                new RedefineDefinition(lookup, locks),
                new HardwareDefinition(lookup, locks, limits, minting, files),
                new DeleteDefinition(lookup, locks, definitions),
                new RenameDefinition(lookup, locks),
                new SaveDefinition(lookup, locks),
                new DiscardSaveDefinition(lookup, locks),
                new AnnotateDefinition(lookup, locks));
    }

    /** By which other features hold a VM, so that no two jobs work on it at once. */
    public VmClaims claims() {
        return locks;
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return definitions;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(VmQuery.class, (VmQuery<?> query) -> queries.answer(query)));
    }
}
