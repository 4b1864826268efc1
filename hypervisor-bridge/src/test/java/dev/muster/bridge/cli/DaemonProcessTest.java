package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster bridge} as a process that is asked, and made, to end. */
class DaemonProcessTest {
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void endAll() {
        processes.forEach(Process::destroyForcibly);
    }

    private Path state() {
        return directory.resolve("state");
    }

    /** Starts a daemon and waits until it is ready. */
    private Process daemon() throws IOException {
        Path log = directory.resolve("daemon.log");
        Process process = start(log, "bridge", "--state", state().toString(), "--listen", "127.0.0.1:0");
        BufferedReader said = process.inputReader();
        String line = said.readLine();
        while (line != null && !line.equals("Ready.")) {
            line = said.readLine();
        }
        assertThat(line).as(Files.readString(log)).isEqualTo("Ready.");
        return process;
    }

    private Process start(Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // whoever runs the tests in the background of a shell has them ignore Ctrl+C, and Java keeps to that
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                        .orElse(System.getProperty("java.class.path")),
                MusterMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        processes.add(process);
        return process;
    }

    private RemoteBridge bridge() {
        return RemoteBridge.connect(new BridgeAddress.Unix(state().resolve(LocalBridgeOpener.SOCKET)), state());
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void asked_to_end_it_stops_in_order_exits_with_0_and_leaves_the_state_free() throws Exception {
        Process first = daemon();
        try (RemoteBridge bridge = bridge()) {
            bridge.submit(new HostCommand.Connect(ConnectionId.of("lab"), "sim:///?hosts=1&vms=3&seed=1"));
        }
        signal(first, "TERM");
        assertThat(exit(first)).isZero();
        assertThat(state().resolve(LocalBridgeOpener.SOCKET)).doesNotExist();
        assertThat(state().resolve("muster.db-wal")).doesNotExist(); // the store was closed, not left

        Process second = daemon();
        try (RemoteBridge bridge = bridge()) {
            assertThat(bridge.ask(new JobQuery.Recent(Optional.empty(), 5)).jobs())
                    .singleElement()
                    .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.DONE));
        }
        signal(second, "INT");
        assertThat(exit(second)).isZero();
    }

    @Test
    void ctrl_c_on_a_command_that_waits_cancels_its_job_and_exits_with_130() throws Exception {
        Process daemon = daemon();
        try (RemoteBridge bridge = bridge()) {
            Vm running = connected(bridge, "plain", "sim:///?hosts=1&vms=9&seed=1");
            connected(bridge, "deaf", "sim:///?hosts=1&vms=9&seed=1&faults=ignore-shutdown:" + running.name());
            Process ctl = start(
                    directory.resolve("ctl.log"),
                    "ctl",
                    "--state",
                    state().toString(),
                    "vm",
                    "shut-down",
                    running.id().text().replaceFirst("plain", "deaf"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> newest(bridge)
                            .filter(job -> job.kind().equals("vm.power") && job.state() == JobState.RUNNING)
                            .isPresent());

            signal(ctl, "INT");

            assertThat(exit(ctl)).isEqualTo(130);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> newest(bridge).orElseThrow().state() == JobState.CANCELLED);
        }
        signal(daemon, "TERM");
        assertThat(exit(daemon)).isZero();
    }

    private static Optional<Job> newest(RemoteBridge bridge) {
        return bridge.ask(new JobQuery.Recent(Optional.empty(), 1)).jobs().stream()
                .findFirst();
    }

    /** Some VM that runs there. */
    private static Vm connected(RemoteBridge bridge, String name, String uri) {
        bridge.submit(new HostCommand.Connect(ConnectionId.of(name), uri));
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> bridge.inventory().vms().values().stream()
                                .filter(vm -> vm.id().host().text().startsWith(name) && vm.state() == VmState.RUNNING)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void asked_twice_and_killed_while_it_stops_it_loses_nothing() throws Exception {
        Process first = daemon();
        signal(first, "TERM");
        if (first.isAlive()) {
            signal(first, "TERM");
        }
        assertThat(exit(first)).isZero();

        Process second = daemon();
        signal(second, "TERM");
        second.destroyForcibly();
        assertThat(exit(second)).isIn(0, 137);

        assertThat(daemon().isAlive()).isTrue();
    }
}
