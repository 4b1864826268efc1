package dev.muster.bridge.remote;

import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The transport over TLS, with nothing behind the server that could be slow. */
class HttpsFakeContractTest extends BridgeContract {
    @TempDir
    Path directory;

    private ServedBridge served;
    private RemoteBridge administrator;
    private Optional<RemoteBridge> viewer = Optional.empty();

    @BeforeEach
    void serve() {
        served = new ServedBridge(directory);
        administrator = served.pair(Role.ADMINISTRATOR).connect(ServedBridge.QUICK);
    }

    @AfterEach
    void stop() {
        administrator.close();
        viewer.ifPresent(RemoteBridge::close);
        served.close();
    }

    @Override
    HypervisorBridge administrator() {
        return administrator;
    }

    @Override
    HypervisorBridge viewer() {
        if (viewer.isEmpty()) {
            viewer = Optional.of(served.pair(Role.VIEWER).connect(ServedBridge.QUICK));
        }
        return viewer.get();
    }
}
