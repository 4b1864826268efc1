package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.bridge.hypervisor.DeviceEvents;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.hypervisor.Reboots;
import dev.muster.bridge.hypervisor.VmCounters;
import dev.muster.bridge.hypervisor.VolumeSink;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.network.Lease;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareEdit;
import dev.muster.model.vm.MigrationOptions;
import dev.muster.model.vm.PowerAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a simulated world. */
final class SimulatedHypervisor implements Hypervisor {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedHypervisor.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ConnectionId connection;
    private final World world;
    private final Outbox outbox;
    private final ScheduledThreadPoolExecutor thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final DomainWork domains;
    private final NetworkWork networks;
    private final FileWork files;
    private final PoolWork pools;
    private final SnapshotWork snapshots;

    private SimulatedHypervisor(ConnectionId connection, World world, HypervisorListener listener) {
        this.connection = connection;
        this.world = world;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("muster-sim-" + connection).factory());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.outbox = new Outbox(listener, thread);
        this.domains = new DomainWork(world, this::later);
        this.networks = new NetworkWork(world);
        this.files = new FileWork(world);
        this.pools = new PoolWork(world, files);
        this.snapshots = new SnapshotWork(world, domains);
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
        domains.resume();
        Settings settings = world.settings();
        if (settings.rate() > 0) {
            Background background = new Background(world);
            var _ = thread.scheduleAtFixedRate(
                    background::tick, Background.BATCH_MILLIS, Background.BATCH_MILLIS, TimeUnit.MILLISECONDS);
        }
        settings.faults().number(Faults.Kind.LOSE).ifPresent(millis -> later(Duration.ofMillis(millis), this::lose));
    }

    private void lose() {
        closed.countDown();
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
    public Vm vm(VmId vm) {
        return call(vm.host(), () -> domains.vm(vm));
    }

    @Override
    public Optional<Reboots.Watch> watchReboot(VmId vm) {
        return Optional.of(world.reboots().watch(vm.uuid()));
    }

    @Override
    public String domainXml(VmId vm, boolean live) {
        return call(vm.host(), () -> domains.xml(vm, live));
    }

    @Override
    public String domainXmlWithSecrets(VmId vm) {
        return domainXml(vm, false);
    }

    @Override
    public VmId define(HostId host, String xml) {
        return call(host, () -> domains.define(host, xml));
    }

    @Override
    public void undefine(VmId vm) {
        run(vm.host(), () -> domains.undefine(vm));
    }

    @Override
    public void power(VmId vm, PowerAction action) {
        run(vm.host(), () -> domains.power(vm, action));
    }

    @Override
    public void setAutostart(VmId vm, boolean autostart) {
        run(vm.host(), () -> domains.setAutostart(vm, autostart));
    }

    @Override
    public void rename(VmId vm, String name) {
        run(vm.host(), () -> domains.rename(vm, name));
    }

    @Override
    public void attachDevice(VmId vm, String device) {
        run(vm.host(), () -> domains.live(vm, running -> HardwareEdit.attach(running, device)));
    }

    @Override
    public void detachDevice(VmId vm, String device) {
        run(vm.host(), () -> domains.live(vm, running -> HardwareEdit.detach(running, device)));
    }

    @Override
    public void updateDevice(VmId vm, String device) {
        run(vm.host(), () -> domains.live(vm, running -> HardwareEdit.update(running, device)));
    }

    @Override
    public void setLiveVcpus(VmId vm, int count) {
        run(
                vm.host(),
                () -> domains.live(
                        vm, running -> HardwareEdit.apply(running, List.of(new HardwareChange.Vcpus(count)))));
    }

    @Override
    public void setLiveMemory(VmId vm, long bytes) {
        run(
                vm.host(),
                () -> domains.live(
                        vm, running -> HardwareEdit.apply(running, List.of(new HardwareChange.Memory(bytes)))));
    }

    @Override
    public DeviceEvents.Watch watchDevices(VmId vm) {
        return world.devices().watch(vm.uuid());
    }

    @Override
    public void annotate(VmId vm, Optional<SortedSet<String>> tags, Optional<String> note) {
        run(vm.host(), () -> domains.annotate(vm, tags, note));
    }

    @Override
    public void save(VmId vm) {
        run(vm.host(), () -> domains.save(vm));
    }

    @Override
    public void discardSave(VmId vm) {
        run(vm.host(), () -> domains.discardSave(vm));
    }

    /** Memory is written in no time. */
    @Override
    public Optional<MemoryState> memoryJob(VmId vm) {
        return Optional.empty();
    }

    @Override
    public void abortMemoryJob(VmId vm) {
        run(vm.host(), () -> domains.vm(vm));
    }

    @Override
    public void migrate(VmId vm, HostId to, Hypervisor target, MigrationOptions options, List<String> copied) {
        call(to, () -> to);
        run(vm.host(), () -> domains.migrate(vm, to, copied));
    }

    /** A simulated VM is elsewhere in no time. */
    @Override
    public Optional<MigrationState> migration(VmId vm) {
        return Optional.empty();
    }

    @Override
    public void startPostCopy(VmId vm) {
        run(vm.host(), () -> domains.vm(vm));
    }

    @Override
    public Optional<String> hostCpu(HostId host) {
        return call(host, Optional::empty);
    }

    @Override
    public CpuFit compareCpu(HostId host, String cpu) {
        return call(host, () -> CpuFit.FITS);
    }

    @Override
    public List<VmCounters> counters(HostId host) {
        return call(
                host,
                () -> world.read(
                        () -> SimCounters.of(world.host(host), world.clock().instant())));
    }

    @Override
    public ConsoleLink openConsole(VmId vm, ConsoleKind kind) {
        return call(vm.host(), () -> SimConsole.open(domains.vm(vm), kind));
    }

    @Override
    public List<Snapshot> snapshots(VmId vm) {
        return call(vm.host(), () -> snapshots.list(vm));
    }

    @Override
    public void createSnapshot(SnapshotCommand.Create wanted, List<String> disks) {
        run(wanted.vm().host(), () -> snapshots.create(wanted, disks));
    }

    @Override
    public void revertToSnapshot(VmId vm, String name) {
        run(vm.host(), () -> snapshots.revert(vm, name));
    }

    @Override
    public void deleteSnapshot(VmId vm, String name, boolean children, boolean knowledgeOnly) {
        run(vm.host(), () -> snapshots.delete(vm, name, children, knowledgeOnly));
    }

    @Override
    public void beginMerge(VmId vm, String target) {
        run(vm.host(), () -> snapshots.beginMerge(vm, target));
    }

    @Override
    public Optional<MergeState> merge(VmId vm, String target) {
        return call(vm.host(), () -> snapshots.merge(vm, target));
    }

    @Override
    public void endMerge(VmId vm, String target, boolean below) {
        run(vm.host(), () -> snapshots.endMerge(vm, target, below));
    }

    @Override
    public NetworkId defineNetwork(HostId host, String xml) {
        return call(host, () -> networks.define(host, xml));
    }

    @Override
    public void startNetwork(NetworkId network) {
        run(network.host(), () -> networks.up(network, true));
    }

    @Override
    public void stopNetwork(NetworkId network) {
        run(network.host(), () -> networks.up(network, false));
    }

    @Override
    public void undefineNetwork(NetworkId network) {
        run(network.host(), () -> networks.undefine(network));
    }

    @Override
    public void setNetworkAutostart(NetworkId network, boolean autostart) {
        run(network.host(), () -> networks.setAutostart(network, autostart));
    }

    @Override
    public String networkXml(NetworkId network) {
        return call(network.host(), () -> networks.xml(network));
    }

    @Override
    public List<Lease> leases(NetworkId network) {
        return call(network.host(), () -> networks.leases(network));
    }

    @Override
    public PoolId definePool(HostId host, String xml) {
        return call(host, () -> pools.define(host, xml));
    }

    @Override
    public void startPool(PoolId pool) {
        run(pool.host(), () -> pools.up(pool, true));
    }

    @Override
    public void buildPool(PoolId pool) {
        run(pool.host(), () -> pools.build(pool));
    }

    @Override
    public void stopPool(PoolId pool) {
        run(pool.host(), () -> pools.up(pool, false));
    }

    @Override
    public void refreshPool(PoolId pool) {
        run(pool.host(), () -> pools.refresh(pool));
    }

    @Override
    public void undefinePool(PoolId pool) {
        run(pool.host(), () -> pools.undefine(pool));
    }

    @Override
    public void setPoolAutostart(PoolId pool, boolean autostart) {
        run(pool.host(), () -> pools.setAutostart(pool, autostart));
    }

    @Override
    public VolumeId createVolume(PoolId pool, String xml) {
        return call(pool.host(), () -> pools.createVolume(pool, xml));
    }

    @Override
    public void deleteVolume(VolumeId volume) {
        run(volume.pool().host(), () -> pools.deleteVolume(volume));
    }

    @Override
    public void resizeVolume(VolumeId volume, long capacityBytes) {
        run(volume.pool().host(), () -> pools.resizeVolume(volume, capacityBytes));
    }

    @Override
    public VolumeId cloneVolume(VolumeId source, String xml) {
        return call(source.pool().host(), () -> pools.cloneVolume(source, xml));
    }

    @Override
    public Optional<Long> volumeAllocation(VolumeId volume) {
        return call(volume.pool().host(), () -> pools.allocation(volume));
    }

    @Override
    public void wipeVolume(VolumeId volume) {
        run(volume.pool().host(), () -> pools.wipeVolume(volume));
    }

    @Override
    public VolumeSink writeVolume(VolumeId volume, long offset, long bytes) {
        return call(volume.pool().host(), () -> pools.writeVolume(volume, offset, bytes));
    }

    @Override
    public Optional<Long> fileSize(HostId host, String path) {
        return call(host, () -> files.size(host, path));
    }

    @Override
    public void createDiskImage(HostId host, String path, long bytes, String format) {
        run(host, () -> files.createImage(host, path, bytes, format));
    }

    @Override
    public void copyFile(HostId host, String from, String to) {
        run(host, () -> files.copy(host, from, to));
    }

    @Override
    public void deleteFile(HostId host, String path) {
        run(host, () -> files.delete(host, path));
    }

    @Override
    public byte[] readFile(HostId host, String path, long offset, int limit) {
        return call(host, () -> files.read(host, path, offset, limit));
    }

    @Override
    public void close() {
        closed.countDown();
        world.detach(outbox);
        outbox.close();
        thread.shutdown();
    }

    private void run(HostId host, Runnable work) {
        call(host, () -> {
            work.run();
            return host;
        });
    }

    private <T> T call(HostId host, Supplier<T> work) {
        String name = host.text().substring(host.text().lastIndexOf('.') + 1);
        boolean hangs = world.settings().faults().hits(Faults.Kind.HANG, name);
        Duration wait = hangs ? TIMEOUT : world.settings().latency();
        if (isClosedWithin(wait)) {
            throw Problems.unreachable(connection.text(), "the connection is closed")
                    .toException();
        }
        if (hangs) {
            throw Problems.timeout(name);
        }
        return work.get();
    }

    private boolean isClosedWithin(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problems.unreachable(connection.text(), "interrupted while waiting")
                    .toException(e);
        }
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
