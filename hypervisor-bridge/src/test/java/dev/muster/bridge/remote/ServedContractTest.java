package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.model.access.PairedClient;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.Subscription;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a whole daemon, through both its doors. */
class ServedContractTest {
    @TempDir
    Path directory;

    private ServedDaemon served;

    @BeforeEach
    void serve() {
        served = new ServedDaemon(directory);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Nested
    class OverHttps extends TransferContract {
        @Test
        void objects_reach_who_may_see_them_and_nobody_else() {
            HypervisorBridge administrator = administrator();
            HypervisorBridge viewer = viewer();
            try (Subscription _ = administrator.subscribe(_ -> {})) {
                await().until(() -> administrator.inventory().objects(PairedClient.class).values().stream()
                        .map(PairedClient::role)
                        .toList()
                        .containsAll(List.of(Role.ADMINISTRATOR, Role.VIEWER)));
            }
            await().until(() -> viewer.info().principal().role() == Role.VIEWER);
            assertThat(viewer.inventory().objects()).isEmpty();
        }

        @Override
        HypervisorBridge administrator() {
            return served.https(Role.ADMINISTRATOR);
        }

        @Override
        HypervisorBridge viewer() {
            return served.https(Role.VIEWER);
        }
    }

    @Nested
    class OverTheUnixSocket extends TransferContract {
        @Override
        HypervisorBridge administrator() {
            return served.unix();
        }

        @Override
        HypervisorBridge viewer() {
            return served.https(Role.VIEWER);
        }
    }
}
