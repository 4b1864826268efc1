package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.DeviceEvents;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.hypervisor.Reboots;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryChange.HostPut;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what libvirt announces into changes of the inventory: for each object that something happened to, what it is like
 * now is read and told if it differs. Many events of one object in a burst are one reading. What libvirt announces to
 * nobody (volumes made by others, autostart, free memory) is read once a minute in few calls.
 */
final class Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    /** How long a VM that is slow to read keeps the others waiting. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Connection connection;
    private final Reading reading;
    private final Known known;
    private final HypervisorListener listener;
    private final Reboots reboots = new Reboots();
    private final DeviceEvents devices = new DeviceEvents();
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final AtomicReference<Accelerator> accelerator = new AtomicReference<>(Accelerator.UNKNOWN);
    private final Set<Signal> again = new LinkedHashSet<>();
    /** VMs that took longer than {@link #PATIENCE} to read. */
    private final Queue<Vm> late = new ConcurrentLinkedQueue<>();

    private final Map<UUID, Runnable> attending = new ConcurrentHashMap<>();

    Watcher(Connection connection, Reading reading, Known known, HypervisorListener listener) {
        this.connection = connection;
        this.reading = reading;
        this.known = known;
        this.listener = listener;
    }

    /** The readers of one host. */
    record Reading(HostReader host, DomainReader domains, NetworkReader networks, PoolReader pools) {}

    /** Who waits for which guest to restart. */
    Reboots reboots() {
        return reboots;
    }

    /** Who waits for which VM's devices. */
    DeviceEvents devices() {
        return devices;
    }

    /** Says that something happened. Returns at once, from any thread. */
    void signal(Signal signal) {
        if (signal.kind() == Signal.Kind.REBOOT) {
            reboots.happened(signal.uuid());
        }
        if (signal.kind() == Signal.Kind.DEVICE || signal.kind() == Signal.Kind.DEVICE_KEPT) {
            devices.happened(signal.uuid(), signal.kind() == Signal.Kind.DEVICE_KEPT);
        }
        attending.getOrDefault(signal.uuid(), () -> {}).run();
        signals.add(signal);
    }

    /** From now on that is run whenever something happens to that VM; it returns at once. */
    void attend(UUID vm, Runnable what) {
        attending.put(vm, what);
    }

    /** No more. */
    void ignore(UUID vm) {
        attending.remove(vm);
    }

    /** What the probe found. */
    void accelerator(Accelerator found) {
        accelerator.set(found);
        signal(Signal.HOST);
    }

    /** Reads and tells everything, then begins to tell what changes, on a thread of its own. */
    void begin() {
        List<InventoryChange> changes = new ArrayList<>();
        changes.add(new HostPut(known.host()));
        changes.addAll(everything());
        listener.onChanges(changes);
        Thread.ofVirtual().name("libvirt-watch-" + known.host().id()).start(this::watch);
    }

    private void watch() {
        try {
            long sweepAt = System.nanoTime() + SWEEP.toNanos();
            while (true) {
                long wait = Math.min(sweepAt - System.nanoTime(), again.isEmpty() ? Long.MAX_VALUE : AGAIN.toNanos());
                Signal first = signals.poll(Math.max(wait, 0), TimeUnit.NANOSECONDS);
                Set<Signal> batch = new LinkedHashSet<>(again);
                again.clear();
                if (first != null) {
                    batch.add(first);
                    signals.drainTo(batch);
                }
                if (batch.contains(Signal.STOP) || connection.isClosed()) {
                    return;
                }
                if (batch.contains(Signal.LOST)) {
                    guarded(() -> listener.onLost(lost()));
                    return;
                }
                guarded(this::tellLate);
                batch.forEach(signal -> guarded(() -> tell(signal)));
                if (System.nanoTime() - sweepAt >= 0) {
                    guarded(this::sweep);
                    sweepAt = System.nanoTime() + SWEEP.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What nobody foresaw ends this reading, not the watching: a host would stay as it was last seen, with nothing said. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("what happened on a host could not be told; watching goes on", e);
        }
    }

    private void tellLate() {
        for (Vm vm = late.poll(); vm != null; vm = late.poll()) {
            List<InventoryChange> changes = known.putVm(vm);
            if (!changes.isEmpty()) {
                listener.onChanges(changes);
            }
        }
    }

    private Vm readVm(UUID uuid) {
        return connection.call(
                Subject.VM,
                "read " + uuid,
                PATIENCE,
                pointer -> {
                    try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid.toString()))) {
                        return reading.domains().one(domain.pointer());
                    }
                },
                vm -> {
                    late.add(vm);
                    signals.add(Signal.vm(uuid));
                });
    }

    private void tell(Signal signal) {
        try {
            List<InventoryChange> changes = changes(signal);
            if (!changes.isEmpty() && !connection.isClosed()) {
                listener.onChanges(changes);
            }
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.HYPERVISOR_TIMEOUT) {
                again.add(signal);
            } else if (!connection.isClosed()) {
                LOG.warn("{}: {}", signal, e.problem().text());
            }
        }
    }

    private List<InventoryChange> changes(Signal signal) {
        HostId host = known.host().id();
        String uuid = signal.uuid().toString();
        return switch (signal.kind()) {
            case VM, REBOOT, DEVICE, DEVICE_KEPT ->
                read(
                        signal,
                        ErrorCode.VM_NOT_FOUND,
                        () -> known.putVm(readVm(signal.uuid())),
                        () -> known.gone(new VmId(host, signal.uuid())));
            case NETWORK ->
                read(
                        signal,
                        ErrorCode.NETWORK_NOT_FOUND,
                        () -> known.putNetwork(connection.call(Subject.NETWORK, "read " + uuid, pointer -> {
                            try (Handle network = Handle.network(Virt.virNetworkLookupByUUIDString(pointer, uuid))) {
                                return reading.networks().one(network.pointer());
                            }
                        })),
                        () -> known.gone(new NetworkId(host, signal.uuid())));
            case POOL ->
                read(
                        signal,
                        ErrorCode.POOL_NOT_FOUND,
                        () -> known.putPool(connection.call(Subject.POOL, "read " + uuid, pointer -> {
                            try (Handle pool = Handle.pool(Virt.virStoragePoolLookupByUUIDString(pointer, uuid))) {
                                return reading.pools().one(pool.pointer());
                            }
                        })),
                        () -> known.gone(new PoolId(host, signal.uuid())));
            case HOST -> known.putHost(readHost());
            case LOST, STOP -> List.of();
        };
    }

    private static List<InventoryChange> read(
            Signal signal,
            ErrorCode notThere,
            java.util.function.Supplier<List<InventoryChange>> there,
            java.util.function.Supplier<List<InventoryChange>> gone) {
        try {
            return there.get();
        } catch (MusterException e) {
            if (e.problem().code() == notThere) {
                LOG.trace("{} is gone", signal);
                return gone.get();
            }
            throw e;
        }
    }

    private Host readHost() {
        return connection.call(Subject.HOST, "read", pointer -> reading.host().read(pointer, accelerator.get()));
    }

    private List<InventoryChange> everything() {
        List<InventoryChange> changes = new ArrayList<>();
        Set<VmId> vms = new LinkedHashSet<>(known.vmIds());
        Listed<VmId, Vm> listedVms = connection.call(Subject.HOST, "list VMs", reading.domains()::all);
        vms.removeAll(listedVms.unreadable());
        listedVms.read().forEach(vm -> {
            vms.remove(vm.id());
            changes.addAll(known.putVm(vm));
        });
        vms.forEach(gone -> changes.addAll(known.gone(gone)));
        Set<NetworkId> networks = new LinkedHashSet<>(known.networkIds());
        Listed<NetworkId, Network> listedNetworks =
                connection.call(Subject.HOST, "list networks", reading.networks()::all);
        networks.removeAll(listedNetworks.unreadable());
        listedNetworks.read().forEach(network -> {
            networks.remove(network.id());
            changes.addAll(known.putNetwork(network));
        });
        networks.forEach(gone -> changes.addAll(known.gone(gone)));
        Set<PoolId> pools = new LinkedHashSet<>(known.poolIds());
        Listed<PoolId, PoolReader.Filled> listedPools =
                connection.call(Subject.HOST, "list pools", reading.pools()::all);
        pools.removeAll(listedPools.unreadable());
        listedPools.read().forEach(pool -> {
            pools.remove(pool.pool().id());
            changes.addAll(known.putPool(pool));
        });
        pools.forEach(gone -> changes.addAll(known.gone(gone)));
        return changes;
    }

    /** Finds what nobody announced. */
    private void sweep() {
        try {
            List<InventoryChange> changes = new ArrayList<>(known.putHost(readHost()));
            changes.addAll(everything());
            if (!changes.isEmpty() && !connection.isClosed()) {
                listener.onChanges(changes);
            }
        } catch (MusterException e) {
            LOG.debug("sweep: {}", e.problem().text());
        }
    }

    private Problem lost() {
        return Problem.of(
                ErrorCode.HOST_UNREACHABLE,
                "The connection to " + known.host().id() + " is lost.",
                "Its VMs go on running; they cannot be managed until it is back.",
                "Look whether libvirtd runs on the host and the network is up; Muster tries again by itself.");
    }
}
