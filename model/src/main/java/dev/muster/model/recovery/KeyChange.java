package dev.muster.model.recovery;

import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.RecoveryNetwork.PortForward;
import dev.muster.model.recovery.RecoveryNetwork.Reservation;
import java.util.List;

/** Lets all that names an item by its old key name it by the new one. */
record KeyChange(String from, String to) {
    PlanSpec in(PlanSpec plan) {
        return PlanEdit.withItems(plan, this::in)
                .withNetworks(plan.networks().stream().map(this::in).toList());
    }

    private PlanItem in(PlanItem item) {
        List<String> needs = item.needs().stream().map(this::in).toList();
        return item.withNeeds(needs)
                .withOnlyIf(item.onlyIf().map(choice -> new Choice(in(choice.prompt()), choice.choice())));
    }

    private RecoveryNetwork in(RecoveryNetwork network) {
        return network.with(
                network.reservations().stream()
                        .map(one -> new Reservation(in(one.machine()), one.nic(), one.address()))
                        .toList(),
                network.forwards().stream()
                        .map(one -> new PortForward(one.protocol(), one.outsidePort(), in(one.machine()), one.port()))
                        .toList(),
                network.firewall().stream()
                        .map(one -> new FirewallRule(
                                one.action(), in(one.from()), in(one.to()), one.protocol(), one.ports()))
                        .toList());
    }

    private Peer in(Peer peer) {
        return peer instanceof Peer.Machine(String key) ? new Peer.Machine(in(key)) : peer;
    }

    private String in(String key) {
        return key.equals(from) ? to : key;
    }
}
