package dev.muster.model.host;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.ConnectionId;

/** Changes to the connections a bridge keeps. */
public sealed interface HostCommand extends Command {
    @Override
    default Role requires() {
        return Role.ADMINISTRATOR;
    }

    /** The connection it is about. */
    ConnectionId connection();

    @Override
    default String subject() {
        return connection().text();
    }

    /**
     * Adds a connection and keeps it: the bridge connects now, after a restart, and again whenever it is lost.
     *
     * @param connection its name
     * @param uri checked by {@link ConnectionUri#parse}
     */
    record Connect(ConnectionId connection, String uri) implements HostCommand {
        public Connect {
            ConnectionUri.parse(uri);
        }
    }

    /** Forgets a connection. Its VMs go on running. */
    record Disconnect(ConnectionId connection) implements HostCommand {}

    /** Tries a lost connection again at once instead of waiting for the next try. */
    record Reconnect(ConnectionId connection) implements HostCommand {
        @Override
        public Role requires() {
            return Role.OPERATOR;
        }
    }
}
