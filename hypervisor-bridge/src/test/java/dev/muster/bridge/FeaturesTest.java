package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.feature.CallHandler;
import dev.muster.bridge.feature.QueryDispatcher;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.json.Json;
import dev.muster.model.access.ClientId;
import dev.muster.model.access.PairedClient;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.command.Query;
import dev.muster.model.host.HostQuery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all features together make of a bridge. */
class FeaturesTest {
    @TempDir
    Path directory;

    @Test
    void every_query_has_exactly_one_handler() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            assertThat(bridge.answeredQueries()).isEqualTo(Set.copyOf(Json.records(Query.class)));
        }
    }

    @Test
    void two_handlers_of_one_query_are_refused() {
        QueryHandler handler =
                QueryHandler.of(HostQuery.class, (HostQuery<?> _) -> new HostQuery.Probe("test:///default"));

        assertThatThrownBy(() -> new QueryDispatcher(List.of(handler, handler)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HostQuery");
    }

    @Test
    void the_paths_of_features_say_what_they_do_and_begin_with_a_feature() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            assertThat(bridge.calls())
                    .isNotEmpty()
                    .allSatisfy(call -> assertThat(call.summary()).endsWith("."))
                    .extracting(CallHandler::path)
                    .allMatch(path -> path.matches("[a-z]+/[a-z-]+"));
        }
    }

    @Test
    void objects_are_kept_over_a_restart_and_seen_only_by_who_may() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            bridge.clients().add("anna", Role.OPERATOR, "ab12", Instant.parse("2040-01-01T00:00:00Z"));
        }
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge administrator = bridge.as(new Principal("root", Role.ADMINISTRATOR, "local"));
            HypervisorBridge viewer = bridge.as(new Principal("guest", Role.VIEWER, "local"));
            List<BridgeEvent> heard = new CopyOnWriteArrayList<>();
            try (Subscription _ = viewer.subscribe(heard::add)) {
                await().until(() -> administrator
                        .inventory()
                        .object(PairedClient.class, new ClientId("ab12"))
                        .filter(client -> client.name().equals("anna"))
                        .isPresent());
                bridge.clients().revoke("ab12");
                await().until(() -> administrator
                        .inventory()
                        .object(PairedClient.class, new ClientId("ab12"))
                        .flatMap(PairedClient::revoked)
                        .isPresent());
                assertThat(viewer.inventory().objects()).isEmpty();
                await().until(() -> heard.size() > 1);
                assertThat(heard.toString()).doesNotContain("anna").doesNotContain("ab12");
            }
        }
    }
}
