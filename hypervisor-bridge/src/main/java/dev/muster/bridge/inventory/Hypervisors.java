package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.inventory.HostId;

/** Finds the open connection behind a host. */
@FunctionalInterface
public interface Hypervisors {
    /**
     * The open connection of that host.
     *
     * @throws dev.muster.model.error.MusterException {@code HOST_NOT_FOUND}; {@code HOST_UNREACHABLE} with the reason while it
     *     is not connected
     */
    Hypervisor of(HostId host);
}
