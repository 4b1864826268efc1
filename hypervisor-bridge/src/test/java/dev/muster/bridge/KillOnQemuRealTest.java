package dev.muster.bridge;

import static dev.muster.bridge.job.CrashPoint.AFTER;
import static dev.muster.bridge.job.CrashPoint.DURING;
import static dev.muster.bridge.job.CrashPoint.SUBMITTED;
import static dev.muster.bridge.job.CrashPoint.UNDO_AFTER;
import static dev.muster.bridge.job.CrashPoint.UNDO_DURING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.cli.MusterMain;
import dev.muster.bridge.job.CrashMatrix;
import dev.muster.bridge.job.CrashMatrix.Cell;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.open.VolumeTransfers;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The daemon is killed in the midst of each kind of job on real QEMU and started again over what it left: the job ends as its
 * kind says, and nothing is left that nobody knows of.
 */
@Tag("real")
class KillOnQemuRealTest {
    @TempDir
    Path directory;

    /** One cell of each kind, where killing hurts most: the work is done and nobody wrote that down. */
    static List<KillScene.At> someCells() {
        return Stream.concat(
                        KillScene.all().stream()
                                .filter(KillScene::isUsual)
                                .map(scene -> scene.at(0, scene.isUndone() ? UNDO_DURING : DURING)),
                        Stream.of(VmKills.VM_CREATE.at(0, SUBMITTED), VmKills.VM_CREATE.at(1, AFTER)))
                .toList();
    }

    /** Of the kinds that begin with {@code -Dmuster.kill.kinds}; all without it. */
    static List<KillScene.At> allCells() {
        return KillScene.all().stream()
                .filter(scene -> scene.kind().startsWith(System.getProperty("muster.kill.kinds", "")))
                .flatMap(scene ->
                        CrashMatrix.cells(
                                        scene.kind(),
                                        IntStream.range(0, scene.steps())
                                                .boxed()
                                                .toList(),
                                        scene.isUndone())
                                .stream()
                                .map(cell -> new KillScene.At(scene, cell)))
                .toList();
    }

