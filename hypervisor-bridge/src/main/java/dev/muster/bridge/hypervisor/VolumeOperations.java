package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import java.util.Optional;

/** Makes, changes and deletes volumes of storage pools. */
public interface VolumeOperations {
    /** Makes a volume from its XML. */
    VolumeId create(PoolId pool, String xml);

    /** Deletes a volume and what is in it. */
    void delete(VolumeId volume);

    /** Makes a volume larger. */
    void resize(VolumeId volume, long capacityBytes);

    /** Makes a volume of the same pool from its XML, with a copy of what is in another; takes as long as copying takes. */
    VolumeId copy(VolumeId source, String xml);

    /** How many bytes of a volume there are on the host, asked anew; empty where there is none or it cannot be told. */
    Optional<Long> allocation(VolumeId volume);

    /** Overwrites all that is in a volume; takes as long as that takes. */
    void wipe(VolumeId volume);

    /**
     * Opens a volume's file for writing, from a place on.
     *
     * @param offset from which byte on
     * @param bytes how many will be written
     */
    VolumeSink write(VolumeId volume, long offset, long bytes);

    /**
     * Opens a volume for writing all of it, from its beginning on. One that is a file has to be new, with nothing written into it:
     * what is skipped there is not touched. What a device held before is overwritten.
     *
     * @param bytes how many will be written or skipped
     */
    VolumeSink fill(VolumeId volume, long bytes);

    /**
     * Opens a volume's file for reading, from a place on.
     *
     * @param offset from which byte on
     * @param bytes how many are wanted; where the volume ends before, so does what is read
     */
    VolumeSource read(VolumeId volume, long offset, long bytes);
}
