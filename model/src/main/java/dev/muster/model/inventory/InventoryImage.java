package dev.muster.model.inventory;

import dev.muster.model.access.Role;
import dev.muster.model.command.TypeName;
import dev.muster.model.inventory.InventoryChange.HostGone;
import dev.muster.model.inventory.InventoryChange.HostPut;
import dev.muster.model.inventory.InventoryChange.NetworkGone;
import dev.muster.model.inventory.InventoryChange.NetworkPut;
import dev.muster.model.inventory.InventoryChange.ObjectGone;
import dev.muster.model.inventory.InventoryChange.ObjectPut;
import dev.muster.model.inventory.InventoryChange.PoolGone;
import dev.muster.model.inventory.InventoryChange.PoolPut;
import dev.muster.model.inventory.InventoryChange.VmGone;
import dev.muster.model.inventory.InventoryChange.VmPut;
import dev.muster.model.inventory.InventoryChange.VolumeGone;
import dev.muster.model.inventory.InventoryChange.VolumePut;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
 * @param objects of features, by kind and by the text of their id; kinds without objects are left out
 */
public record InventoryImage(
        PMap<HostId, Host> hosts,
        PMap<VmId, Vm> vms,
        PMap<NetworkId, Network> networks,
        PMap<PoolId, Pool> pools,
        PMap<VolumeId, Volume> volumes,
        PMap<String, PMap<String, LiveObject>> objects) {

    /** The names of the VMs that are active and plugged into that network. */
    public List<String> activeIn(Network network) {
        return vms.values().stream()
                .filter(vm -> vm.id().host().equals(network.id().host()))
                .filter(vm -> vm.state().isActive())
                .filter(vm -> vm.nics().stream()
                        .anyMatch(nic ->
                                nic.type().equals("network") && nic.source().equals(network.name())))
                .map(Vm::name)
                .sorted()
                .toList();
    }

    /** Whether that host can be asked now. */
    public boolean isConnected(HostId id) {
        return host(id).filter(host -> host.state() == HostState.CONNECTED).isPresent();
    }

    /** The hosts that can be asked now, by id. */
    public List<HostId> connectedHosts() {
        return hosts.keySet().stream().filter(this::isConnected).sorted().toList();
    }

    /** No hosts yet. */
    public static final InventoryImage EMPTY = new InventoryImage(
            HashTreePMap.empty(),
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
        return of(hosts, vms, networks, pools, volumes, List.of());
    }

    /** The image of these things and objects. */
    public static InventoryImage of(
            Collection<Host> hosts,
            Collection<Vm> vms,
            Collection<Network> networks,
            Collection<Pool> pools,
            Collection<Volume> volumes,
            Collection<LiveObject> objects) {
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
        for (LiveObject object : objects) {
            image = image.with(new ObjectPut(object));
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
            case HostPut put -> with(hosts.plus(put.host().id(), put.host()), vms, networks, pools, volumes);
            case HostGone gone -> withoutHost(gone.host());
            case VmPut put -> with(hosts, vms.plus(put.vm().id(), put.vm()), networks, pools, volumes);
            case VmGone gone -> with(hosts, vms.minus(gone.vm()), networks, pools, volumes);
            case NetworkPut put -> with(hosts, vms, networks.plus(put.network().id(), put.network()), pools, volumes);
            case NetworkGone gone -> with(hosts, vms, networks.minus(gone.network()), pools, volumes);
            case PoolPut put -> with(hosts, vms, networks, pools.plus(put.pool().id(), put.pool()), volumes);
            case PoolGone gone -> withoutPool(gone.pool());
            case VolumePut put ->
                with(hosts, vms, networks, pools, volumes.plus(put.volume().id(), put.volume()));
            case VolumeGone gone -> with(hosts, vms, networks, pools, volumes.minus(gone.volume()));
            case ObjectPut put -> {
                ObjectRef ref = ObjectRef.of(put.object());
                yield with(objects.plus(ref.kind(), ofKind(ref.kind()).plus(ref.id(), put.object())));
            }
            case ObjectGone gone -> {
                ObjectRef ref = gone.object();
                PMap<String, LiveObject> left = ofKind(ref.kind()).minus(ref.id());
                yield with(left.isEmpty() ? objects.minus(ref.kind()) : objects.plus(ref.kind(), left));
            }
        };
    }

    /** The part of it that a role may see; this very image where that is all of it. */
    public InventoryImage visibleTo(Role role) {
        PMap<String, PMap<String, LiveObject>> seen = objects;
        for (Map.Entry<String, PMap<String, LiveObject>> kind : objects.entrySet()) {
            // the same for all objects of a kind, so one of them is asked
            if (!role.includes(kind.getValue().values().iterator().next().requires())) {
                seen = seen.minus(kind.getKey());
            }
        }
        return seen.size() == objects.size() ? this : with(seen);
    }

    /** The objects of one kind by the text of their ids; the same map for as long as none of them changed. */
    @SuppressWarnings("unchecked") // a kind names one class
    public <T extends LiveObject> Map<String, T> objects(Class<T> kind) {
        return (Map<String, T>) ofKind(TypeName.of(kind));
    }

    /** The object of that kind and id. */
    public <T extends LiveObject> Optional<T> object(Class<T> kind, Id id) {
        return Optional.ofNullable(objects(kind).get(id.text()));
    }

    /** The object that is named. */
    public Optional<LiveObject> object(ObjectRef ref) {
        return Optional.ofNullable(ofKind(ref.kind()).get(ref.id()));
    }

    private PMap<String, LiveObject> ofKind(String kind) {
        return objects.getOrDefault(kind, HashTreePMap.empty());
    }

    private InventoryImage with(
            PMap<HostId, Host> hosts,
            PMap<VmId, Vm> vms,
            PMap<NetworkId, Network> networks,
            PMap<PoolId, Pool> pools,
            PMap<VolumeId, Volume> volumes) {
        return new InventoryImage(hosts, vms, networks, pools, volumes, objects);
    }

    private InventoryImage with(PMap<String, PMap<String, LiveObject>> objects) {
        return new InventoryImage(hosts, vms, networks, pools, volumes, objects);
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
        return with(
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
        return with(
                hosts,
                vms,
                networks,
                pools.minus(pool),
                volumes.minusAll(volumes.keySet().stream()
                        .filter(id -> id.pool().equals(pool))
                        .toList()));
    }
}
