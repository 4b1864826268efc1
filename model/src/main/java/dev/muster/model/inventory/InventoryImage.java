package dev.muster.model.inventory;

import dev.muster.model.inventory.InventoryChange.HostGone;
import dev.muster.model.inventory.InventoryChange.HostPut;
import dev.muster.model.inventory.InventoryChange.NetworkGone;
import dev.muster.model.inventory.InventoryChange.NetworkPut;
import dev.muster.model.inventory.InventoryChange.PoolGone;
import dev.muster.model.inventory.InventoryChange.PoolPut;
import dev.muster.model.inventory.InventoryChange.VmGone;
import dev.muster.model.inventory.InventoryChange.VmPut;
import dev.muster.model.inventory.InventoryChange.VolumeGone;
import dev.muster.model.inventory.InventoryChange.VolumePut;
import java.util.Collection;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Everything the bridge knows of its hosts at one moment. Immutable; the next image shares what did not change, so one
 * change among ten thousand VMs costs a few nodes (as Kafka's KRaft metadata image does).
 *
 * @param hosts by id
 * @param vms by id
 * @param networks by id
 * @param pools by id
 * @param volumes by id
 */
public record InventoryImage(
        PMap<HostId, Host> hosts,
        PMap<VmId, Vm> vms,
        PMap<NetworkId, Network> networks,
        PMap<PoolId, Pool> pools,
        PMap<VolumeId, Volume> volumes) {

    /** No hosts yet. */
    public static final InventoryImage EMPTY = new InventoryImage(
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty());

    /** The image of these things. */
    public static InventoryImage of(
            Collection<Host> hosts,
            Collection<Vm> vms,
            Collection<Network> networks,
            Collection<Pool> pools,
            Collection<Volume> volumes) {
        InventoryImage image = EMPTY;
        for (Host host : hosts) {
            image = image.with(new HostPut(host));
        }
        for (Vm vm : vms) {
            image = image.with(new VmPut(vm));
        }
        for (Network network : networks) {
            image = image.with(new NetworkPut(network));
        }
        for (Pool pool : pools) {
            image = image.with(new PoolPut(pool));
        }
        for (Volume volume : volumes) {
            image = image.with(new VolumePut(volume));
        }
        return image;
    }

    /** The image after these changes. */
    public InventoryImage apply(InventoryDelta delta) {
        InventoryImage image = this;
        for (InventoryChange change : delta.changes()) {
            image = image.with(change);
        }
        return image;
    }

    /** The image after one change. */
    public InventoryImage with(InventoryChange change) {
        return switch (change) {
            case HostPut put ->
                new InventoryImage(hosts.plus(put.host().id(), put.host()), vms, networks, pools, volumes);
            case HostGone gone -> withoutHost(gone.host());
            case VmPut put -> new InventoryImage(hosts, vms.plus(put.vm().id(), put.vm()), networks, pools, volumes);
            case VmGone gone -> new InventoryImage(hosts, vms.minus(gone.vm()), networks, pools, volumes);
            case NetworkPut put ->
                new InventoryImage(hosts, vms, networks.plus(put.network().id(), put.network()), pools, volumes);
            case NetworkGone gone -> new InventoryImage(hosts, vms, networks.minus(gone.network()), pools, volumes);
            case PoolPut put ->
                new InventoryImage(hosts, vms, networks, pools.plus(put.pool().id(), put.pool()), volumes);
            case PoolGone gone -> withoutPool(gone.pool());
            case VolumePut put ->
                new InventoryImage(
                        hosts, vms, networks, pools, volumes.plus(put.volume().id(), put.volume()));
            case VolumeGone gone -> new InventoryImage(hosts, vms, networks, pools, volumes.minus(gone.volume()));
        };
    }

    /** The host of that id. */
    public Optional<Host> host(HostId id) {
        return Optional.ofNullable(hosts.get(id));
    }

    /** The VM of that id. */
    public Optional<Vm> vm(VmId id) {
        return Optional.ofNullable(vms.get(id));
    }

    private InventoryImage withoutHost(HostId host) {
        return new InventoryImage(
                hosts.minus(host),
                vms.minusAll(vms.keySet().stream()
                        .filter(id -> id.host().equals(host))
                        .toList()),
                networks.minusAll(networks.keySet().stream()
                        .filter(id -> id.host().equals(host))
                        .toList()),
                pools.minusAll(pools.keySet().stream()
                        .filter(id -> id.host().equals(host))
                        .toList()),
                volumes.minusAll(volumes.keySet().stream()
                        .filter(id -> id.pool().host().equals(host))
                        .toList()));
    }

    private InventoryImage withoutPool(PoolId pool) {
        return new InventoryImage(
                hosts,
                vms,
                networks,
                pools.minus(pool),
                volumes.minusAll(volumes.keySet().stream()
                        .filter(id -> id.pool().equals(pool))
                        .toList()));
    }
}
