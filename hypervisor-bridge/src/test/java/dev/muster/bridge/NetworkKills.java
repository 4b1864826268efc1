package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.command.Command;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkSpec;
import java.util.List;

/** Jobs on networks, with what must be there before and after each. */
enum NetworkKills implements KillScene {
    NETWORK_CREATE("network.create", 2) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            return KillGround.network();
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(KillGround.NAME), List.of());
            assertThat(RealBridge.virsh("net-info", KillGround.NAME)).anyMatch(line -> line.matches("Active: +yes"));
        }
    },
    NETWORK_DEFINE("network.define", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new NetworkCommand.Define(
                    RealBridge.HOST, "<network><name>" + KillGround.NAME + "</name></network>");
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(KillGround.NAME), List.of());
        }
    },
    NETWORK_EDIT("network.edit", 2) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.network());
            NetworkSpec changed = new NetworkSpec(
                    KillGround.NAME, NetworkSpec.Mode.ISOLATED, "10.231.8.1/24", "10.231.8.10", "10.231.8.20");
            return new NetworkCommand.Edit(KillGround.onlyNetwork(bridge).id(), changed, true);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(KillGround.NAME), List.of());
            assertThat(RealBridge.virsh("net-dumpxml", "--inactive", KillGround.NAME))
                    .anyMatch(line -> line.contains("10.231.8.1"));
            assertThat(RealBridge.virsh("net-dumpxml", KillGround.NAME)).anyMatch(line -> line.contains("10.231.8.1"));
        }
    },
    NETWORK_EDIT_FAILING("network.edit", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public boolean isUndone() {
            return true;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.network());
            // something else of the host has these addresses, which libvirt finds out only when it starts the network
            KillGround.ip("link", "add", KillGround.BRIDGE, "type", "bridge");
            KillGround.ip("address", "add", "10.231.9.1/24", "dev", KillGround.BRIDGE);
            KillGround.ip("link", "set", KillGround.BRIDGE, "up");
            NetworkSpec taken = new NetworkSpec(KillGround.NAME, NetworkSpec.Mode.ISOLATED, "10.231.9.1/24", "", "");
            return new NetworkCommand.Edit(KillGround.onlyNetwork(bridge).id(), taken, true);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(KillGround.NAME), List.of());
            assertThat(RealBridge.virsh("net-dumpxml", "--inactive", KillGround.NAME))
                    .anyMatch(line -> line.contains("10.231.7.1"));
        }
    },
    NETWORK_START("network.start", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.network());
            NetworkId network = KillGround.onlyNetwork(bridge).id();
            bridge.done(new NetworkCommand.Stop(network));
            return new NetworkCommand.Start(network);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("net-list", "--name")).containsExactly(KillGround.NAME);
        }
    },
    NETWORK_STOP("network.stop", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.network());
            return new NetworkCommand.Stop(KillGround.onlyNetwork(bridge).id());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(KillGround.NAME), List.of());
            assertThat(RealBridge.virsh("net-list", "--name")).isEmpty();
        }
    },
    NETWORK_AUTOSTART("network.set-autostart", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.network());
            return new NetworkCommand.SetAutostart(
                    KillGround.onlyNetwork(bridge).id(), false);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("net-list", "--no-autostart", "--name")).containsExactly(KillGround.NAME);
        }
    },
    NETWORK_DELETE("network.delete", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(KillGround.network());
            Network network = bridge.bridge().inventory().networks().values().stream()
                    .findFirst()
                    .orElseThrow();
            return new NetworkCommand.Delete(network.id());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of());
        }
    };

    private final String kind;
    private final int steps;

    NetworkKills(String kind, int steps) {
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
