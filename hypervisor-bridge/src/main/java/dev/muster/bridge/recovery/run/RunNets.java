package dev.muster.bridge.recovery.run;

import dev.muster.bridge.recovery.net.NetForm;
import dev.muster.bridge.recovery.net.NetNic;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanNic;
import dev.muster.model.recovery.RecoveryNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The networks of a run, and where its machines are in them. */
final class RunNets {
    private final Map<String, NetForm> forms = new LinkedHashMap<>();
    private final Decided decided;

    RunNets(Decided decided, boolean isolated) {
        this.decided = decided;
        List<NetNic> nics = new ArrayList<>();
        for (PlanMachine machine : decided.inOrder()) {
            Decided.Machine known = decided.machines().get(machine.key());
            for (PlanNic nic : machine.nics()) {
                if (known != null && nic.nic() <= known.macs().size()) {
                    nics.add(new NetNic(
                            nic.network(),
                            machine.key(),
                            nic.nic(),
                            known.macs().get(nic.nic() - 1),
                            nic.address(),
                            List.of(known.oldName())));
                }
            }
        }
        for (RecoveryNetwork network : decided.spec().networks()) {
            forms.put(
                    network.name(),
                    NetForm.of(decided.run(), network, decided.spec().networks(), nics, isolated));
        }
    }

    /** What is to be made. */
    List<NetForm> forms() {
        return List.copyOf(forms.values());
    }

    /** Those whose machines may not pass each other by what the firewall says. */
    List<NetForm> guarded() {
        return forms.values().stream().filter(NetForm::portsIsolated).toList();
    }

    /** The bridges of a machine's NICs, by their numbers. */
    Map<Integer, String> bridges(PlanMachine machine) {
        Map<Integer, String> bridges = new LinkedHashMap<>();
        for (PlanNic nic : machine.nics()) {
            Optional.ofNullable(forms.get(nic.network())).ifPresent(form -> bridges.put(nic.nic(), form.bridge()));
        }
        return bridges;
    }

    /**
     * A place of a machine in a network.
     *
     * @param word the network
     * @param address the address there
     */
    record At(String word, String address) {}

    /** Where a machine is found: the first of its NICs with an address. */
    Optional<At> at(PlanMachine machine) {
        Decided.Machine known = decided.machines().get(machine.key());
        for (PlanNic nic : machine.nics()) {
            NetForm form = forms.get(nic.network());
            if (known != null && form != null && nic.nic() <= known.macs().size()) {
                Optional<String> address = form.address(known.macs().get(nic.nic() - 1));
                if (address.isPresent()) {
                    return Optional.of(new At(form.word(), address.get()));
                }
            }
        }
        return Optional.empty();
    }
}
