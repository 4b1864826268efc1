package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.LinkSettings;
import dev.muster.bridge.remote.client.PairedBridges;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a stream and of commands when the network fails between them. */
class NetworkCutTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private ServedBridge served;
    private CuttingProxy network;
    private RemoteBridge remote;
    private Heard heard;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedBridge(directory);
        network = new CuttingProxy(served.port());
        remote = through(ServedBridge.QUICK);
        heard = new Heard();
    }

    @AfterEach
    void stop() throws IOException {
        remote.close();
        network.close();
        served.close();
    }

    @Test
    void a_cut_stream_is_caught_up_without_an_event_lost_or_repeated() {
        listen();
        for (int round = 0; round < 5; round++) {
            served.bridge.hostAppears(round * 2);
            network.cut();
            served.bridge.hostAppears(round * 2 + 1);
        }
        await().atMost(SOON).until(() -> heard.image().hosts().size() == 10);

        assertThat(heard.events.stream().filter(BridgeEvent.Snapshot.class::isInstance))
                .hasSize(1);
        assertThat(heard.isGapless()).isTrue();
        assertThat(heard.events).hasSize(11);
    }

    @Test
    void a_lost_connection_is_said_and_so_is_its_return() {
        listen();
        network.refuse(true);
        network.cut();
        await().atMost(SOON)
                .until(() -> heard.lastLink().orElseThrow() instanceof LinkState.Down down && down.tries() >= 2);
        network.refuse(false);
        await().atMost(SOON).until(() -> heard.lastLink().orElseThrow() instanceof LinkState.Up);

        assertThat(heard.links)
                .anySatisfy(link -> assertThat(link)
                        .isInstanceOfSatisfying(
                                LinkState.Down.class,
                                down -> assertThat(down.why().code()).isEqualTo(ErrorCode.BRIDGE_UNREACHABLE)));
    }

    @Test
    void a_lost_connection_is_tried_at_once_when_that_is_asked_for() throws IOException {
        remote.close();
        Duration longer = Duration.ofHours(1);
        remote = through(new LinkSettings(Duration.ofSeconds(10), Duration.ofSeconds(2), longer, longer, 20));
        listen();
        network.refuse(true);
        network.cut();
        await().atMost(SOON)
                .until(() -> heard.lastLink().orElseThrow() instanceof LinkState.Down down && down.tries() == 1);

        remote.tryNow();
        await().atMost(SOON)
                .until(() -> heard.lastLink().orElseThrow() instanceof LinkState.Down down && down.tries() == 2);
        network.refuse(false);
        remote.tryNow();
        await().atMost(SOON).until(() -> heard.lastLink().orElseThrow() instanceof LinkState.Up);
    }

    @Test
    void a_stream_that_falls_silent_is_given_up_and_begun_again() {
        listen();
        network.stall(true);
        await().atMost(SOON).until(() -> heard.lastLink().orElseThrow() instanceof LinkState.Down);
        served.bridge.hostAppears(1);
        network.cut();
        network.stall(false);
        await().atMost(SOON).until(() -> heard.image().hosts().size() == 1);

        assertThat(heard.isGapless()).isTrue();
    }

    @Test
    void a_half_closed_connection_is_a_lost_one() throws IOException {
        listen();
        network.halfClose();
        await().atMost(SOON).until(() -> network.connections() >= 2);
        served.bridge.hostAppears(1);
        await().atMost(SOON).until(() -> heard.image().hosts().size() == 1);

        assertThat(heard.isGapless()).isTrue();
    }

    @Test
    void a_command_whose_answer_was_lost_is_done_once() {
        network.swallowAnswers(true);
        Thread.ofVirtual().start(() -> {
            await().atMost(SOON).until(() -> network.connections() >= 3);
            network.swallowAnswers(false);
        });
        remote.submit(new HostCommand.Connect(new ConnectionId("x"), "sim:///"), "once");

        assertThat(served.bridge.done).hasSize(1);
    }

    @Test
    void a_restarted_daemon_is_found_again_and_nothing_is_missed() {
        listen();
        served.restart(() -> served.bridge.hostAppears(7));
        await().atMost(SOON).until(() -> heard.image().hosts().size() == 1);

        assertThat(heard.isGapless()).isTrue();
    }

    @Test
    void a_revoked_client_is_shut_out_at_once_and_does_not_come_back() {
        listen();
        String fingerprint = served.bridge.clients.all().getFirst().fingerprint();
        served.bridge.clients.revoke(fingerprint);
        await().atMost(SOON).until(() -> heard.lastLink().orElseThrow() instanceof LinkState.Refused);

        assertThat(((LinkState.Refused) heard.lastLink().orElseThrow()).why().code())
                .isEqualTo(ErrorCode.CERTIFICATE_REVOKED);
        await().atMost(SOON).until(() -> served.daemon.openStreams() == 0);
        assertThatThrownBy(remote::info)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.CERTIFICATE_REVOKED));
    }

    @Test
    void a_bridge_that_is_not_there_is_unreachable() throws IOException {
        LinkSettings impatient = new LinkSettings(
                Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(5), Duration.ofMillis(10), 2);
        try (RemoteBridge nobody = through(impatient)) {
            network.close();
            assertThatThrownBy(nobody::info)
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.BRIDGE_UNREACHABLE));
        }
    }

    private void listen() {
        assertThat(remote.subscribe(heard)).isNotNull();
        await().atMost(SOON).until(() -> !heard.events.isEmpty() && !heard.links.isEmpty());
    }

    /** Pairs through the proxy, which pairing must survive: it is but a network. */
    private RemoteBridge through(LinkSettings settings) {
        BridgeAddress.Https address = new BridgeAddress.Https("127.0.0.1", network.port());
        String code = served.bridge.codes.open(Role.ADMINISTRATOR).code();
        RemoteBridge.pair(address, code, "cut", served.clients());
        return new PairedBridges(served.clients()).find(address).orElseThrow().connect(settings);
    }
}
