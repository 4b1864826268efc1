package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.VmId;
import java.util.Optional;

/** Writes the memory of VMs to the disk of their host: libvirt's managed save. */
public interface MemoryOperations {
    /**
     * Writes a VM's memory to the host's disk and stops it; its next start goes on from there. Takes as long as writing takes;
     * one that is off with such an image is left alone.
     */
    void save(VmId vm);

    /** Deletes what {@link #save} wrote; where there is nothing, nothing happens. */
    void discardSave(VmId vm);

    /** How far writing a VM's memory is; empty where none is being written, or it cannot be told. */
    Optional<MemoryState> job(VmId vm);

    /** Stops writing a VM's memory, so that it goes on running; where none is being written, nothing happens. */
    void abortJob(VmId vm);

    /**
     * How far writing memory is.
     *
     * @param done bytes
     * @param total bytes
     */
    record MemoryState(long done, long total) {}
}
