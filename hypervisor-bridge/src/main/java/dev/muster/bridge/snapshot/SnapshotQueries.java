package dev.muster.bridge.snapshot;

import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.snapshot.SnapshotQuery;
import dev.muster.model.snapshot.SnapshotRules;
import dev.muster.model.snapshot.SnapshotTree;

/** Answers what snapshots there are and what would go with one. */
public final class SnapshotQueries {
    private final Ground ground;

    /** Answers from these hypervisors. */
    public SnapshotQueries(Hypervisors hypervisors, Inventory inventory) {
        this.ground = new Ground(new Lookup(hypervisors, inventory));
    }

    /**
     * The answer.
     *
     * @throws dev.muster.model.error.MusterException {@code VM_NOT_FOUND}, {@code SNAPSHOT_NOT_FOUND},
     *     {@code HOST_UNREACHABLE}
     */
    public <R extends Record> R answer(SnapshotQuery<R> query) {
        Record answer = switch (query) {
            case SnapshotQuery.Tree asked -> ground.tree(asked.vm(), ground.rules(asked.vm()));
            case SnapshotQuery.Deletion asked -> {
                SnapshotRules rules = ground.rules(asked.vm());
                SnapshotTree tree = ground.tree(asked.vm(), rules);
                yield rules.deletion(tree, Ground.require(tree, asked.name()), asked.children());
            }
        };
        return query.answer().cast(answer);
    }
}
