package dev.muster.bridge.remote;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What a daemon serves and where.
 *
 * @param pkiDirectory where its authority is kept
 * @param name what the bridge calls itself
 * @param listen where to listen for HTTPS; port 0 takes a free one; empty for not at all
 * @param socket where to listen for local users; empty for not at all
 * @param heartbeat after so long without an event a stream says that it lives
 * @param patience how long a local client may take to send a request
 * @param clock tells when certificates and codes end
 */
public record DaemonConfig(
        Path pkiDirectory,
        String name,
        Optional<InetSocketAddress> listen,
        Optional<Path> socket,
        Duration heartbeat,
        Duration patience,
        Clock clock) {
    /** One with the usual patience, its authority in {@code pki} of the state directory. */
    public static DaemonConfig of(
            Path stateDirectory, String name, Optional<InetSocketAddress> listen, Optional<Path> socket) {
        return new DaemonConfig(
                stateDirectory.resolve("pki"),
                name,
                listen,
                socket,
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Clock.systemUTC());
    }
}
