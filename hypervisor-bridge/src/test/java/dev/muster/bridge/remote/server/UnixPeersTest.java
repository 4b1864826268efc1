package dev.muster.bridge.remote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UnixPeersTest {
    @Test
    void the_groups_are_those_the_system_knows() {
        assertThat(new UnixPeers("root").groups("root")).contains("root");
        assertThat(new UnixPeers("root").groups("nobody-of-that-name")).isEmpty();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_name_service_that_does_not_answer_holds_nobody_up() {
        UnixPeers peers = new UnixPeers("root", List.of("sh", "-c", "exec sleep 60", "id"), Duration.ofMillis(100));

        assertThat(peers.groups("anna")).isEmpty();
    }
}
