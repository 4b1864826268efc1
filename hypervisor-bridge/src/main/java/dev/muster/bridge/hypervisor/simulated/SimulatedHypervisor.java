package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.ConsoleOperations;
import dev.muster.bridge.hypervisor.DeviceOperations;
import dev.muster.bridge.hypervisor.FileOperations;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.hypervisor.MemoryOperations;
import dev.muster.bridge.hypervisor.MigrationOperations;
import dev.muster.bridge.hypervisor.NetworkOperations;
import dev.muster.bridge.hypervisor.PoolOperations;
import dev.muster.bridge.hypervisor.SnapshotOperations;
import dev.muster.bridge.hypervisor.StatsOperations;
import dev.muster.bridge.hypervisor.VmOperations;
import dev.muster.bridge.hypervisor.VolumeOperations;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a simulated world. */
final class SimulatedHypervisor implements Hypervisor {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedHypervisor.class);

    private final ConnectionId connection;
    private final World world;
    private final Outbox outbox;
    private final ScheduledThreadPoolExecutor thread;
    private final Calls calls;
    private final DomainWork vms;
    private final DeviceOperations devices;
    private final MemoryOperations memory;
    private final SnapshotOperations snapshots;
    private final NetworkOperations networks;
    private final PoolOperations pools;
    private final VolumeOperations volumes;
    private final FileOperations files;
    private final ConsoleOperations consoles;
    private final MigrationOperations migrations;
    private final StatsOperations stats;

    private SimulatedHypervisor(ConnectionId connection, World world, HypervisorListener listener) {
        this.connection = connection;
        this.world = world;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("muster-sim-" + connection).factory());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.outbox = new Outbox(listener, thread);
        this.calls = new Calls(connection, world);
        this.vms = new DomainWork(world, calls, this::later);
        this.devices = new DeviceWork(world, calls, vms);
        this.memory = new MemoryWork(world, calls, vms);
        this.snapshots = new SnapshotWork(world, calls, vms);
        this.networks = new NetworkWork(world, calls);
        this.pools = new PoolWork(world, calls);
        FileWork fileWork = new FileWork(world, calls);
        this.files = fileWork;
        this.volumes = new VolumeWork(world, calls, fileWork);
        this.consoles = (vm, kind) -> SimConsole.open(vms.get(vm), kind);
        this.migrations = new MigrationWork(world, calls, vms);
        this.stats = new SimStats(world, calls);
    }

    /** Connects; the listener has heard everything when this returns. */
    static SimulatedHypervisor open(ConnectionId connection, World world, HypervisorListener listener) {
        SimulatedHypervisor hypervisor = new SimulatedHypervisor(connection, world, listener);
        listener.onChanges(world.attach(hypervisor.outbox));
        hypervisor.outbox.open();
        hypervisor.begin();
        return hypervisor;
    }

    private void begin() {
        vms.resume();
        Settings settings = world.settings();
        if (settings.rate() > 0) {
            Background background = new Background(world);
            var _ = thread.scheduleAtFixedRate(
                    background::tick, Background.BATCH_MILLIS, Background.BATCH_MILLIS, TimeUnit.MILLISECONDS);
        }
        settings.faults().number(Faults.Kind.LOSE).ifPresent(millis -> later(Duration.ofMillis(millis), this::lose));
    }

    private void lose() {
        calls.close();
        world.detach(outbox);
        outbox.lost(Problems.unreachable(connection.text(), "connection reset (simulated fault)"));
    }

    @Override
    public List<HostId> hosts() {
        return world.hostIds();
    }

    @Override
    public Optional<UUID> hostUuid(HostId host) {
        return Optional.of(UUID.nameUUIDFromBytes(host.text().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public VmOperations vms() {
        return vms;
    }

    @Override
    public DeviceOperations devices() {
        return devices;
    }

    @Override
    public MemoryOperations memory() {
        return memory;
    }

    @Override
    public SnapshotOperations snapshots() {
        return snapshots;
    }

    @Override
    public NetworkOperations networks() {
        return networks;
    }

    @Override
    public PoolOperations pools() {
        return pools;
    }

    @Override
    public VolumeOperations volumes() {
        return volumes;
    }

    @Override
    public FileOperations files() {
        return files;
    }

    @Override
    public ConsoleOperations consoles() {
        return consoles;
    }

    @Override
    public MigrationOperations migrations() {
        return migrations;
    }

    @Override
    public StatsOperations stats() {
        return stats;
    }

    @Override
    public void close() {
        calls.close();
        world.detach(outbox);
        outbox.close();
        thread.shutdown();
    }

    private void later(Duration delay, Runnable work) {
        try {
            var _ = thread.schedule(() -> guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} was closed; what was to come does not", connection, e);
        }
    }

    /** What fails later has no caller to tell. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("The simulated hypervisor could not finish what it began", e);
        }
    }
}
