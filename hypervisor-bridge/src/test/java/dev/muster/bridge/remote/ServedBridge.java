package dev.muster.bridge.remote;

import dev.muster.bridge.access.MovableClock;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.LinkSettings;
import dev.muster.bridge.remote.client.PairedBridge;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.access.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A daemon in this process with a fake bridge behind it, and clients for it. */
final class ServedBridge implements AutoCloseable {
    static final LinkSettings QUICK = new LinkSettings(
            Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(200), 20);

    final MovableClock clock = new MovableClock(Instant.now());
    final FakeBridge bridge = new FakeBridge(clock);
    final Path directory;
    final Path socket;
    Daemon daemon;

    ServedBridge(Path directory) {
        this.directory = directory;
        this.socket = directory.resolve("s");
        this.daemon = serve(0);
    }

    /** Stops serving and serves again on the same port. */
    void restart(Runnable meanwhile) {
        int port = port();
        daemon.close();
        meanwhile.run();
        daemon = serve(port);
    }

    int port() {
        return daemon.port().orElseThrow();
    }

    BridgeAddress.Https address() {
        return new BridgeAddress.Https("127.0.0.1", port());
    }

    BridgeAddress.Unix unix() {
        return new BridgeAddress.Unix(socket);
    }

    PairedBridge pair(Role role) {
        String code = bridge.codes.open(role).code();
        return RemoteBridge.pair(address(), code, "test " + role.name(), clients());
    }

    Path clients() {
        return directory.resolve("clients");
    }

    @Override
    public void close() {
        daemon.close();
        bridge.close();
    }

    private Daemon serve(int port) {
        return new Daemon(
                bridge,
                bridge.clients,
                bridge.codes,
                new DaemonConfig(
                        directory.resolve("state").resolve("pki"),
                        "fake",
                        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                        Optional.of(socket),
                        Duration.ofMillis(200),
                        Duration.ofMillis(700),
                        clock));
    }
}
