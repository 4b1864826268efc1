package dev.muster.app.recovery;

import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanNic;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes of the networks of a plan, each giving a new plan. */
final class PlanNetworks {
    private PlanNetworks() {}

    /** Adds a network with the first free name and subnet of its kind. */
    static PlanSpec add(PlanSpec plan) {
        List<RecoveryNetwork> networks = new ArrayList<>(plan.networks());
        int number = 1;
        while (isTaken(plan, "net-" + number, "10.90." + number + ".0/24")) {
            number++;
        }
        networks.add(new RecoveryNetwork(
                "net-" + number,
                List.of(),
                "10.90." + number + ".0/24",
                Optional.of("10.90." + number + ".1"),
                Optional.of(new RecoveryNetwork.AddressRange("10.90." + number + ".100", "10.90." + number + ".199")),
                List.of(),
                new RecoveryNetwork.DnsRule("", true),
                false,
                List.of(),
                List.of(),
                RecoveryNetwork.Reach.ISOLATED));
        return plan.withNetworks(networks);
    }

    private static boolean isTaken(PlanSpec plan, String name, String subnet) {
        return plan.networks().stream()
                .anyMatch(one -> one.name().equals(name) || one.subnet().equals(subnet));
    }

    /** Removes a network; the NICs that were plugged into it are unplugged. */
    static PlanSpec remove(PlanSpec plan, int number) {
        String name = plan.networks().get(number).name();
        List<RecoveryNetwork> networks = new ArrayList<>(plan.networks());
        networks.remove(number);
        return nics(plan, name, Optional.empty()).withNetworks(networks);
    }

    /** Gives a network another name; NICs and firewall rules go along. */
    static PlanSpec rename(PlanSpec plan, int number, String name) {
        String before = plan.networks().get(number).name();
        List<RecoveryNetwork> networks = new ArrayList<>();
        for (int at = 0; at < plan.networks().size(); at++) {
            RecoveryNetwork one = plan.networks().get(at);
            List<FirewallRule> rules = one.firewall().stream()
                    .map(rule -> new FirewallRule(
                            rule.action(),
                            peer(rule.from(), before, name),
                            peer(rule.to(), before, name),
                            rule.protocol(),
                            rule.ports()))
                    .toList();
            networks.add(one.withName(at == number ? name : one.name()).withFirewall(rules));
        }
        return nics(plan, before, Optional.of(name)).withNetworks(networks);
    }

    private static Peer peer(Peer peer, String before, String name) {
        return peer.equals(new Peer.InNetwork(before)) ? new Peer.InNetwork(name) : peer;
    }

    private static PlanSpec nics(PlanSpec plan, String before, Optional<String> name) {
        return plan.withTiers(plan.tiers().stream()
                .map(tier -> tier.withItems(tier.items().stream()
                        .map(item -> item instanceof PlanMachine machine ? nics(machine, before, name) : item)
                        .toList()))
                .toList());
    }

    private static PlanItem nics(PlanMachine machine, String before, Optional<String> name) {
        return machine.withNics(machine.nics().stream()
                .filter(nic -> name.isPresent() || !nic.network().equals(before))
                .map(nic ->
                        nic.network().equals(before) ? new PlanNic(nic.nic(), name.orElse(before), nic.address()) : nic)
                .toList());
    }
}
