package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.open.VolumeTransfers;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.StepState;
import dev.muster.model.storage.PoolCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Jobs on pools and volumes, with what must be there before and after each. */
enum StorageKills implements KillScene {
    POOL_CREATE("storage.create", 2) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return KillGround.pool();
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of(KillGround.NAME));
            assertThat(RealBridge.virsh("pool-info", KillGround.NAME))
                    .anyMatch(line -> line.matches("State: +running"));
        }
    },
    POOL_DEFINE("storage.define", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new PoolCommand.Define(
                    RealBridge.HOST,
                    "<pool type='dir'><name>" + KillGround.NAME + "</name><target><path>"
                            + KillGround.files().resolve("pool") + "</path></target></pool>");
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of(KillGround.NAME));
        }
    },
    POOL_BUILD("storage.build", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.pool());
            PoolId pool = KillGround.onlyPool(bridge).id();
            bridge.done(new PoolCommand.Stop(pool));
            Files.delete(KillGround.files().resolve("pool"));
            return new PoolCommand.Build(pool);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of(KillGround.NAME));
            assertThat(KillGround.files().resolve("pool")).isEmptyDirectory();
        }
    },
    POOL_START("storage.start", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.pool());
            PoolId pool = KillGround.onlyPool(bridge).id();
            bridge.done(new PoolCommand.Stop(pool));
            return new PoolCommand.Start(pool);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("pool-list", "--name")).containsExactly(KillGround.NAME);
        }
    },
    POOL_STOP("storage.stop", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.pool());
            return new PoolCommand.Stop(KillGround.onlyPool(bridge).id());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of(KillGround.NAME));
            assertThat(RealBridge.virsh("pool-list", "--name")).isEmpty();
        }
    },
    POOL_REFRESH("storage.refresh", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.pool());
            Files.write(KillGround.files().resolve("pool/volume.qcow2"), new byte[4096]);
            return new PoolCommand.Refresh(KillGround.onlyPool(bridge).id());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            bridge.awaitImage(image -> image.volumes().size() == 1);
        }
    },
    POOL_AUTOSTART("storage.set-autostart", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.pool());
            return new PoolCommand.SetAutostart(KillGround.onlyPool(bridge).id(), false);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("pool-list", "--no-autostart", "--name"))
                    .containsExactly(KillGround.NAME);
        }
    },
    POOL_DELETE("storage.delete", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.pool());
            return new PoolCommand.Delete(KillGround.onlyPool(bridge).id());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of());
        }
    },
    VOLUME_CREATE("storage.create-volume", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.pool());
            return new PoolCommand.CreateVolume(KillGround.onlyPool(bridge).id(), "volume.qcow2", 1 << 20, "qcow2");
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of(KillGround.NAME));
            assertThat(KillGround.files().resolve("pool").toFile().list()).containsExactly("volume.qcow2");
        }
    },
    VOLUME_RESIZE("storage.resize-volume", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new PoolCommand.ResizeVolume(KillGround.volume(bridge), 3 << 20);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("vol-info", "--bytes", "volume.qcow2", KillGround.NAME))
                    .anyMatch(line -> line.matches("Capacity: +" + (3 << 20) + " bytes"));
        }
    },
    VOLUME_CLONE("storage.clone-volume", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new PoolCommand.CloneVolume(KillGround.volume(bridge), "copy.qcow2");
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(KillGround.files().resolve("pool").toFile().list())
                    .containsExactlyInAnyOrder("volume.qcow2", "copy.qcow2");
            assertThat(RealBridge.virsh("vol-info", "--bytes", "copy.qcow2", KillGround.NAME))
                    .anyMatch(line -> line.matches("Capacity: +" + (1 << 20) + " bytes"));
        }
    },
    VOLUME_WIPE("storage.wipe-volume", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.pool());
            Path file = Files.writeString(KillGround.files().resolve("pool/volume.qcow2"), "secret12".repeat(1024));
            PoolId pool = KillGround.onlyPool(bridge).id();
            bridge.done(new PoolCommand.Refresh(pool));
            bridge.awaitImage(image -> image.volumes().size() == 1);
            return new PoolCommand.WipeVolume(
                    new VolumeId(pool, file.getFileName().toString()));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(KillGround.files().resolve("pool/volume.qcow2"))
                    .binaryContent()
                    .hasSize(8192)
                    .containsOnly(0);
        }
    },
    VOLUME_UPLOAD("storage.upload", 3) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.pool());
            Path file = KillGround.upload();
            return new PoolCommand.Upload(KillGround.onlyPool(bridge).id(), "volume.qcow2", Files.size(file));
        }

        @Override
        public void feed(RealBridge bridge, JobId job) throws Exception {
            Job there = await().until(
                            () -> bridge.bridge().ask(new JobQuery.Show(job)),
                            now -> now.state().isEnded() || now.steps().get(1).state() != StepState.WAITING);
            if (there.steps().get(1).state() == StepState.RUNNING) {
                VolumeTransfers.upload(bridge.bridge(), job, KillGround.upload(), (_, _) -> true);
            }
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of(KillGround.NAME));
            assertThat(Files.mismatch(KillGround.upload(), KillGround.files().resolve("pool/volume.qcow2")))
                    .isEqualTo(-1);
        }
    },
    VOLUME_DELETE("storage.delete-volume", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(KillGround.pool());
            Pool pool = KillGround.onlyPool(bridge);
            bridge.done(new PoolCommand.CreateVolume(pool.id(), "volume.qcow2", 1 << 20, "qcow2"));
            return new PoolCommand.DeleteVolume(new VolumeId(pool.id(), "volume.qcow2"));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of(KillGround.NAME));
            assertThat(KillGround.files().resolve("pool").toFile().list()).isEmpty();
        }
    };

    private final String kind;
    private final int steps;

    StorageKills(String kind, int steps) {
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
