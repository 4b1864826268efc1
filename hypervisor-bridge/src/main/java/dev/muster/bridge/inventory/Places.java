package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which connection leads to which hypervisor, so that none is shown twice. A place is the UUID of a host and the path of the
 * URI: {@code /system} and {@code /session} of one host are two.
 */
final class Places {
    private final Map<String, ConnectionId> taken = new ConcurrentHashMap<>();

    /** Takes the hosts behind a connection; says which connection has one of them already. */
    Optional<Problem> take(ConnectionId connection, ConnectionUri uri, Hypervisor hypervisor) {
        return hypervisor.hosts().stream()
                .flatMap(host -> hypervisor.hostUuid(host).stream())
                .map(uuid -> taken.putIfAbsent(uuid + uri.path(), connection))
                .filter(other -> other != null && !other.equals(connection))
                .findFirst()
                .map(other -> exists(uri, other));
    }

    /** The hosts of a connection that is no more are free. */
    void leave(ConnectionId connection) {
        taken.values().removeIf(connection::equals);
    }

    static Problem exists(ConnectionUri uri, ConnectionId other) {
        return Problem.of(
                ErrorCode.HOST_EXISTS,
                uri.text() + " leads where the connection " + other + " already leads.",
                "Its VMs are shown there.",
                "Use the connection " + other + ", or remove it first.");
    }
}
