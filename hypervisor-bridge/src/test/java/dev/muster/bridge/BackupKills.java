package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.DiskImage;
import dev.muster.model.backup.ImportedMachine;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RepositoryState;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.Firmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Jobs on repositories, with what must be there before and after each. */
enum BackupKills implements KillScene {
    REPOSITORY_ADD("backup.add-repository", 1) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return add();
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(states(bridge)).singleElement().satisfies(state -> {
                assertThat(state.problem()).isEmpty();
                assertThat(state.points()).isZero();
            });
            bridge.done(new BackupCommand.RemoveRepository(NIGHTLY));
        }
    },
    BACKUP_RUN("backup.run", 1) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(add());
            VmId vm = KillGround.imaged(bridge);
            bridge.done(new BackupCommand.Run(vm, NIGHTLY));
            return new BackupCommand.Run(vm, NIGHTLY);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("running");
            List<BackupQuery.Point> points = bridge.bridge()
                    .ask(new BackupQuery.Points(Optional.empty()))
                    .points();
            assertThat(points).as("the point before, and this one").hasSize(2);
            assertThat(RealBridge.virsh("checkpoint-list", "--name", KillGround.NAME))
                    .containsExactly("muster-nightly-" + points.getFirst().id().name());
            assertThat(RealBridge.virsh("domjobinfo", KillGround.NAME)).contains("Job type:         None");
            try (Stream<Path> files = Files.walk(KillGround.files())) {
                assertThat(files.map(path -> path.getFileName().toString()).filter(name -> name.startsWith(".")))
                        .as("nothing half done")
                        .isEmpty();
            }
        }
    },
    BACKUP_MANY("backup.run-many", 1) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(add());
            VmId vm = KillGround.imaged(bridge);
            bridge.done(new BackupCommand.Run(vm, NIGHTLY));
            bridge.done(new BackupCommand.Run(vm, NIGHTLY));
            return new BackupCommand.RunMany(
                    "name:" + KillGround.NAME, NIGHTLY, BackupOptions.USUAL, new KeepRule(1, 0, 0, 0, 0, 0));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("running");
            requireWhole(bridge, 1);
        }
    },
    IMAGE_IMPORT("backup.import-image", 1) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(add());
            Path image = KillGround.files().resolve("disk.raw");
            Files.write(image, new byte[8 << 20]);
            Command command = new BackupCommand.ImportImage(
                    NIGHTLY,
                    new ImportedMachine(KillGround.NAME, 1, 64L << 20, Firmware.USUAL, List.of()),
                    List.of(new DiskImage(image.toString(), DiskImage.Format.RAW)));
            bridge.done(command);
            byte[] other = new byte[8 << 20];
            Arrays.fill(other, 1 << 20, 2 << 20, (byte) 7);
            Files.write(image, other);
            return command;
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireWhole(bridge, 2);
            assertThat(points(bridge).getFirst().manifest().stored()).isEqualTo(1 << 20);
            assertThat(points(bridge).getFirst().manifest().parent()).isPresent();
        }
    },
    MEND("backup.mend", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(add());
            VmId vm = KillGround.imaged(bridge);
            bridge.done(new BackupCommand.Run(vm, NIGHTLY));
            RealBridge.virsh("checkpoint-create-as", KillGround.NAME, "muster-nightly-20200101T000000Z");
            return new BackupCommand.Mend(vm);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("checkpoint-list", "--name", KillGround.NAME))
                    .hasSize(1);
            requireWhole(bridge, 1);
        }
    },
    POINT_DELETE("backup.delete-point", 1) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(add());
            VmId vm = KillGround.imaged(bridge);
            bridge.done(new BackupCommand.Run(vm, NIGHTLY));
            bridge.done(new BackupCommand.Run(vm, NIGHTLY));
            return new BackupCommand.DeletePoint(points(bridge).getLast().id());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireWhole(bridge, 1);
        }
    },
    POINT_VERIFY("backup.verify", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(add());
            bridge.done(new BackupCommand.Run(KillGround.imaged(bridge), NIGHTLY));
            return new BackupCommand.Verify(points(bridge).getFirst().id());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(points(bridge).getFirst().verified()).isPresent();
        }
    },
    REPOSITORY_CHECK("backup.check-repository", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(add());
            bridge.done(new BackupCommand.Run(KillGround.imaged(bridge), NIGHTLY));
            return new BackupCommand.CheckRepository(NIGHTLY);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            requireWhole(bridge, 1);
        }
    },
    REPOSITORY_REMOVE("backup.remove-repository", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(add());
            return new BackupCommand.RemoveRepository(NIGHTLY);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(states(bridge)).isEmpty();
            assertThat(directory().resolve("muster-repository.json")).exists();
        }
    };

    private static final RepositoryId NIGHTLY = RepositoryId.of("nightly");

    private final String kind;
    private final int steps;

    BackupKills(String kind, int steps) {
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

    private static Command add() throws IOException {
        return new BackupCommand.AddRepository(
                NIGHTLY, Files.createDirectories(directory()).toString());
    }

    private static List<BackupQuery.Point> points(RealBridge bridge) {
        return bridge.bridge().ask(new BackupQuery.Points(Optional.empty())).points();
    }

    /** So many points are there, all of them good, and nothing else. */
    private static void requireWhole(RealBridge bridge, int count) throws Exception {
        assertThat(points(bridge)).hasSize(count);
        bridge.done(new BackupCommand.CheckRepository(NIGHTLY));
        try (Stream<Path> files = Files.walk(directory())) {
            assertThat(files.map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith(".") || name.equals("retired.json")))
                    .as("nothing half done")
                    .isEmpty();
        }
    }

    private static Path directory() throws IOException {
        return KillGround.files().resolve("repository");
    }

    private static List<RepositoryState> states(RealBridge bridge) {
        return bridge.bridge().ask(new BackupQuery.Repositories()).repositories();
    }
}
