package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one connection hears from libvirt. The callbacks run on the event loop, so they only say which object it was: its
 * UUID stands in the object and needs no call. Event numbers are those of libvirt-domain.h, libvirt-network.h and
 * libvirt-storage.h.
 */
final class Subscriptions {
    private static final int LIFECYCLE = 0;
    private static final int REBOOT = 1;
    private static final int WAKEUP = 11;
    private static final int SUSPEND = 12;
    private static final int BALLOON = 13;
    private static final int DEVICE_REMOVED = 15;
    private static final int AGENT = 18;
    private static final int DEVICE_ADDED = 19;
    private static final int DEVICE_REMOVAL_FAILED = 22;
    private static final int METADATA = 23;
    private static final int POOL_REFRESH = 1;
    private static final int CLOSED_BY_US = 3;

    /**
     * Who hears, by the number libvirt hands back with every event. The callbacks live as long as the process, because
     * libvirt may call one that was just taken away, and keeps only its address.
     */
    private static final Map<Long, Consumer<Signal>> LISTENERS = new ConcurrentHashMap<>();

    private static final AtomicLong NUMBERS = new AtomicLong();

    private static final Virt.Closed CLOSED = (connection, reason, opaque) -> {
        if (reason != CLOSED_BY_US) {
            tell(opaque, Signal.LOST);
        }
    };
    private static final Virt.DomainLifecycle LIFECYCLES = (connection, domain, event, detail, opaque) -> {
        vm(domain, opaque);
        return 0;
    };
    private static final Virt.Plain REBOOTS = (connection, domain, opaque) ->
            tell(opaque, Signal.reboot(Handle.uuid(domain, Virt::virDomainGetUUIDString)));
    private static final Virt.WithReason POWER = (connection, domain, reason, opaque) -> vm(domain, opaque);
    private static final Virt.WithText DEVICES = (connection, domain, text, opaque) ->
            tell(opaque, Signal.device(Handle.uuid(domain, Virt::virDomainGetUUIDString)));
    private static final Virt.WithText KEPT_DEVICES = (connection, domain, text, opaque) ->
            tell(opaque, Signal.deviceKept(Handle.uuid(domain, Virt::virDomainGetUUIDString)));
    private static final Virt.WithNumber BALLOONS = (connection, domain, number, opaque) -> vm(domain, opaque);
    private static final Virt.Lifecycle AGENTS = (connection, domain, state, reason, opaque) -> vm(domain, opaque);
    private static final Virt.WithReasonAndText METADATA_CHANGES =
            (connection, domain, type, namespace, opaque) -> vm(domain, opaque);
    private static final Virt.Lifecycle NETWORKS = (connection, network, event, detail, opaque) ->
            tell(opaque, Signal.network(Handle.uuid(network, Virt::virNetworkGetUUIDString)));
    private static final Virt.Lifecycle POOLS = (connection, pool, event, detail, opaque) -> pool(pool, opaque);
    private static final Virt.Plain POOL_REFRESHES = (connection, pool, opaque) -> pool(pool, opaque);

    private final Pointer number = new Pointer(NUMBERS.incrementAndGet());
    private final List<Integer> domainEvents = new ArrayList<>();
    private final List<Integer> networkEvents = new ArrayList<>();
    private final List<Integer> poolEvents = new ArrayList<>();

    Subscriptions(Consumer<Signal> heard) {
        LISTENERS.put(Pointer.nativeValue(number), heard);
    }

    /** Begins to listen. What a driver does not announce is left out. */
    void begin(Pointer connection) {
        Virt.virConnectRegisterCloseCallback(connection, CLOSED, number, null);
        domain(connection, LIFECYCLE, LIFECYCLES);
        domain(connection, REBOOT, REBOOTS);
        domain(connection, WAKEUP, POWER);
        domain(connection, SUSPEND, POWER);
        domain(connection, BALLOON, BALLOONS);
        domain(connection, DEVICE_REMOVED, DEVICES);
        domain(connection, DEVICE_ADDED, DEVICES);
        domain(connection, DEVICE_REMOVAL_FAILED, KEPT_DEVICES);
        domain(connection, AGENT, AGENTS);
        domain(connection, METADATA, METADATA_CHANGES);
        keep(
                networkEvents,
                Virt.virConnectNetworkEventRegisterAny(connection, null, LIFECYCLE, NETWORKS, number, null));
        keep(poolEvents, Virt.virConnectStoragePoolEventRegisterAny(connection, null, LIFECYCLE, POOLS, number, null));
        keep(
                poolEvents,
                Virt.virConnectStoragePoolEventRegisterAny(
                        connection, null, POOL_REFRESH, POOL_REFRESHES, number, null));
    }

    /** Ends listening. */
    void end(Pointer connection) {
        LISTENERS.remove(Pointer.nativeValue(number));
        domainEvents.forEach(id -> Virt.virConnectDomainEventDeregisterAny(connection, id));
        networkEvents.forEach(id -> Virt.virConnectNetworkEventDeregisterAny(connection, id));
        poolEvents.forEach(id -> Virt.virConnectStoragePoolEventDeregisterAny(connection, id));
        Virt.virConnectUnregisterCloseCallback(connection, CLOSED);
    }

    private void domain(Pointer connection, int event, Callback callback) {
        keep(domainEvents, Virt.virConnectDomainEventRegisterAny(connection, null, event, callback, number, null));
    }

    private static void keep(List<Integer> ids, int id) {
        if (id >= 0) {
            ids.add(id);
        }
    }

    private static void vm(Pointer domain, @Nullable Pointer listener) {
        tell(listener, Signal.vm(Handle.uuid(domain, Virt::virDomainGetUUIDString)));
    }

    private static void pool(Pointer pool, @Nullable Pointer listener) {
        tell(listener, Signal.pool(Handle.uuid(pool, Virt::virStoragePoolGetUUIDString)));
    }

    private static void tell(@Nullable Pointer listener, Signal signal) {
        Consumer<Signal> heard = LISTENERS.get(Pointer.nativeValue(listener));
        if (heard != null) {
            heard.accept(signal);
        }
    }
}
