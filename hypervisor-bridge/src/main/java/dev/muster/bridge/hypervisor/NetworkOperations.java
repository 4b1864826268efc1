package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.network.Lease;
import java.util.List;

/** Defines virtual networks and controls them. */
public interface NetworkOperations {
    /** Defines a network, or redefines the one of the same UUID. */
    NetworkId define(HostId host, String xml);

    /** Brings a network up; one that is up is left alone. */
    void start(NetworkId network);

    /** Takes a network down; one that is down is left alone. */
    void stop(NetworkId network);

    /** Forgets a network that is down. */
    void undefine(NetworkId network);

    /** Says whether the host starts it at boot. */
    void setAutostart(NetworkId network, boolean autostart);

    /** The network's XML as it will start next. */
    String xml(NetworkId network);

    /** The addresses a network handed out and that are still good; none while it is down. */
    List<Lease> leases(NetworkId network);
}
