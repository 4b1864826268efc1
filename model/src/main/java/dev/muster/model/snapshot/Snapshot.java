package dev.muster.model.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One snapshot of a VM.
 *
 * @param name unique within the VM
 * @param description free text; empty where there is none
 * @param parent the snapshot it was made upon; empty for a root
 * @param created when
 * @param place where the state of the disks is kept
 * @param memory whether the memory of a running guest is part of it
 * @param state what the VM did then, in libvirt's words such as {@code running}, {@code shutoff} or {@code disk-snapshot}
 * @param current whether what the VM does now builds upon it
 * @param disks the disks that are part of it
 * @param memoryFile the file that holds the memory, for an external one with memory; empty otherwise
 */
public record Snapshot(
        String name,
        String description,
        Optional<String> parent,
        Instant created,
        Place place,
        boolean memory,
        String state,
        boolean current,
        List<SnapshotDisk> disks,
        String memoryFile) {
    public Snapshot {
        disks = List.copyOf(disks);
    }

    /** The same with other marks, as others come and go. */
    public Snapshot with(Optional<String> newParent, boolean isCurrent) {
        return new Snapshot(name, description, newParent, created, place, memory, state, isCurrent, disks, memoryFile);
    }

    /** Where the state of the disks is kept. */
    public enum Place {
        /** Inside the disk images themselves. */
        INTERNAL,
        /** What was there stays in the file of then; what is written since goes to another. */
        EXTERNAL
    }

    /**
     * One disk of a snapshot.
     *
     * @param target the name the guest's bus gives it, such as {@code vda}
     * @param overlay the file that holds what was written since, for an external one; empty otherwise
     * @param base the file the disk was in when it was taken; empty where that is not known
     */
    public record SnapshotDisk(String target, String overlay, String base) {}
}
