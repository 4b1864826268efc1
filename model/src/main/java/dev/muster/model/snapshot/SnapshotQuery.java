package dev.muster.model.snapshot;

import dev.muster.model.command.Query;
import dev.muster.model.inventory.VmId;

/** What can be asked about the snapshots of a VM. */
public sealed interface SnapshotQuery<R extends Record> extends Query<R> {
    /** All snapshots of a VM, and which sorts can be made now. */
    record Tree(VmId vm) implements SnapshotQuery<SnapshotTree> {
        @Override
        public Class<SnapshotTree> answer() {
            return SnapshotTree.class;
        }
    }

    /**
     * What goes when a snapshot is deleted, found before anything is.
     *
     * @param vm of which VM
     * @param name which one
     * @param children whether all that were made upon it go too
     */
    record Deletion(VmId vm, String name, boolean children) implements SnapshotQuery<SnapshotDeletion> {
        @Override
        public Class<SnapshotDeletion> answer() {
            return SnapshotDeletion.class;
        }
    }
}
