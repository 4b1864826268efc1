package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.DeviceEvents;
import dev.muster.bridge.hypervisor.Reboots;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything behind one simulated connection; outlives the connection, as VMs do. All reading and changing goes through
 * {@link #read} and {@link #change}, which hold its one lock.
 */
final class World {
    private final Reboots reboots = new Reboots();
    private final DeviceEvents devices = new DeviceEvents();
    private final SimGuests guests;
    private final Settings settings;
    private final InstantSource clock;
    private final Map<HostId, SimHost> hosts = new LinkedHashMap<>();
    private final Optional<StateFile> file;
    private final List<Consumer<InventoryChange>> hearing = new ArrayList<>();

    World(Settings settings, InstantSource clock, Collection<SimHost> inhabited) {
        this.settings = settings;
        this.clock = clock;
        this.guests = new SimGuests(clock);
        this.file = settings.state().map(StateFile::new);
        inhabited.forEach(host -> hosts.put(host.host().id(), host));
    }

    /** Who waits for which guest to restart. */
    DeviceEvents devices() {
        return devices;
    }

    Reboots reboots() {
        return reboots;
    }

    /** What the agents of guests run; only while reading or changing. */
    SimGuests guests() {
        return guests;
    }

    Settings settings() {
        return settings;
    }

    InstantSource clock() {
        return clock;
    }

    List<HostId> hostIds() {
        return List.copyOf(hosts.keySet());
    }

    /** Only while reading or changing. */
    Collection<SimHost> hosts() {
        return hosts.values();
    }

    /** Only while reading or changing. */
    SimHost host(HostId id) {
        SimHost host = hosts.get(id);
        if (host == null) {
            throw Problems.notFound(ErrorCode.HOST_NOT_FOUND, "host", id.text());
        }
        return host;
    }

    synchronized <T> T read(Supplier<T> work) {
        return work.get();
    }

    /** Does the work and writes the state file before it returns. */
    synchronized <T> T change(Supplier<T> work) {
        T result = work.get();
        file.ifPresent(state -> state.write(hosts.values()));
        return result;
    }

    /** Says something to every connection; only while reading or changing. */
    void tell(InventoryChange change) {
        hearing.forEach(listener -> listener.accept(change));
    }

    /** Everything there is; what changes from now on goes to that connection. */
    synchronized List<InventoryChange> attach(Consumer<InventoryChange> listener) {
        List<InventoryChange> all = new ArrayList<>();
        hosts.values().forEach(host -> host.tell(all::add));
        hearing.add(listener);
        return all;
    }

    synchronized void detach(Consumer<InventoryChange> listener) {
        hearing.remove(listener);
    }
}
