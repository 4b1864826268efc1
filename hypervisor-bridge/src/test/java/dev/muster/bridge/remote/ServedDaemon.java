package dev.muster.bridge.remote;

import dev.muster.bridge.Bridge;
import dev.muster.bridge.BridgeConfig;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.LinkSettings;
import dev.muster.bridge.remote.client.PairedBridges;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.access.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A whole daemon in this process, store and jobs and all, with simulated hypervisors, and clients through both its doors. */
final class ServedDaemon implements AutoCloseable {
    private final Path directory;
    private final Bridge bridge;
    private final Daemon daemon;
    private final RemoteBridge unix;
    /** Paired when first asked for: that takes its time on purpose. */
    private final Map<Role, RemoteBridge> https = new EnumMap<>(Role.class);

    ServedDaemon(Path directory) {
        this.directory = directory;
        Path state = directory.resolve("state");
        Path socket = directory.resolve("s");
        this.bridge = Bridge.open(BridgeConfig.in(state));
        this.daemon = new Daemon(
                bridge,
                bridge.clients(),
                bridge.codes(),
                DaemonConfig.of(
                        state,
                        "served",
                        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        Optional.of(socket)));
        this.unix = RemoteBridge.connect(new BridgeAddress.Unix(socket), directory, LinkSettings.DEFAULT);
    }

    /** The owner of the socket, an administrator. */
    RemoteBridge unix() {
        return unix;
    }

    /** A paired client. */
    RemoteBridge https(Role role) {
        return https.computeIfAbsent(role, this::paired);
    }

    @Override
    public void close() {
        https.values().forEach(RemoteBridge::close);
        unix.close();
        daemon.close();
        bridge.close();
    }

    private RemoteBridge paired(Role role) {
        BridgeAddress.Https address =
                new BridgeAddress.Https("127.0.0.1", daemon.port().orElseThrow());
        Path credentials = directory.resolve(role.name());
        RemoteBridge.pair(address, bridge.codes().open(role).code(), role.name(), credentials);
        return new PairedBridges(credentials).find(address).orElseThrow().connect(LinkSettings.DEFAULT);
    }
}
