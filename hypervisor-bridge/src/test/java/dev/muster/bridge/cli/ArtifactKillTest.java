package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.job.CrashMatrix;
import dev.muster.bridge.job.CrashPoint;
import dev.muster.bridge.open.ArtifactTransfers;
import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactCommand.DeleteArtifact;
import dev.muster.model.cluster.ArtifactCommand.PutArtifact;
import dev.muster.model.cluster.ArtifactCommand.VerifyArtifacts;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon is killed while it takes, stores and deletes an artifact, and started again over what it left. */
class ArtifactKillTest {
    private static final ArtifactId IMAGE = ArtifactId.of("rescue/disk.img");

    @TempDir
    Path directory;

    private Optional<Process> daemon = Optional.empty();

    @AfterEach
    void end() {
        daemon.ifPresent(Process::destroyForcibly);
    }

    @Test
    void an_artifact_outlives_a_daemon_killed_while_it_is_sent_and_while_it_is_stored() throws Exception {
        byte[] bytes = new byte[(5 << 20) + 3];
        new Random(7).nextBytes(bytes);
        Path file = Files.write(directory.resolve("disk.img"), bytes);
        ArtifactTransfers.Content content = ArtifactTransfers.read(file, (_, _) -> true);

        try (RemoteBridge bridge = start("")) {
            MusterException lost = catchThrowableOfType(
                    MusterException.class,
                    () -> ArtifactTransfers.upload(bridge, content, file, (done, total) -> {
                        if (done >= 3 << 20) {
                            daemon.ifPresent(Process::destroyForcibly);
                        }
                        return done < total;
                    }));
            assertThat(lost.problem().code()).isEqualTo(ErrorCode.BRIDGE_UNREACHABLE);
        }
        try (RemoteBridge bridge = start("cluster.put-artifact")) {
            assertThat(ArtifactTransfers.received(bridge, content))
                    .as("what came is kept")
                    .isBetween(3L << 20, content.size());
            ArtifactTransfers.upload(bridge, content, file, (_, _) -> true);
            killedBy(bridge, new PutArtifact(IMAGE, ArtifactKind.IMAGE, content.digest(), content.size()));
        }
        try (RemoteBridge bridge = start("")) {
            assertThat(last(bridge).state()).isEqualTo(JobState.DONE);
            await().until(() -> bridge.inventory().object(Artifact.class, IMAGE).isPresent());
            bridge.submit(new VerifyArtifacts(List.of()));
            assertThat(last(bridge).state()).isEqualTo(JobState.DONE);
        }
        end();
        try (RemoteBridge bridge = start("cluster.delete-artifact")) {
            killedBy(bridge, new DeleteArtifact(IMAGE));
        }
        try (RemoteBridge bridge = start("")) {
            assertThat(last(bridge).state()).isEqualTo(JobState.DONE);
            await().until(() -> bridge.inventory().objects(Artifact.class).isEmpty());
            assertThat(ArtifactTransfers.received(bridge, content))
                    .as("the content went with it")
                    .isZero();
        }
    }

    private void killedBy(HypervisorBridge bridge, Command command) throws InterruptedException {
        try {
            bridge.submit(command);
        } catch (MusterException e) {
            // it may be gone before it can answer
            assertThat(e.problem().code()).isEqualTo(ErrorCode.BRIDGE_UNREACHABLE);
        }
        Process killed = daemon.orElseThrow();
        assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(killed.exitValue()).isEqualTo(CrashMatrix.KILLED);
    }

    private static Job last(HypervisorBridge bridge) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> bridge.ask(new JobQuery.Recent(Optional.empty(), 1))
                                .jobs()
                                .getFirst(),
                        job -> job.state().isEnded());
    }

    /** Starts a daemon that kills itself when a job of that kind has done its work and not yet written that down. */
    private RemoteBridge start(String fatal) throws Exception {
        if (daemon.isPresent()) {
            assertThat(daemon.get().waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        Path state = directory.resolve("state");
        Path log = directory.resolve("daemon.log");
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
        if (!fatal.isEmpty()) {
            line.environment().put("MUSTER_CRASH_AT", new CrashMatrix.Cell(fatal, 0, CrashPoint.DURING).text());
        }
        Process process = line.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        daemon = Optional.of(process);
        assertThat(ready(process)).as(() -> text(log)).isTrue();
        return RemoteBridge.connect(new BridgeAddress.Unix(state.resolve(LocalBridgeOpener.SOCKET)), state);
    }

    private static boolean ready(Process process) throws IOException {
        BufferedReader said = process.inputReader();
        String word = said.readLine();
        while (word != null && !word.equals("Ready.")) {
            word = said.readLine();
        }
        return word != null;
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
