package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;

/** The connection of one host, given out only for what belongs to that host. */
final class HostConnection {
    private final HostId host;
    private final Connection connection;

    HostConnection(HostId host, Connection connection) {
        this.host = host;
        this.connection = connection;
    }

    HostId host() {
        return host;
    }

    /**
     * Returns the connection for a call about something of that host.
     *
     * @throws dev.muster.model.error.MusterException {@code HOST_NOT_FOUND} when it is another host
     */
    Connection at(HostId asked) {
        if (!asked.equals(host)) {
            throw Problem.of(
                            ErrorCode.HOST_NOT_FOUND,
                            "The host " + asked + " is not behind this connection.",
                            "Nothing was changed.",
                            "Look at the list of hosts.")
                    .toException();
        }
        return connection;
    }
}
