package dev.muster.app.vm;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One network interface of a VM and the network it is plugged into.
 *
 * @param place its place in the VM, from 0
 * @param nic the interface
 * @param network the network of its host, where it is plugged into one that is known
 */
record NicLine(int place, Nic nic, Optional<Network> network) {
    /** All of a VM, in the order of its XML. */
    static List<NicLine> of(Vm vm, InventoryImage image) {
        List<NicLine> lines = new ArrayList<>();
        for (Nic nic : vm.nics()) {
            Optional<Network> network = !nic.type().equals("network")
                    ? Optional.empty()
                    : image.networks().values().stream()
                            .filter(each -> each.id().host().equals(vm.id().host())
                                    && each.name().equals(nic.source()))
                            .findFirst();
            lines.add(new NicLine(lines.size(), nic, network));
        }
        return lines;
    }
}
