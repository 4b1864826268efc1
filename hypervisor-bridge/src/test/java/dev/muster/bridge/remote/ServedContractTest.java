package dev.muster.bridge.remote;

import dev.muster.bridge.Bridge;
import dev.muster.bridge.BridgeConfig;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.LinkSettings;
import dev.muster.bridge.remote.client.PairedBridges;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** A whole daemon, store and jobs and all, with simulated hypervisors, over both its doors. */
class ServedContractTest {
    @TempDir
    Path directory;

    private Bridge bridge;
    private Daemon daemon;
    private RemoteBridge https;
    private RemoteBridge unix;
    private RemoteBridge viewer;

    @BeforeEach
    void serve() {
        Path state = directory.resolve("state");
        Path socket = directory.resolve("s");
        bridge = Bridge.open(BridgeConfig.in(state));
        daemon = new Daemon(
                bridge,
                bridge.clients(),
                bridge.codes(),
                DaemonConfig.of(
                        state,
                        "served",
                        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        Optional.of(socket)));
        https = paired(Role.ADMINISTRATOR);
        viewer = paired(Role.VIEWER);
        unix = RemoteBridge.connect(new BridgeAddress.Unix(socket), directory, LinkSettings.DEFAULT);
    }

    @AfterEach
    void stop() {
        https.close();
        viewer.close();
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

    @Nested
    class OverHttps extends TransferContract {
        @Override
        HypervisorBridge administrator() {
            return https;
        }

        @Override
        HypervisorBridge viewer() {
            return viewer;
        }
    }

    @Nested
    class OverTheUnixSocket extends TransferContract {
        @Override
        HypervisorBridge administrator() {
            return unix;
        }

        @Override
        HypervisorBridge viewer() {
            return viewer;
        }
    }
}
