package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.Bridge;
import dev.muster.bridge.BridgeConfig;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleTarget;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consoles of the bridge in this very process, with simulated hypervisors. */
class EmbeddedConsoleTest extends ConsoleContract {
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

    @Test
    void a_console_that_cannot_be_audited_is_not_left_open() throws Exception {
        ConsoleTarget target = text(running());
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("state/muster.db"));
                Statement statement = store.createStatement()) {
            ConsoleChannel closedMeanwhile = administrator().openConsole(target);
            statement.execute("CREATE TRIGGER no_audit BEFORE INSERT ON audit"
                    + " BEGIN SELECT RAISE(FAIL, 'the audit takes nothing'); END");
            assertThatThrownBy(() -> administrator().openConsole(target)).isInstanceOf(RuntimeException.class);
            assertThat(closedMeanwhile.state().attached()).isEqualTo(1);
            assertThatCode(closedMeanwhile::close).doesNotThrowAnyException();
            statement.execute("DROP TRIGGER no_audit");
        }
        try (ConsoleChannel alone = administrator().openConsole(target)) {
            assertThat(alone.state().attached()).isEqualTo(1);
            assertThat(alone.state().writable()).isTrue();
        }
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
