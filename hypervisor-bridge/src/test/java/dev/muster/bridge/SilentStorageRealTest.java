package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.BackupOptions.Freeze;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RepositoryState;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repository whose storage does not answer any more, as an NFS export that is cut off: whoever asks it waits in the kernel. Here
 * it is a FUSE file system whose server is stopped.
 */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class SilentStorageRealTest {
    private static final RepositoryId FAR = RepositoryId.of("far");
    private static final RepositoryId NEAR = RepositoryId.of("near");

    /** What may be slow, but is done while nothing waits for the silent storage. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Process server;
    private Path mount;
    private RealBridge bridge;
    private VmId vm;

    @BeforeEach
    void a_backup_in_storage_that_answers() throws Exception {
        KillGround.clear();
        System.setProperty("muster.storage.patience", "12");
        Path real = Files.createDirectory(directory.resolve("real"));
        mount = Files.createDirectory(directory.resolve("far"));
        server = new ProcessBuilder("bindfs", "-f", real.toString(), mount.toString())
                .inheritIO()
                .start();
        await().atMost(SOON)
                .until(() -> Files.readString(Path.of("/proc/self/mounts")).contains(" " + mount + " fuse"));
        bridge = RealBridge.open(directory.resolve("state"));
        bridge.connect();
        vm = KillGround.imaged(bridge);
        bridge.done(new BackupCommand.AddRepository(FAR, mount.toString()));
        bridge.done(new BackupCommand.AddRepository(
                NEAR, Files.createDirectory(directory.resolve("near")).toString()));
    }

    @AfterEach
    void answer_again() throws Exception {
        System.clearProperty("muster.storage.patience");
        tell("CONT");
        bridge.close();
        server.destroy();
        assertThat(server.waitFor()).isNotNegative();
        KillGround.clear();
    }

    @Test
    void the_bridge_stays_responsive_and_a_backup_under_way_is_given_up() throws Exception {
        bridge.done(new BackupCommand.Run(vm, FAR));
        bridge.done(new BackupCommand.Run(vm, NEAR));
        write();
        // slow enough to be seen in the midst, also where the machine is busy
        JobId job = bridge.bridge()
                .submit(new BackupCommand.Run(vm, FAR, new BackupOptions(new TreeSet<>(), 1 << 20, Freeze.NEVER, "")));
        await().atMost(SOON).until(() -> drafts().size() == 1 && progressed(job));
        tell("STOP");
        Job given = bridge.ended(job);
        assertThat(given.state()).isEqualTo(JobState.FAILED);
        assertThat(given.problem().orElseThrow().toString()).contains("does not answer");
        assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("running");
        assertThat(String.join("", RealBridge.virsh("domjobinfo", KillGround.NAME)))
                .as("nothing is served any more")
                .contains("None");
        assertThat(RealBridge.virsh("checkpoint-list", "--name", KillGround.NAME))
                .as("one of each repository's newest point, none of the one given up")
                .hasSize(2);

        // many that would each wait, and could take all that the bridge computes with
        List<JobId> waiting = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            try {
                waiting.add(bridge.bridge().submit(new BackupCommand.CheckRepository(FAR)));
            } catch (MusterException e) {
                assertThat(e.problem().code()).isEqualTo(ErrorCode.REPOSITORY_UNUSABLE);
            }
        }
        long begun = System.nanoTime();
        assertThat(states())
                .satisfiesExactly(
                        far -> assertThat(far.problem().orElseThrow().what()).contains("does not answer"),
                        near -> assertThat(near.problem()).isEmpty());
        assertThat(bridge.bridge().ask(new BackupQuery.Points(Optional.empty())).points())
                .singleElement()
                .satisfies(point -> assertThat(point.id().repository()).isEqualTo(NEAR));
        assertThat(bridge.bridge().ask(new BackupQuery.Doctor("")).vms()).hasSize(1);
        bridge.done(new VmCommand.Power(PowerAction.SUSPEND, List.of(vm)));
        bridge.done(new VmCommand.Power(PowerAction.RESUME, List.of(vm)));
        bridge.done(new BackupCommand.Run(vm, NEAR));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        waiting.forEach(one -> assertThat(bridge.ended(one).state()).isEqualTo(JobState.FAILED));

        tell("CONT");
        await().atMost(SOON).until(() -> states().getFirst().problem().isEmpty());
        bridge.done(new BackupCommand.Run(vm, FAR));
        assertThat(drafts()).as("what was half there").isEmpty();
        bridge.done(new BackupCommand.CheckRepository(FAR));
        assertThat(bridge.bridge().ask(new BackupQuery.Points(Optional.empty())).points())
                .hasSize(4);
    }

    @Test
    void a_backup_waits_for_storage_that_is_silent_for_a_moment() throws Exception {
        bridge.done(new BackupCommand.Run(vm, FAR));
        write();
        // slow enough to be seen in the midst, also where the machine is busy
        JobId job = bridge.bridge()
                .submit(new BackupCommand.Run(vm, FAR, new BackupOptions(new TreeSet<>(), 1 << 20, Freeze.NEVER, "")));
        await().atMost(SOON).until(() -> drafts().size() == 1 && progressed(job));
        tell("STOP");
        await().atMost(SOON)
                .until(() -> bridge.bridge().ask(new JobQuery.Show(job)).steps().stream()
                        .anyMatch(step -> step.waitingFor().contains("to answer")));
        tell("CONT");
        assertThat(bridge.ended(job).state()).isEqualTo(JobState.DONE);
        bridge.done(new BackupCommand.CheckRepository(FAR));
    }

    private boolean progressed(JobId job) {
        return bridge.bridge().ask(new JobQuery.Show(job)).steps().stream()
                .anyMatch(step -> step.progress().done() > 0);
    }

    private List<RepositoryState> states() {
        return bridge.bridge().ask(new BackupQuery.Repositories()).repositories();
    }

    private void tell(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(server.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** So much as is not backed up at once, by QEMU itself. */
    private static void write() throws IOException, InterruptedException {
        assertThat(RealBridge.virsh(
                        "qemu-monitor-command",
                        KillGround.NAME,
                        "--hmp",
                        "qemu-io -d /machine/peripheral/virtio-disk0/virtio-backend \"write -P 7 0 8M\""))
                .as("complaints")
                .isEmpty();
    }

    private List<String> drafts() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("real"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(".2"))
                    .toList();
        }
    }
}
