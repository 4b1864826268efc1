package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.backup.RestoreCommand.Macs;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Restores, with what must be there before and after each. */
enum RestoreKills implements KillScene {
    AS_NEW("backup.restore-as-new", 2) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new RestoreCommand.RestoreAsNew(point(bridge), pool(bridge), COPY, Macs.NEW, false);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", COPY)).containsExactly("shut off");
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("running");
            requireVolumes(COPY + "-vda.qcow2");
        }
    },
    INSTANTLY("backup.restore-instantly", 3) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new RestoreCommand.RestoreInstantly(point(bridge), pool(bridge), COPY, Macs.NEW);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", COPY)).containsExactly("running");
            requireVolumes(COPY + "-vda.qcow2");
        }
    },
    IN_PLACE("backup.restore-in-place", 3) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            PointId point = point(bridge);
            VmId vm = bridge.vm(KillGround.NAME).id();
            bridge.done(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(vm)));
            return new RestoreCommand.RestoreInPlace(point, vm, pool(bridge), false);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("shut off");
            assertThat(String.join("\n", RealBridge.virsh("domblklist", KillGround.NAME)))
                    .contains(KillGround.NAME + "-vda-");
            assertThat(KillGround.files().resolve("snap.qcow2")).doesNotExist();
        }
    },
    ONE_DISK("backup.restore-disk", 1) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new RestoreCommand.RestoreDisk(point(bridge), "vda", pool(bridge), "one.qcow2");
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireVolumes("one.qcow2");
        }
    },
    MOVE("backup.move-out", 2) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            PoolId pool = pool(bridge);
            bridge.done(new RestoreCommand.RestoreInstantly(point(bridge), pool, COPY, Macs.NEW));
            return new RestoreCommand.MoveOut(bridge.vm(COPY).id(), pool);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", COPY)).containsExactly("running");
            requireVolumes(COPY + "-vda-2.qcow2");
            assertThat(String.join("\n", RealBridge.virsh("dumpxml", COPY))).doesNotContain("repository");
        }
    };

    private static final String COPY = "kill-copy";
    private static final RepositoryId NIGHTLY = RepositoryId.of("nightly");

    private final String kind;
    private final int steps;

    RestoreKills(String kind, int steps) {
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

    /** A point of a VM that runs. */
    private static PointId point(RealBridge bridge) throws Exception {
        bridge.done(new BackupCommand.AddRepository(
                NIGHTLY, Files.createDirectories(directory()).toString()));
        bridge.done(new BackupCommand.Run(KillGround.imaged(bridge), NIGHTLY));
        return bridge.bridge()
                .ask(new BackupQuery.Points(Optional.empty()))
                .points()
                .getFirst()
                .id();
    }

    private static PoolId pool(RealBridge bridge) throws Exception {
        bridge.done(KillGround.pool());
        return KillGround.onlyPool(bridge).id();
    }

    private static Path directory() throws IOException {
        return KillGround.files().resolve("repository");
    }

    private static void requireVolumes(String... names) throws IOException, InterruptedException {
        try (Stream<Path> all = Files.list(KillGround.files().resolve("pool"))) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .as("nothing half done")
                    .containsExactlyInAnyOrder(names);
        }
        assertThat(RealBridge.virsh("vol-list", KillGround.NAME)).anyMatch(line -> line.contains(names[0]));
    }
}
