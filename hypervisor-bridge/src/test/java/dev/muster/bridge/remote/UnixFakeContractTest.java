package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.remote.client.PairedBridges;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transport over a Unix socket. Whoever runs the tests is administrator there, so the viewer comes over HTTPS. */
class UnixFakeContractTest extends BridgeContract {
    @TempDir
    Path directory;

    private ServedBridge served;
    private RemoteBridge administrator;
    private RemoteBridge viewer;

    @BeforeEach
    void serve() {
        served = new ServedBridge(directory);
        administrator = RemoteBridge.connect(served.unix(), directory, ServedBridge.QUICK);
        viewer = served.pair(Role.VIEWER).connect(ServedBridge.QUICK);
    }

    @AfterEach
    void stop() {
        administrator.close();
        viewer.close();
        served.close();
    }

    @Test
    void the_kernel_says_who_asks() {
        assertThat(administrator.info().principal().name()).isEqualTo(System.getProperty("user.name"));
        assertThat(administrator.info().principal().origin()).isEqualTo("unix");
    }

    @Test
    void keys_credentials_and_the_socket_are_for_their_owner_alone() throws IOException {
        List<Path> secret = List.of(
                directory.resolve("state/pki/ca-key.pem"),
                directory.resolve("state/pki/server-key.pem"),
                served.clients().resolve("127.0.0.1_" + served.port() + ".json"));
        for (Path file : secret) {
            assertThat(Files.getPosixFilePermissions(file))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
        assertThat(Files.getPosixFilePermissions(served.socket))
                .doesNotContain(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
        assertThat(new PairedBridges(served.clients()).list()).hasSize(1);
    }

    @Override
    HypervisorBridge administrator() {
        return administrator;
    }

    @Override
    HypervisorBridge viewer() {
        return viewer;
    }
}
