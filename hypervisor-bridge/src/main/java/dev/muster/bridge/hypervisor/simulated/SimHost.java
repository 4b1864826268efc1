package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.snapshot.Snapshot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is on one host. Guarded by its world. */
final class SimHost {
    final Map<UUID, SimDomain> domains = new LinkedHashMap<>();
    final Map<UUID, SimNetwork> networks = new LinkedHashMap<>();
    final Map<UUID, SimPool> pools = new LinkedHashMap<>();
    final Map<String, SimFile> files = new HashMap<>();
    final Map<UUID, List<Snapshot>> snapshots = new HashMap<>();
    private Host host;

    SimHost(Host host) {
        this.host = host;
    }

    Host host() {
        return host;
    }

    void host(Host changed) {
        host = changed;
    }

    SimDomain domain(VmId id) {
        return found(domains.get(id.uuid()), ErrorCode.VM_NOT_FOUND, "VM", id.text());
    }

    SimNetwork network(NetworkId id) {
        return found(networks.get(id.uuid()), ErrorCode.NETWORK_NOT_FOUND, "network", id.text());
    }

    SimPool pool(PoolId id) {
        return found(pools.get(id.uuid()), ErrorCode.POOL_NOT_FOUND, "pool", id.text());
    }

    /** The pool, which has to be up. */
    SimPool poolThatIsUp(PoolId id) {
        SimPool pool = pool(id);
        if (!pool.pool().active()) {
            throw Problems.state(ErrorCode.POOL_STATE, "The pool " + pool.pool().name() + " is down.");
        }
        return pool;
    }

    /** The pools that are up and have that directory. */
    List<SimPool> poolsAt(String directory) {
        return pools.values().stream()
                .filter(pool -> pool.pool().active() && pool.pool().path().equals(directory))
                .toList();
    }

    List<Volume> volumes(SimPool pool) {
        if (!pool.pool().active()) {
            return List.of();
        }
        return files.values().stream()
                .filter(file -> file.directory().equals(pool.pool().path()))
                .map(file -> volume(pool, file))
                .toList();
    }

    static Volume volume(SimPool pool, SimFile file) {
        return new Volume(
                new VolumeId(pool.pool().id(), file.name()),
                file.path(),
                file.format(),
                file.capacity(),
                Math.min(file.size(), file.capacity()));
    }

    /** Everything on it, itself first. */
    void tell(Consumer<InventoryChange> to) {
        to.accept(new InventoryChange.HostPut(host));
        networks.values().forEach(network -> to.accept(new InventoryChange.NetworkPut(network.network())));
        Map<String, List<SimFile>> byDirectory = new HashMap<>();
        for (SimFile file : files.values()) {
            byDirectory
                    .computeIfAbsent(file.directory(), key -> new java.util.ArrayList<>())
                    .add(file);
        }
        for (SimPool pool : pools.values()) {
            List<SimFile> inside =
                    pool.pool().active() ? byDirectory.getOrDefault(pool.pool().path(), List.of()) : List.of();
            to.accept(new InventoryChange.PoolPut(pool.told(allocated(inside.stream()))));
            inside.forEach(file -> to.accept(new InventoryChange.VolumePut(volume(pool, file))));
        }
        domains.values().forEach(domain -> to.accept(new InventoryChange.VmPut(domain.vm())));
    }

    long allocated(SimPool pool) {
        return allocated(files.values().stream()
                .filter(file -> file.directory().equals(pool.pool().path())));
    }

    private static long allocated(Stream<SimFile> inside) {
        return inside.mapToLong(SimFile::size).sum();
    }

    private static <T> T found(@org.jspecify.annotations.Nullable T there, ErrorCode code, String what, String id) {
        if (there == null) {
            throw Problems.notFound(code, what, id);
        }
        return there;
    }
}