    @BeforeEach
    @AfterEach
    void leaveNothing() throws Exception {
        KillGround.clear();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("someCells")
    void a_daemon_killed_in_the_midst_of_a_job_loses_and_leaves_nothing(KillScene.At at) throws Exception {
        kill(at, KillOnQemuRealTest::inThisProcess);
    }

    /**
     * Cancelling, pausing and answering are no jobs of their own; the journal's tests kill in the midst of them. A migration needs two hosts, so it is
     * killed in {@link MigrateOnQemuRealTest}. What a recovery could not reach is fenced by the bridge itself, when a host returns:
     * {@link ReturningHostRealTest}.
     */
    @Test
    void each_kind_of_job_has_a_scene() {
        assertThat(Stream.concat(
                        KillScene.all().stream().map(KillScene::kind),
                        Stream.of(
                                "job.cancel",
                                "job.pause",
                                "job.continue",
                                "job.answer",
                                "job.take-up",
                                "vm.migrate",
                                "recovery.fence")))
                .containsAll(
                        Json.records(Command.class).stream().map(Json::typeName).toList());
    }

    @Tag("long")
    @Test
    void a_daemon_killed_in_the_midst_of_an_upload_goes_on_from_what_it_has() throws Exception {
        Path state = directory.resolve("state");
        Path file = KillGround.upload();
        JobId job;
        try (Daemon daemon = new Daemon(state, Optional.empty());
                RemoteBridge bridge = daemon.bridge()) {
            RealBridge real = RealBridge.over(bridge);
            real.connect();
            job = bridge.submit(StorageKills.VOLUME_UPLOAD.prepare(real));
            assertThatThrownBy(() -> VolumeTransfers.upload(bridge, job, file, (done, total) -> {
                        if (done >= 64 << 20) {
                            daemon.kill();
                        }
                        return done < total;
                    }))
                    .isInstanceOf(MusterException.class);
        }
        try (Daemon again = new Daemon(state, Optional.empty());
                RemoteBridge bridge = again.bridge()) {
            RealBridge real = RealBridge.over(bridge);
            real.connected();
            long[] begun = {-1};
            VolumeTransfers.upload(bridge, job, file, (done, _) -> {
                begun[0] = begun[0] < 0 ? done : begun[0];
                return true;
            });
            assertThat(begun[0]).as("what was kept is not sent again").isGreaterThanOrEqualTo(64L << 20);
            assertThat(real.ended(job).state()).isEqualTo(JobState.DONE);
            StorageKills.VOLUME_UPLOAD.check(real);
        }
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @MethodSource("allCells")
    void a_daemon_killed_at_any_boundary_loses_and_leaves_nothing(KillScene.At at) throws Exception {
        kill(at, KillOnQemuRealTest::asDaemon);
    }

    private void kill(KillScene.At at, Recovery recover) throws Exception {
        KillScene scene = at.scene();
        Path state = directory.resolve("state");
        Command command;
        scene.ground(state);
        try (RealBridge before = RealBridge.open(state)) {
            if (!scene.kind().equals("host.connect")) {
                before.connect();
            }
            command = scene.prepare(before);
        }

        assertThat(killed(state, at, command)).isEqualTo(CrashMatrix.KILLED);

        recover.over(state, after -> {
            feed(scene, after, after.last().id());
            Job job = after.endedLast();
            assertThat(job.kind()).isEqualTo(scene.kind());
            assertThat(job.state())
                    .as(() -> job.problem().toString())
                    .isEqualTo(scene.isUndone() ? JobState.UNDONE : JobState.DONE);
            // the end of the last step, or of taking back the first, may be written together with the end of the job
            boolean last = at.cell().step() == job.steps().size() - 1;
            if (!((at.cell().point() == AFTER && last) || at.cell().point() == UNDO_AFTER)) {
                assertThat(job.recovered()).isNotBlank();
            }
            assertThat(after.audited()).isPositive();
            if (scene.isConnectedAfter()) {
                after.connected();
            }
            scene.check(after);
        });
    }

    private static void inThisProcess(Path state, Check check) throws Exception {
        try (RealBridge again = RealBridge.open(state)) {
            check.of(again);
        }
    }

    private static void asDaemon(Path state, Check check) throws Exception {
        try (Daemon again = new Daemon(state, Optional.empty());
                RemoteBridge bridge = again.bridge()) {
            check.of(RealBridge.over(bridge));
        }
    }

    /** Starts a bridge over what is left, and closes it. */
    private interface Recovery {
        void over(Path state, Check check) throws Exception;
    }

    private interface Check {
        void of(RealBridge bridge) throws Exception;
    }

    /** The exit status of a daemon that is killed there. */
    private static int killed(Path state, KillScene.At at, Command command) throws Exception {
        Cell cell = at.cell();
        try (Daemon daemon = new Daemon(state, Optional.of(cell));
                RemoteBridge bridge = daemon.bridge()) {
            if (!cell.kind().equals("host.connect")) {
                RealBridge.over(bridge).connected();
            }
            try {
                feed(at.scene(), RealBridge.over(bridge), bridge.submit(command));
            } catch (MusterException e) {
                // it may die before it can answer
                assertThat(e.problem().code().name()).isEqualTo("BRIDGE_UNREACHABLE");
            }
            return daemon.exit();
        }
    }

    /** The job may have had all of it, and the bridge be gone. */
    private static void feed(KillScene scene, RealBridge bridge, JobId job) throws Exception {
        try {
            scene.feed(bridge, job);
        } catch (MusterException e) {
            assertThat(e.problem().code()).isIn(ErrorCode.JOB_NOT_FOUND, ErrorCode.BRIDGE_UNREACHABLE);
        }
    }

    /** {@code muster bridge} as a process. */
    static final class Daemon implements AutoCloseable {
        private final Process process;
        private final Path state;

        Daemon(Path state, Optional<Cell> cell) throws IOException {
            this.state = state;
            ProcessBuilder line = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                            .orElse(System.getProperty("java.class.path")),
                    MusterMain.class.getName(),
                    "bridge",
                    "--state",
                    state.toString(),
                    "--listen",
                    "none");
            line.environment().put("MUSTER_ACCEL", "tcg");
            cell.ifPresent(at -> line.environment().put("MUSTER_CRASH_AT", at.text()));
            Path log = state.resolveSibling("daemon.log");
            process = line.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            BufferedReader said = process.inputReader();
            String word = said.readLine();
            while (word != null && !word.equals("Ready.")) {
                word = said.readLine();
            }
            // a job that was taken up at once is no reason not to come up
            assertThat(word).as(() -> read(log)).isEqualTo("Ready.");
        }

        RemoteBridge bridge() {
            return RemoteBridge.connect(new BridgeAddress.Unix(state.resolve("bridge.sock")), state);
        }

        void kill() {
            process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }

        int exit() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(() -> "it was not killed\n" + read(state.resolveSibling("daemon.log")))
                    .isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
            } finally {
                process.destroyForcibly();
            }
        }

        private static String read(Path log) {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                return e.toString();
            }
        }
    }
}
