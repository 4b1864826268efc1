package dev.muster.model.snapshot;

import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import java.util.List;
import java.util.Optional;

/**
 * What goes when a snapshot is deleted.
 *
 * @param vm of which VM
 * @param name which one
 * @param going the names of the snapshots that go, itself first
 * @param moving the names of those that get its parent as theirs
 * @param merges the disks whose overlay is merged into the file below
 * @param files absolute paths of the files that are deleted
 * @param refused why it cannot be deleted so; empty when it can
 */
public record SnapshotDeletion(
        VmId vm,
        String name,
        List<String> going,
        List<String> moving,
        List<Merge> merges,
        List<String> files,
        Optional<Problem> refused) {
    public SnapshotDeletion {
        going = List.copyOf(going);
        moving = List.copyOf(moving);
        merges = List.copyOf(merges);
        files = List.copyOf(files);
    }

    /**
     * One overlay to merge.
     *
     * @param target the disk, such as {@code vda}
     * @param overlay absolute path of the file that goes
     * @param into absolute path of the file that takes over what is in it
     */
    public record Merge(String target, String overlay, String into) {}
}
