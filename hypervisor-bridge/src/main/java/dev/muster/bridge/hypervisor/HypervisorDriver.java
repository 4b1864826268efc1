package dev.muster.bridge.hypervisor;

import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;

/** Opens connections of some kinds. */
public interface HypervisorDriver {
    /** Whether it opens connections of that kind. */
    boolean opens(ConnectionUri.Kind kind);

    /**
     * Connects. Before this returns, the listener has heard one {@code onChanges} with everything that is there; from then on
     * it hears what changes, in order, on one thread at a time.
     *
     * @param connection the name of the connection; a libvirt connection's one host has the same name
     * @throws dev.muster.model.error.MusterException {@code Unreachable}, naming the missing piece: library, daemon, key,
     *     certificate, name
     */
    Hypervisor open(ConnectionId connection, ConnectionUri uri, HypervisorListener listener);
}
