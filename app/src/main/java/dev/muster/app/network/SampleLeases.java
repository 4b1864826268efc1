package dev.muster.app.network;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.network.Lease;
import dev.muster.model.network.NetworkQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What sample networks handed out: an address to each running VM in them. */
final class SampleLeases {
    private SampleLeases() {}

    static NetworkQuery.LeaseList of(NetworkId id, InventoryImage image) {
        List<Lease> leases = new ArrayList<>();
        Optional<Network> network = Optional.ofNullable(image.networks().get(id));
        String address = network.map(Network::addresses).orElse("");
        int dot = address.lastIndexOf('.');
        if (dot < 0) {
            return new NetworkQuery.LeaseList(leases);
        }
        image.vms().values().stream()
                .filter(vm -> vm.id().host().equals(id.host()) && vm.state().isActive())
                .sorted(Comparator.comparing(Vm::name))
                .forEach(vm -> vm.nics().stream()
                        .filter(nic ->
                                nic.source().equals(network.map(Network::name).orElse("")))
                        .forEach(nic -> leases.add(new Lease(
                                address.substring(0, dot + 1)
                                        + (10 + leases.size())
                                        + address.substring(address.indexOf('/')),
                                nic.mac(),
                                vm.name(),
                                Instant.parse("2026-03-02T10:00:00Z")))));
        return new NetworkQuery.LeaseList(leases);
    }
}
