package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.libvirt.LibvirtDriver;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.command.Command;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/** A whole bridge in this process over the libvirtd beside the tests, with its administrator. */
final class RealBridge implements AutoCloseable {
    static final HostCommand.Connect CONNECT = new HostCommand.Connect(ConnectionId.of("here"), "qemu:///system");
    static final HostId HOST = HostId.of("here");

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final HypervisorBridge bridge;

    private RealBridge(HypervisorBridge bridge) {
        this.bridge = bridge;
    }

    /** Opens the bridge over that state. */
    static RealBridge open(Path state) throws IOException {
        return open(state, Clock.systemUTC());
    }

    /** The same with a time of its own. */
    static RealBridge open(Path state, Clock clock) throws IOException {
        requirePrivateLibvirt();
        Bridge opened = Bridge.open(
                BridgeConfig.in(state),
                List.of(new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(30), "tcg")),
                clock);
        return new RealBridge(opened.owned(new Principal("anna", Role.ADMINISTRATOR, "local")));
    }

    /** Another bridge, such as a daemon's; the caller closes it. */
    static RealBridge over(HypervisorBridge bridge) {
        return new RealBridge(bridge);
    }

    /** Never the machine's own VMs. */
    private static void requirePrivateLibvirt() throws IOException {
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).contains(" /run/libvirt tmpfs ");
    }

    HypervisorBridge bridge() {
        return bridge;
    }

    /** Connects, or waits until the connection kept is open again. */
    void connect() {
        if (bridge.ask(new JobQuery.Recent(Optional.empty(), 1)).jobs().isEmpty()) {
            done(CONNECT);
        }
        connected();
    }

    /** Waits until the host is connected. */
    void connected() {
        awaitImage(image -> image.host(HOST)
                .filter(host -> host.state() == HostState.CONNECTED)
                .isPresent());
    }

    /** Does it and waits for its end, which must be a good one. */
    Job done(Command command) {
        Job job = ended(bridge.submit(command));
        assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.DONE);
        return job;
    }

    Job ended(JobId id) {
        return await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> bridge.ask(new JobQuery.Show(id)),
                        job -> job.state().isEnded());
    }

    /** The newest job. */
    Job last() {
        return bridge.ask(new JobQuery.Recent(Optional.empty(), 1)).jobs().getFirst();
    }

    /** The newest job, when it has ended. */
    Job endedLast() {
        return ended(last().id());
    }

    Vm vm(String name) {
        return bridge.inventory().vms().values().stream()
                .filter(vm -> vm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
    }

    void awaitImage(Predicate<InventoryImage> wanted) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(bridge::inventory, wanted);
    }

    /** How many entries the audit has; all of them must fit. */
    long audited() {
        AuditQuery.Verdict verdict = bridge.ask(new AuditQuery.Verify());
        assertThat(verdict.firstBreak()).isEmpty();
        return verdict.entries();
    }

    @Override
    public void close() {
        bridge.close();
    }

    /** What {@code virsh} says, line by line without empty ones. */
    static List<String> virsh(String... arguments) throws IOException, InterruptedException {
        requirePrivateLibvirt();
        String[] command = new String[arguments.length + 3];
        command[0] = "virsh";
        command[1] = "--connect";
        command[2] = "qemu:///system";
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (var reader = process.inputReader()) {
            output = reader.readAllAsString();
        }
        assertThat(process.waitFor()).as(output).isZero();
        return Arrays.stream(output.split("\n", -1))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
