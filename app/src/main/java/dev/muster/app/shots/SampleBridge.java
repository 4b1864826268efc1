package dev.muster.app.shots;

import dev.muster.app.shell.AppFeatures;
import dev.muster.app.vm.SampleVolumes;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeInfo;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** A bridge that only shows: three hosts, one of them lost, and VMs in every state. It refuses all work. */
public final class SampleBridge implements HypervisorBridge {
    private static final long GIB = 1L << 30;
    private static final List<String> NAMES =
            List.of("web", "db", "lb", "mail", "reconciliation-service-with-a-long-name", "build", "cache", "ldap");

    private static final List<VmState> STATES = List.of(
            VmState.RUNNING,
            VmState.RUNNING,
            VmState.OFF,
            VmState.RUNNING,
            VmState.RUNNING,
            VmState.PAUSED,
            VmState.RUNNING,
            VmState.SHUTTING_DOWN,
            VmState.RUNNING,
            VmState.OFF,
            VmState.CRASHED);

    private final InventoryImage image;
    private final List<Job> jobs;

    /** Ready at once. */
    public SampleBridge() {
        this(sample(), SampleJobs.all());
    }

    private SampleBridge(InventoryImage image, List<Job> jobs) {
        this.image = image;
        this.jobs = jobs;
    }

    /** One that has no hosts yet. */
    public static SampleBridge withoutHosts() {
        return new SampleBridge(InventoryImage.EMPTY, List.of());
    }

    /** The jobs there are. */
    public List<Job> jobs() {
        return jobs;
    }

    @Override
    public BridgeInfo info() {
        return new BridgeInfo("sample", "0.1.0", 1, new Principal("operator", Role.ADMINISTRATOR, "sample"));
    }

    @Override
    public InventoryImage inventory() {
        return image;
    }

    @Override
    public Subscription subscribe(BridgeListener listener) {
        listener.onLink(new LinkState.Up());
        listener.onEvent(new BridgeEvent.Snapshot(new Stamp("sample", 1), image, jobs));
        return () -> {};
    }

    @Override
    public JobId submit(Command command, String requestKey) {
        throw refused();
    }

    @Override
    public <R extends Record> R ask(Query<R> query) {
        if (query instanceof JobQuery.Log) {
            return query.answer().cast(new JobQuery.Lines(List.of()));
        }
        if (query instanceof JobQuery.Reverse reverse) {
            return query.answer().cast(SampleJobs.reversal(reverse.job(), image));
        }
        return AppFeatures.all().stream()
                .flatMap(feature -> feature.samples().answers().stream())
                .filter(answer -> answer.query().equals(query.getClass()))
                .findFirst()
                .map(answer -> query.answer().cast(answer.answer().apply(query, image)))
                .orElseThrow(SampleBridge::refused);
    }

    /** A serial line that says a little; there is no picture. */
    @Override
    public ConsoleChannel openConsole(ConsoleTarget target) {
        Vm vm = Optional.ofNullable(image.vms().get(target.vm())).orElseThrow(SampleBridge::refused);
        return target.kind() == ConsoleKind.GRAPHICS
                ? SampleConsole.screen(vm.name())
                : SampleConsole.serial(vm.name());
    }

    @Override
    public void close() {}

    private static RuntimeException refused() {
        return Problem.of(
                        ErrorCode.BRIDGE_UNREACHABLE,
                        "This is sample data: no bridge is behind it.",
                        "No VM was touched.",
                        "Start the console without --sample to work on VMs.")
                .toException();
    }

    private static Network network(HostId host, int number, String name, String forward) {
        String address = "192.168." + (121 + number) + ".1/24";
        return new Network(
                new NetworkId(host, new UUID(7, number)),
                name,
                number != 2,
                true,
                number != 2,
                forward,
                "virbr" + number,
                address,
                number != 1);
    }

    private static Pool pool(HostId host, int number, String name, String path) {
        return new Pool(
                new PoolId(host, new UUID(8, number)),
                name,
                true,
                true,
                true,
                "dir",
                path,
                (number + 1L) * 512 * GIB,
                (number + 1L) * 180 * GIB,
                (number + 1L) * 332 * GIB,
                "");
    }

    private static InventoryImage sample() {
        List<Host> hosts = new ArrayList<>();
        List<Vm> vms = new ArrayList<>();
        for (int h = 1; h <= 3; h++) {
            HostId id = new HostId("h" + h);
            boolean lost = h == 3;
            Host host = new Host(
                    id,
                    new ConnectionId("h" + h),
                    "h" + h,
                    "qemu+ssh://root@h" + h + "/system",
                    HostState.CONNECTED,
                    Optional.empty(),
                    "QEMU 7.2.22",
                    "9.0.0",
                    "x86_64",
                    32,
                    256 * GIB,
                    96 * GIB,
                    new Accelerator(Accelerator.Kind.KVM, ""));
            hosts.add(
                    lost
                            ? host.disconnected(Problem.of(
                                    ErrorCode.BRIDGE_UNREACHABLE,
                                    "h3 does not answer.",
                                    "Its VMs go on as they are, unseen.",
                                    "Look at the host's connection and its log."))
                            : host);
            for (int n = 0; n < 16; n++) {
                vms.add(vm(id, h, n, lost));
            }
        }
        HostId one = new HostId("h1");
        HostId two = new HostId("h2");
        return InventoryImage.of(
                hosts,
                vms,
                List.of(
                        network(one, 0, "default", "nat"),
                        network(one, 1, "backend", ""),
                        network(one, 2, "staging", "route"),
                        network(two, 0, "default", "nat")),
                List.of(
                        pool(one, 0, "default", "/var/lib/libvirt/images"),
                        pool(one, 1, "fast", "/srv/nvme"),
                        pool(two, 0, "default", "/var/lib/libvirt/images")),
                SampleVolumes.of(vms, new PoolId(one, new UUID(8, 0)), new PoolId(two, new UUID(8, 0))),
                AppFeatures.all().stream()
                        .flatMap(feature -> feature.samples().objects().stream())
                        .toList());
    }

    private static Vm vm(HostId host, int h, int n, boolean lost) {
        String name = NAMES.get(n % NAMES.size()) + "-" + h + n;
        Disk disk = new Disk("vda", "disk", "virtio", "/var/lib/libvirt/images/" + name + ".qcow2", "qcow2", false);
        Nic nic = new Nic(
                "52:54:00:00:0" + h + ":%02x".formatted(n), "network", n % 3 == 0 ? "backend" : "default", "virtio");
        VmState state = lost ? VmState.UNKNOWN : STATES.get((n * 5 + h) % STATES.size());
        return new Vm(
                new VmId(host, new UUID(h, n)),
                name,
                "",
                "",
                state,
                "",
                lost ? Optional.empty() : Optional.of(Instant.now().minus(Duration.ofMinutes(7L * n * n + 3))),
                1 + n % 4,
                (1 + n % 8) * GIB,
                (1 + n % 8) * GIB,
                true,
                false,
                false,
                "x86_64",
                "pc-q35-7.2",
                "kvm",
                List.of(disk),
                List.of(nic),
                new TreeSet<>(n % 2 == 0 ? List.of("prod") : List.of("test", "weekly")),
                "");
    }
}
