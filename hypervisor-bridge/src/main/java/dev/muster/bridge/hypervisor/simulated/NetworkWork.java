package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.NetworkOperations;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.network.Lease;
import dev.muster.model.xml.XmlElement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What can be done with simulated networks. */
final class NetworkWork implements NetworkOperations {
    private final World world;
    private final Calls calls;

    NetworkWork(World world, Calls calls) {
        this.world = world;
        this.calls = calls;
    }

    @Override
    public NetworkId define(HostId hostId, String xml) {
        XmlElement given = Xml.parse("network", xml);
        Xml.name(given);
        return calls.change(hostId, () -> {
            SimHost host = world.host(hostId);
            UUID uuid = Xml.uuid(given).orElseGet(() -> byName(host, given));
            String definition = Xml.withUuid(given, uuid);
            Network defined = SimNetwork.read(hostId, uuid, given);
            boolean taken = host.networks.values().stream()
                    .map(SimNetwork::network)
                    .anyMatch(other -> other.name().equals(defined.name())
                            != other.id().uuid().equals(uuid));
            if (taken) {
                throw Problems.exists(ErrorCode.NETWORK_EXISTS, "network", defined.name());
            }
            SimNetwork before = host.networks.get(uuid);
            if (before == null) {
                put(host, new SimNetwork(defined, definition));
            } else if (!before.definition().equals(definition)) {
                put(host, before.redefined(defined, definition));
            }
            return defined.id();
        });
    }

    @Override
    public void start(NetworkId id) {
        change(id, network -> network.up(true));
    }

    @Override
    public void stop(NetworkId id) {
        change(id, network -> network.up(false));
    }

    @Override
    public void setAutostart(NetworkId id, boolean autostart) {
        change(id, network -> network.autostart(autostart));
    }

    @Override
    public void undefine(NetworkId id) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimNetwork network = host.network(id);
            if (network.network().active()) {
                throw Problems.state(
                        ErrorCode.NETWORK_STATE,
                        "The network " + network.network().name() + " is up, so it cannot be forgotten.");
            }
            host.networks.remove(id.uuid());
            world.tell(new InventoryChange.NetworkGone(id));
            return network;
        });
    }

    @Override
    public String xml(NetworkId id) {
        return calls.read(id.host(), () -> world.host(id.host()).network(id).definition());
    }

    /** Each NIC of a running VM in a network that hands out addresses has one, the same as long as nothing changes. */
    @Override
    public List<Lease> leases(NetworkId id) {
        return calls.read(id.host(), () -> {
            SimHost host = world.host(id.host());
            Network network = host.network(id).network();
            int slash = network.addresses().indexOf('/');
            if (!network.active() || !network.dhcp() || slash < 0) {
                return List.of();
            }
            String begin = network.addresses().substring(0, network.addresses().lastIndexOf('.') + 1);
            List<Lease> leases = new ArrayList<>();
            host.domains.values().stream()
                    .map(SimDomain::vm)
                    .filter(vm -> vm.state().isActive())
                    .sorted(Comparator.comparing(Vm::name))
                    .forEach(vm -> vm.nics().stream()
                            .filter(nic -> nic.source().equals(network.name()))
                            .forEach(nic -> leases.add(new Lease(
                                    begin
                                            + (2 + leases.size() % 252)
                                            + network.addresses().substring(slash),
                                    nic.mac(),
                                    vm.name(),
                                    Instant.EPOCH.plus(Duration.ofDays(36_500))))));
            return leases;
        });
    }

    private void change(NetworkId id, UnaryOperator<SimNetwork> how) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimNetwork before = host.network(id);
            SimNetwork after = how.apply(before);
            return after.equals(before) ? before : put(host, after);
        });
    }

    /** As libvirt does: without a UUID the one of that name is meant, or a new one is made. */
    private static UUID byName(SimHost host, XmlElement root) {
        return host.networks.values().stream()
                .filter(network -> network.network().name().equals(Xml.name(root)))
                .map(network -> network.network().id().uuid())
                .findFirst()
                .orElseGet(UUID::randomUUID);
    }

    private SimNetwork put(SimHost host, SimNetwork network) {
        host.networks.put(network.network().id().uuid(), network);
        world.tell(new InventoryChange.NetworkPut(network.network()));
        return network;
    }
}
