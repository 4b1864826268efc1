package dev.muster.model.inventory;

import dev.muster.model.access.Role;

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

    /** An object of a feature appeared or changed. */
    record ObjectPut(LiveObject object) implements InventoryChange {}

    /**
     * An object of a feature went.
     *
     * @param object which one
     * @param requires the least role that saw it
     */
    record ObjectGone(ObjectRef object, Role requires) implements InventoryChange {
        /** That this object went. */
        public static ObjectGone of(LiveObject object) {
            return new ObjectGone(ObjectRef.of(object), object.requires());
        }
    }

    /** Whether a role may see it. */
    default boolean isVisibleTo(Role role) {
        return switch (this) {
            case ObjectPut put -> role.includes(put.object().requires());
            case ObjectGone gone -> role.includes(gone.requires());
            case HostPut _,
                    HostGone _,
                    VmPut _,
                    VmGone _,
                    NetworkPut _,
                    NetworkGone _,
                    PoolPut _,
                    PoolGone _,
                    VolumePut _,
                    VolumeGone _ -> true;
        };
    }
}
