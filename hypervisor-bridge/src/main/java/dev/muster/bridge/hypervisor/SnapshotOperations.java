package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.VmId;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotCommand;
import java.util.List;
import java.util.Optional;

/** Makes, reverts to and deletes snapshots of VMs, and merges the chains of their disks. */
public interface SnapshotOperations {
    /** All snapshots of a VM, in no order. */
    List<Snapshot> list(VmId vm);

    /** The names of the checkpoints that a backup program keeps of a VM; empty where the hypervisor knows none. */
    default List<String> checkpoints(VmId vm) {
        return List.of();
    }

    /**
     * Makes a snapshot; takes as long as saving memory and disks takes.
     *
     * @param disks the targets of the disks an external one is about
     */
    void create(SnapshotCommand.Create wanted, List<String> disks);

    /** Brings a VM back to an internal snapshot; {@code SNAPSHOT_NOT_FOUND}. */
    void revert(VmId vm, String name);

    /**
     * Deletes a snapshot; one that is gone is left alone.
     *
     * @param children whether those made upon it go too
     * @param knowledgeOnly whether the hypervisor only forgets it, without touching a disk
     */
    void delete(VmId vm, String name, boolean children, boolean knowledgeOnly);

    /** Begins to merge the file a running VM's disk writes to into the one below; leaves a merge under way alone. */
    void beginMerge(VmId vm, String target);

    /** How far a merge is; empty where none is under way. */
    Optional<MergeState> merge(VmId vm, String target);

    /** Ends a merge: the disk goes on with the file below, or stays with the one it has. */
    void endMerge(VmId vm, String target, boolean below);

    /**
     * How far a merge is.
     *
     * @param done bytes
     * @param total bytes
     * @param ready whether it can be ended with the file below
     */
    record MergeState(long done, long total, boolean ready) {}
}
