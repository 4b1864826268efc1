package dev.muster.app.network;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import dev.muster.model.network.Lease;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One interface of a VM that is plugged into a network.
 *
 * @param vm the VM
 * @param place the interface's place in the VM, from 0
 * @param nic the interface
 * @param lease the address the network gave it; empty where it gave none
 */
record NetworkUser(Vm vm, int place, Nic nic, Optional<Lease> lease) {
    /** What tells it from others. */
    String key() {
        return vm.id().text() + "#" + place;
    }

    /**
     * All interfaces in a network, by the names of their VMs.
     *
     * @param leases what the network gave, by MAC
     */
    static List<NetworkUser> of(InventoryImage image, Network network, Map<String, Lease> leases) {
        List<NetworkUser> users = new ArrayList<>();
        image.vms().values().stream()
                .filter(vm -> vm.id().host().equals(network.id().host()))
                .sorted(Comparator.comparing(Vm::name, String.CASE_INSENSITIVE_ORDER))
                .forEach(vm -> {
                    for (int place = 0; place < vm.nics().size(); place++) {
                        if (vm.nics().get(place).source().equals(network.name())) {
                            Nic nic = vm.nics().get(place);
                            users.add(new NetworkUser(vm, place, nic, Optional.ofNullable(leases.get(nic.mac()))));
                        }
                    }
                });
        return users;
    }
}
