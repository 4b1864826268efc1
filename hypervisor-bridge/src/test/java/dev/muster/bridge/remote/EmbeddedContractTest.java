package dev.muster.bridge.remote;

import dev.muster.bridge.Bridge;
import dev.muster.bridge.BridgeConfig;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The bridge in this very process, with simulated hypervisors. */
class EmbeddedContractTest extends TransferContract {
    @TempDir
    Path directory;

    private Bridge bridge;

    @BeforeEach
    void open() {
        bridge = Bridge.open(BridgeConfig.in(directory.resolve("state")));
    }

    @AfterEach
    void close() {
        bridge.close();
    }

    @Override
    HypervisorBridge administrator() {
        return bridge.as(new Principal("anna", Role.ADMINISTRATOR, "local"));
    }

    @Override
    HypervisorBridge viewer() {
        return bridge.as(new Principal("vera", Role.VIEWER, "local"));
    }
}
