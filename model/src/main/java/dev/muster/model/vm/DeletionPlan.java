package dev.muster.model.vm;

import dev.muster.model.inventory.VmId;
import java.util.List;

/**
 * Every file that can go with a VM, found before anything is deleted.
 *
 * @param vm which one
 * @param name its name
 * @param files in the order of the XML, then those kept by libvirt
 * @param snapshots the names of its snapshots, which go with it
 * @param checkpoints the names of the checkpoints a backup program keeps of it, whose chain of increments ends with it
 * @param hidden the snapshots inside its disk images that its hypervisor does not know, as {@code NAME in PATH}
 */
public record DeletionPlan(
        VmId vm,
        String name,
        List<VmFile> files,
        List<String> snapshots,
        List<String> checkpoints,
        List<String> hidden) {
    public DeletionPlan {
        files = List.copyOf(files);
        snapshots = List.copyOf(snapshots);
        checkpoints = List.copyOf(checkpoints);
        hidden = List.copyOf(hidden);
    }

    /**
     * One file of a VM.
     *
     * @param path absolute path on its host
     * @param role what it is to the VM
     * @param bytes what it takes on the host; -1 where that cannot be told
     * @param deletable whether it may go with the VM
     * @param kept why it must stay, in words, such as {@code also used by web-02}; empty when it may go
     */
    public record VmFile(String path, FileRole role, long bytes, boolean deletable, String kept) {}

    /** What a file is to a VM. */
    public enum FileRole {
        DISK,
        /** An overlay, base or memory of one of its external snapshots. */
        SNAPSHOT,
        /** What a disk lies upon and no snapshot of the VM made: never goes with it. */
        BACKING,
        /** A medium or a read-only disk; stays unless asked for. */
        MEDIUM,
        KERNEL,
        FIRMWARE_VARIABLES,
        SAVED_STATE,
        /** What an emulated TPM holds, such as the keys of encrypted disks. */
        TPM_STATE,
        SERIAL_LOG;

        /** Whether libvirt keeps it for this VM alone and forgets it with the VM. */
        public boolean goesInAnyCase() {
            return switch (this) {
                case FIRMWARE_VARIABLES, SAVED_STATE, TPM_STATE -> true;
                case DISK, SNAPSHOT, BACKING, MEDIUM, KERNEL, SERIAL_LOG -> false;
            };
        }
    }
}
