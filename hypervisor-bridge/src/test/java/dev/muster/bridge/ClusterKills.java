package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootProfile;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.Firmware;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs on clusters, with what must be there before and after each. */
enum ClusterKills implements KillScene {
    CLUSTER_CREATE("cluster.create", 1, false) {
        @Override
        public Command prepare(RealBridge bridge) {
            return new ClusterCommand.Create(spec(1, List.of()));
        }

        @Override
        public void check(RealBridge bridge) {
            bridge.awaitImage(image -> image.object(Cluster.class, SHOP).isPresent());
        }
    },
    CLUSTER_SET("cluster.set", 1, false) {
        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(new ClusterCommand.Create(spec(1, List.of())));
            return new ClusterCommand.Set(spec(2, List.of()), 1);
        }

        @Override
        public void check(RealBridge bridge) {
            bridge.awaitImage(image -> image.object(Cluster.class, SHOP)
                    .filter(one -> one.revision() == 2 && one.spec().equals(spec(2, List.of())))
                    .isPresent());
        }
    },
    CLUSTER_DEPLOY("cluster.deploy", 5, true) {
        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(KillGround.network());
            bridge.done(new ClusterCommand.Create(spec(1, List.of())));
            return new ClusterCommand.Deploy(SHOP);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireMembers(bridge, "kill-db-1");
            assertThat(RealBridge.virsh("net-dumpxml", KillGround.NAME))
                    .anyMatch(line -> line.contains("<bootp file="));
        }
    },
    CLUSTER_DEPLOY_FAILING("cluster.deploy", 3, false) {
        @Override
        public boolean isUndone() {
            return true;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.network());
            bridge.done(KillGround.pool());
            Files.writeString(taken(), "somebody else's");
            bridge.done(new ClusterCommand.Create(spec(1, List.of(new ClusterFunction.NewDisk(KillGround.NAME, 1)))));
            return new ClusterCommand.Deploy(SHOP);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(KillGround.NAME), List.of(KillGround.NAME));
            assertThat(bridge.bridge().inventory().objects(Assignment.class)).isEmpty();
            assertThat(RealBridge.virsh("net-dumpxml", KillGround.NAME)).noneMatch(line -> line.contains("<bootp"));
            assertThat(Files.readString(taken())).isEqualTo("somebody else's");
            Files.delete(taken());
        }

        private Path taken() throws Exception {
            return KillGround.files().resolve("pool/kill-db-1-1.qcow2");
        }
    },
    CLUSTER_SCALE("cluster.scale", 4, false) {
        @Override
        public Command prepare(RealBridge bridge) {
            deployed(bridge, 1);
            return new ClusterCommand.Scale(SHOP, "db", 2);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireMembers(bridge, "kill-db-1", "kill-db-2");
        }
    },
    CLUSTER_SCALE_IN("cluster.scale", 2, false) {
        @Override
        public Command prepare(RealBridge bridge) {
            deployed(bridge, 2);
            return new ClusterCommand.Scale(SHOP, "db", 1);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireMembers(bridge, "kill-db-1");
        }
    },
    CLUSTER_REPLACE("cluster.replace", 4, false) {
        @Override
        public Command prepare(RealBridge bridge) {
            deployed(bridge, 1);
            return new ClusterCommand.Replace(
                    ClusterGround.member(bridge, "kill-db-1").id());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireMembers(bridge, "kill-db-1");
        }
    },
    CLUSTER_ASSIGN("cluster.assign", 1, false) {
        @Override
        public Command prepare(RealBridge bridge) {
            deployed(bridge, 1);
            return new ClusterCommand.Assign(
                    ClusterGround.member(bridge, "kill-db-1").id(), SHOP, "web", false);
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(ClusterGround.member(bridge, "kill-db-1").function()).isEqualTo("web");
        }
    },
    CLUSTER_REVOKE("cluster.revoke", 1, false) {
        @Override
        public Command prepare(RealBridge bridge) {
            deployed(bridge, 1);
            return new ClusterCommand.Revoke(
                    ClusterGround.member(bridge, "kill-db-1").id());
        }

        @Override
        public void check(RealBridge bridge) {
            bridge.awaitImage(image -> image.objects(Assignment.class).values().stream()
                    .allMatch(one -> one.state() == Assignment.State.REVOKED));
        }
    },
    CLUSTER_DELETE("cluster.delete", 2, false) {
        @Override
        public Command prepare(RealBridge bridge) {
            deployed(bridge, 1);
            return new ClusterCommand.Delete(SHOP);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(KillGround.NAME), List.of());
            assertThat(bridge.bridge().inventory().objects(Assignment.class)).isEmpty();
            assertThat(bridge.bridge().inventory().objects(Cluster.class)).isEmpty();
        }
    };

    private static final ClusterId SHOP = ClusterId.of("kill");

    private final String kind;
    private final int steps;
    private final boolean usual;

    ClusterKills(String kind, int steps, boolean usual) {
        this.kind = kind;
        this.steps = steps;
        this.usual = usual;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public boolean isUsual() {
        return usual;
    }

    /** Of the local disk, so that nothing has to be uploaded. */
    private static ClusterSpec spec(int db, List<ClusterFunction.NewDisk> disks) {
        return new ClusterSpec(
                SHOP,
                KillGround.NAME,
                List.of(),
                List.of(new BootProfile.LocalDisk("disk")),
                List.of(
                        new ClusterFunction("db", db, 0, 1, 32, disks, 0, "disk", Firmware.USUAL, false, Map.of()),
                        new ClusterFunction("web", 0, 0, 1, 32, List.of(), 1, "disk", Firmware.USUAL, false, Map.of())),
                "",
                Optional.empty());
    }

    private static void deployed(RealBridge bridge, int db) {
        bridge.done(KillGround.network());
        bridge.done(new ClusterCommand.Create(spec(db, List.of())));
        bridge.done(new ClusterCommand.Deploy(SHOP));
    }

    private static void requireMembers(RealBridge bridge, String... names) throws Exception {
        KillGround.requireOnly(List.of(names), List.of(KillGround.NAME), List.of());
        bridge.awaitImage(image -> image.vms().values().stream().allMatch(vm -> vm.state() == VmState.RUNNING));
        for (String name : names) {
            assertThat(ClusterGround.member(bridge, name).id().uuid())
                    .isEqualTo(bridge.vm(name).id().uuid());
        }
    }
}
