package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.access.PairedClients;
import dev.muster.bridge.store.SqlDocuments;
import dev.muster.bridge.store.Store;
import dev.muster.model.access.AccessCommand;
import dev.muster.model.access.AccessQuery;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.host.HostCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Jobs on connections and clients, with what must be there before and after each. */
enum BridgeKills implements KillScene {
    HOST_CONNECT("host.connect", 1) {
        @Override
        public Command prepare(RealBridge bridge) {
            return RealBridge.CONNECT;
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of());
        }
    },
    HOST_DISCONNECT("host.disconnect", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public boolean isConnectedAfter() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            return new HostCommand.Disconnect(RealBridge.CONNECT.connection());
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(bridge.bridge().inventory().hosts()).isEmpty();
        }
    },
    HOST_RECONNECT("host.reconnect", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            return new HostCommand.Reconnect(RealBridge.CONNECT.connection());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of());
        }
    },
    CLIENT_REVOKE("access.revoke", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public void ground(Path state) {
            try (Store store = Store.open(state)) {
                new PairedClients(new SqlDocuments(store, Clock.systemUTC()), Clock.systemUTC())
                        .add("ben", Role.OPERATOR, FINGERPRINT, Instant.now().plusSeconds(3600));
            }
        }

        @Override
        public Command prepare(RealBridge bridge) {
            return new AccessCommand.Revoke(FINGERPRINT);
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(bridge.bridge().ask(new AccessQuery.Clients()).clients())
                    .singleElement()
                    .satisfies(client -> assertThat(client.revoked()).isPresent());
        }
    };

    private static final String FINGERPRINT = "ab".repeat(32);

    private final String kind;
    private final int steps;

    BridgeKills(String kind, int steps) {
        this.kind = kind;
        this.steps = steps;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int steps() {
        return steps;
    }
}
