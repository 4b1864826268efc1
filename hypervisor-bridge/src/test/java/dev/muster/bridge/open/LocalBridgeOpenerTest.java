package dev.muster.bridge.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBridgeOpenerTest {
    @TempDir
    Path directory;

    private LocalBridgeOpener opener = new LocalBridgeOpener(Map.of());
    private Path state = Path.of("");

    @BeforeEach
    void places() {
        opener = new LocalBridgeOpener(
                Map.of("XDG_CONFIG_HOME", directory.resolve("config").toString()));
        state = directory.resolve("state");
    }

    private HypervisorBridge open() {
        return opener.open("local", Optional.of(state));
    }

    @Test
    void a_command_waits_for_another_that_is_at_work_with_the_same_state() throws Exception {
        CompletableFuture<HypervisorBridge> second;
        try (HypervisorBridge first = open()) {
            second = CompletableFuture.supplyAsync(
                    () -> opener.patient(Duration.ofMinutes(1)).open("local", Optional.of(state)));
            assertThat(first.info().principal().role()).isEqualTo(Role.ADMINISTRATOR);
            assertThat(second).isNotDone();
        }
        try (HypervisorBridge then = second.get(30, TimeUnit.SECONDS)) {
            assertThat(then.info().principal().role()).isEqualTo(Role.ADMINISTRATOR);
        }
    }

    @Test
    void it_does_not_wait_for_ever() {
        try (HypervisorBridge first = open()) {
            assertThatThrownBy(() -> opener.patient(Duration.ofMillis(200)).open("local", Optional.of(state)))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.STATE_IN_USE));
            assertThat(first.info().api()).isPositive();
        }
    }

    @Test
    void a_command_works_with_the_bridge_of_an_open_console() {
        Path socket = state.resolve(LocalBridgeOpener.SOCKET);
        try (HypervisorBridge console = opener.serving().open("local", Optional.of(state))) {
            await().until(() -> Files.exists(socket));
            try (HypervisorBridge command = open()) {
                assertThat(command).isInstanceOf(RemoteBridge.class);
                assertThat(command.info().name()).isEqualTo(console.info().name());
                assertThat(command.info().principal().role()).isEqualTo(Role.ADMINISTRATOR);
            }
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void a_socket_left_behind_is_not_waited_for() throws IOException {
        open().close();
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(state.resolve(LocalBridgeOpener.SOCKET)));
        }
        assertThat(state.resolve(LocalBridgeOpener.SOCKET)).exists();
        long began = System.nanoTime();
        try (HypervisorBridge here = open()) {
            // one that was tried again would have taken three and a half seconds
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            assertThat(here).isNotInstanceOf(RemoteBridge.class);
        }
    }
}
