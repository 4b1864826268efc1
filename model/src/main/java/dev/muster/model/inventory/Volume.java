package dev.muster.model.inventory;

/**
 * One volume of a pool.
 *
 * @param id pool and name
 * @param path where a VM finds it
 * @param format such as {@code qcow2}; empty where the pool does not say
 * @param capacityBytes the size a guest sees
 * @param allocatedBytes what it takes on the host
 */
public record Volume(VolumeId id, String path, String format, long capacityBytes, long allocatedBytes) {
    /** Its name in the pool. */
    public String name() {
        return id.name();
    }
}
