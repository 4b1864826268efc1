package dev.muster.app.network;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Vm;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One network and who uses it.
 *
 * @param network the network
 * @param usedBy how many VMs of its host have a NIC in it
 * @param reachable whether its host can be asked
 */
record NetworkLine(Network network, int usedBy, boolean reachable) {
    /** All networks of an image, by host and name. */
    static List<NetworkLine> of(InventoryImage image) {
        Map<String, Integer> users = new HashMap<>();
        for (Vm vm : image.vms().values()) {
            vm.nics().stream()
                    .map(nic -> nic.source())
                    .distinct()
                    .forEach(source -> users.merge(vm.id().host().text() + "/" + source, 1, Integer::sum));
        }
        return image.networks().values().stream()
                .sorted(Comparator.comparing((Network network) -> network.id().host())
                        .thenComparing(Network::name))
                .map(network -> new NetworkLine(
                        network,
                        users.getOrDefault(network.id().host().text() + "/" + network.name(), 0),
                        image.isConnected(network.id().host())))
                .toList();
    }
}
