package dev.muster.model.vm;

import dev.muster.model.inventory.VmId;
import java.util.List;

/**
 * Every file that can go with a VM, found before anything is deleted.
 *
 * @param vm which one
 * @param name its name
 * @param files in the order of the XML, then those kept by libvirt
 */
public record DeletionPlan(VmId vm, String name, List<VmFile> files) {
    public DeletionPlan {
        files = List.copyOf(files);
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
        /** A medium or a read-only disk; stays unless asked for. */
        MEDIUM,
        KERNEL,
        FIRMWARE_VARIABLES,
        SAVED_STATE,
        SERIAL_LOG
    }
}
