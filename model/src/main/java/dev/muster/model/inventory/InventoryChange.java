package dev.muster.model.inventory;

/** One thing that appeared, changed or went. Applying the same change twice gives the same image. */
public sealed interface InventoryChange {
    /** A host appeared or changed. */
    record HostPut(Host host) implements InventoryChange {}

    /** A host went, and everything on it with it. */
    record HostGone(HostId host) implements InventoryChange {}

    /** A VM appeared or changed. */
    record VmPut(Vm vm) implements InventoryChange {}

    /** A VM went. */
    record VmGone(VmId vm) implements InventoryChange {}

    /** A network appeared or changed. */
    record NetworkPut(Network network) implements InventoryChange {}

    /** A network went. */
    record NetworkGone(NetworkId network) implements InventoryChange {}

    /** A pool appeared or changed. */
    record PoolPut(Pool pool) implements InventoryChange {}

    /** A pool went, and its volumes with it. */
    record PoolGone(PoolId pool) implements InventoryChange {}

    /** A volume appeared or changed. */
    record VolumePut(Volume volume) implements InventoryChange {}

    /** A volume went. */
    record VolumeGone(VolumeId volume) implements InventoryChange {}
}
