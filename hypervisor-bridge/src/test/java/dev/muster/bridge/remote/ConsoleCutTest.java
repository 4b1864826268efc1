package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.Bridge;
import dev.muster.bridge.BridgeConfig;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.PairedBridge;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.access.AccessCommand;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A far console that ends for reasons of its own. */
class ConsoleCutTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Bridge bridge;
    private Daemon daemon;
    private HypervisorBridge administrator;
    private PairedBridge paired;
    private RemoteBridge client;
    private ConsoleTarget target;

    @BeforeEach
    void serve() {
        bridge = Bridge.open(BridgeConfig.in(directory.resolve("state")));
        administrator = bridge.as(new Principal("anna", Role.ADMINISTRATOR, "local"));
        daemon = daemon(0);
        BridgeAddress.Https address =
                new BridgeAddress.Https("127.0.0.1", daemon.port().orElseThrow());
        paired = RemoteBridge.pair(
                address, bridge.codes().open(Role.OPERATOR).code(), "olga", directory.resolve("clients"));
        client = paired.connect(ServedBridge.QUICK);
        administrator.submit(new HostCommand.Connect(new ConnectionId("c1"), "sim:///?hosts=1&vms=8&seed=3"));
        Vm vm = await().atMost(SOON)
                .until(
                        () -> administrator.inventory().vms().values().stream()
                                .filter(each -> each.state() == VmState.RUNNING)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        target = new ConsoleTarget(vm.id(), ConsoleKind.TEXT);
    }

    @AfterEach
    void stop() {
        client.close();
        daemon.close();
        bridge.close();
    }

    @Test
    void a_lost_connection_says_so_and_the_console_is_opened_again() throws IOException {
        ConsoleChannel console = client.openConsole(target);
        ConsoleContract.readUntil(console, "# ");
        int port = daemon.port().orElseThrow();
        daemon.close();
        lost(console);
        daemon = daemon(port);
        try (ConsoleChannel again = client.openConsole(target)) {
            ConsoleContract.type(again, "back\r");
            assertThat(ConsoleContract.readUntil(again, "you typed")).contains("back");
        }
    }

    @Test
    void a_revoked_client_is_out_at_once() throws IOException {
        ConsoleChannel console = client.openConsole(target);
        ConsoleContract.readUntil(console, "# ");
        administrator.submit(new AccessCommand.Revoke(paired.fingerprint()));
        lost(console);
        assertThatThrownBy(() -> client.openConsole(target))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.CERTIFICATE_REVOKED));
    }

    @Test
    void a_console_that_is_silent_stays_open() throws IOException {
        try (ConsoleChannel console = client.openConsole(target)) {
            ConsoleContract.readUntil(console, "# ");
            long began = System.nanoTime();
            // longer than the client's patience with a silent connection, and than two heartbeats
            await().atMost(SOON).until(() -> System.nanoTime() - began > 2_500_000_000L);
            ConsoleContract.type(console, "still here\r");
            assertThat(ConsoleContract.readUntil(console, "you typed")).contains("still here");
        }
    }

    private static void lost(ConsoleChannel console) {
        assertThatThrownBy(() -> {
                    byte[] chunk = new byte[4096];
                    int count = console.input().read(chunk);
                    while (count >= 0) {
                        count = console.input().read(chunk);
                    }
                })
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.CONSOLE_LOST));
        console.close();
    }

    private Daemon daemon(int port) {
        return new Daemon(
                bridge,
                bridge.clients(),
                bridge.codes(),
                new DaemonConfig(
                        directory.resolve("state").resolve("pki"),
                        "served",
                        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                        Optional.empty(),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        java.time.Clock.systemUTC()));
    }
}
