package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryChange.HostPut;
import dev.muster.model.inventory.InventoryChange.NetworkGone;
import dev.muster.model.inventory.InventoryChange.NetworkPut;
import dev.muster.model.inventory.InventoryChange.PoolGone;
import dev.muster.model.inventory.InventoryChange.PoolPut;
import dev.muster.model.inventory.InventoryChange.VmGone;
import dev.muster.model.inventory.InventoryChange.VmPut;
import dev.muster.model.inventory.InventoryChange.VolumeGone;
import dev.muster.model.inventory.InventoryChange.VolumePut;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was last told to the listener, so that only what differs is told again. */
final class Known {
    private final Clock clock;
    private final Map<VmId, Vm> vms = new HashMap<>();
    private final Map<NetworkId, Network> networks = new HashMap<>();
    private final Map<PoolId, Pool> pools = new HashMap<>();
    private final Map<PoolId, Map<VolumeId, Volume>> volumes = new HashMap<>();
    private Host host;

    Known(Host host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    synchronized Host host() {
        return host;
    }

    synchronized Set<VmId> vmIds() {
        return Set.copyOf(vms.keySet());
    }

    synchronized List<Vm> vms() {
        return List.copyOf(vms.values());
    }

    synchronized Set<NetworkId> networkIds() {
        return Set.copyOf(networks.keySet());
    }

    synchronized Set<PoolId> poolIds() {
        return Set.copyOf(pools.keySet());
    }

    synchronized List<Pool> pools() {
        return List.copyOf(pools.values());
    }

    synchronized List<InventoryChange> putHost(Host now) {
        if (now.equals(host)) {
            return List.of();
        }
        host = now;
        return List.of(new HostPut(now));
    }

    /** The VM with the time it entered its state, where that was seen. */
    synchronized Vm dated(Vm now) {
        Vm before = vms.get(now.id());
        if (before == null) {
            return now;
        }
        boolean same = before.state() == now.state();
        return now.in(now.state(), now.stateReason(), same ? before.stateSince() : Optional.of(clock.instant()));
    }

    synchronized List<InventoryChange> putVm(Vm read) {
        if (read.name().startsWith(AcceleratorProbe.NAME)) {
            return List.of();
        }
        Vm now = dated(read);
        return now.equals(vms.put(now.id(), now)) ? List.of() : List.of(new VmPut(now));
    }

    synchronized List<InventoryChange> gone(VmId id) {
        return vms.remove(id) == null ? List.of() : List.of(new VmGone(id));
    }

    synchronized List<InventoryChange> putNetwork(Network now) {
        return now.equals(networks.put(now.id(), now)) ? List.of() : List.of(new NetworkPut(now));
    }

    synchronized List<InventoryChange> gone(NetworkId id) {
        return networks.remove(id) == null ? List.of() : List.of(new NetworkGone(id));
    }

    synchronized List<InventoryChange> putPool(PoolReader.Filled now) {
        List<InventoryChange> changes = new ArrayList<>();
        PoolId id = now.pool().id();
        if (!now.pool().equals(pools.put(id, now.pool()))) {
            changes.add(new PoolPut(now.pool()));
        }
        Map<VolumeId, Volume> before = volumes.computeIfAbsent(id, fresh -> new HashMap<>());
        Set<VolumeId> missing = new HashSet<>(before.keySet());
        // what is there and cannot be read just now stays as it was known
        missing.removeAll(now.volumes().unreadable());
        for (Volume volume : now.volumes().read()) {
            missing.remove(volume.id());
            if (!volume.equals(before.put(volume.id(), volume))) {
                changes.add(new VolumePut(volume));
            }
        }
        for (VolumeId gone : missing) {
            before.remove(gone);
            changes.add(new VolumeGone(gone));
        }
        return changes;
    }

    synchronized List<InventoryChange> gone(PoolId id) {
        volumes.remove(id);
        return pools.remove(id) == null ? List.of() : List.of(new PoolGone(id));
    }
}
