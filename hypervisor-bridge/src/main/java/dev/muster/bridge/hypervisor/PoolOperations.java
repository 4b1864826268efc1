package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;

/** Defines storage pools and controls them. */
public interface PoolOperations {
    /** Defines a pool, or redefines the one of the same UUID. */
    PoolId define(HostId host, String xml);

    /**
     * Brings a pool up.
     *
     * @param mayMake whether what it needs to exist, such as its directory, is made where it is lacking: right for a new pool,
     *     but an old one would come up empty, upon the file system its own was to be mounted on
     */
    void start(PoolId pool, boolean mayMake);

    /** Makes what a pool that is down needs to exist. A device that holds anything is left as it is, which is a failure. */
    void build(PoolId pool);

    /** Takes a pool down; one that is down is left alone. */
    void stop(PoolId pool);

    /** Reads anew what lies in a pool that is up. */
    void refresh(PoolId pool);

    /** Forgets a pool that is down; its volumes stay. */
    void undefine(PoolId pool);

    /** Says whether the host starts it at boot. */
    void setAutostart(PoolId pool, boolean autostart);
}
