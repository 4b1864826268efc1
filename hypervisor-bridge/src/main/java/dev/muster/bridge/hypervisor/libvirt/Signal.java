package dev.muster.bridge.hypervisor.libvirt;

import java.util.UUID;

/**
 * Something happened to an object; what it is like now is read from libvirt.
 *
 * @param kind of what
 * @param uuid which one; {@link #NONE} where there is but one
 */
record Signal(Kind kind, UUID uuid) {
    /** Stands where no UUID is needed. */
    static final UUID NONE = new UUID(0, 0);

    /** The connection is lost. */
    static final Signal LOST = new Signal(Kind.LOST, NONE);

    /** The host has something new to tell. */
    static final Signal HOST = new Signal(Kind.HOST, NONE);

    /** Nobody listens any more. */
    static final Signal STOP = new Signal(Kind.STOP, NONE);

    /** What can change. */
    enum Kind {
        VM,
        /** The guest restarted itself. */
        REBOOT,
        /** A device came or went. */
        DEVICE,
        /** A guest refused to let go of a device. */
        DEVICE_KEPT,
        NETWORK,
        POOL,
        HOST,
        LOST,
        STOP
    }

    static Signal vm(UUID uuid) {
        return new Signal(Kind.VM, uuid);
    }

    static Signal reboot(UUID uuid) {
        return new Signal(Kind.REBOOT, uuid);
    }

    static Signal device(UUID uuid) {
        return new Signal(Kind.DEVICE, uuid);
    }

    static Signal deviceKept(UUID uuid) {
        return new Signal(Kind.DEVICE_KEPT, uuid);
    }

    static Signal network(UUID uuid) {
        return new Signal(Kind.NETWORK, uuid);
    }

    static Signal pool(UUID uuid) {
        return new Signal(Kind.POOL, uuid);
    }
}
