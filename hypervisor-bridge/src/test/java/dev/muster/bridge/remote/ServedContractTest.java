package dev.muster.bridge.remote;

import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
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
