package dev.muster.app.shots;

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
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** A bridge that only shows: three hosts, one of them lost, and VMs in every state. It refuses all work. */
public final class SampleBridge implements HypervisorBridge {
    private static final long GIB = 1L << 30;
    private static final List<String> NAMES = List.of(
            "web", "db", "lb", "mail", "billing-reconciliation-service-with-a-long-name", "build", "cache", "ldap");

    private final InventoryImage image = sample();

    /** Ready at once. */
    public SampleBridge() {}

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
        listener.onEvent(new BridgeEvent.Snapshot(new Stamp("sample", 1), image, List.of()));
        return () -> {};
    }

    @Override
    public JobId submit(Command command, String requestKey) {
        throw refused();
    }

    @Override
    public <R extends Record> R ask(Query<R> query) {
        throw refused();
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
                                    "Its VMs may still run.",
                                    "Look whether the host is up."))
                            : host);
            for (int n = 0; n < 16; n++) {
                vms.add(vm(id, h, n, lost));
            }
        }
        return InventoryImage.of(hosts, vms, List.of(), List.of(), List.of());
    }

    private static final List<VmState> STATES = List.of(VmState.values());

    private static Vm vm(HostId host, int h, int n, boolean lost) {
        VmState state = lost ? VmState.UNKNOWN : STATES.get(n * n % STATES.size());
        return new Vm(
                new VmId(host, new UUID(h, n)),
                NAMES.get(n % NAMES.size()) + "-" + h + n,
                "",
                "",
                state,
                "",
                Optional.empty(),
                1 + n % 4,
                (1 + n % 8) * GIB,
                (1 + n % 8) * GIB,
                true,
                false,
                false,
                "x86_64",
                "pc-q35-7.2",
                "kvm",
                List.of(),
                List.of(),
                new TreeSet<>(n % 2 == 0 ? List.of("prod") : List.of("test", "weekly")),
                "");
    }
}
