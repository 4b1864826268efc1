package dev.muster.model.inventory;

/**
 * One storage pool.
 *
 * @param id host and UUID
 * @param name its name on that host
 * @param active whether it is up
 * @param persistent whether its definition outlives it
 * @param autostart whether the host starts it at boot
 * @param type libvirt's type, such as {@code dir} or {@code logical}
 * @param path where its volumes lie; empty where it has no path
 * @param capacityBytes its size; 0 while inactive
 * @param allocatedBytes what its volumes use; 0 while inactive
 * @param availableBytes what is left; 0 while inactive
 * @param reason why it cannot be brought up, such as a directory that is not there; empty where none is known
 */
public record Pool(
        PoolId id,
        String name,
        boolean active,
        boolean persistent,
        boolean autostart,
        String type,
        String path,
        long capacityBytes,
        long allocatedBytes,
        long availableBytes,
        String reason) {}
