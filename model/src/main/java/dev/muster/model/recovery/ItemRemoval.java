package dev.muster.model.recovery;

import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.PlanEdit.Dropped;
import dev.muster.model.recovery.PlanEdit.Dropped.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Removes items from a plan with all that names them. */
final class ItemRemoval {
    private final Set<String> keys;
    private final List<Dropped> dropped = new ArrayList<>();

    ItemRemoval(Set<String> keys) {
        this.keys = keys;
    }

    PlanEdit.Removal from(PlanSpec plan) {
        List<Tier> tiers = plan.tiers().stream()
                .map(tier -> tier.withItems(tier.items().stream()
                        .filter(item -> !keys.contains(item.key()))
                        .map(this::without)
                        .toList()))
                .toList();
        List<RecoveryNetwork> networks =
                plan.networks().stream().map(this::without).toList();
        return new PlanEdit.Removal(plan.withTiers(tiers).withNetworks(networks), dropped);
    }

    private PlanItem without(PlanItem item) {
        PlanItem rest = item.withNeeds(kept(item.needs(), Kind.NEED, item.key(), this::named));
        Optional<String> prompt = item.onlyIf().map(Choice::prompt).filter(keys::contains);
        prompt.ifPresent(key -> dropped.add(new Dropped(Kind.ONLY_IF, item.key(), key)));
        return prompt.isPresent() ? rest.withOnlyIf(Optional.empty()) : rest;
    }

    private RecoveryNetwork without(RecoveryNetwork network) {
        return network.with(
                kept(network.reservations(), Kind.RESERVATION, network.name(), one -> named(one.machine())),
                kept(network.forwards(), Kind.PORT_FORWARD, network.name(), one -> named(one.machine())),
                kept(network.firewall(), Kind.FIREWALL_RULE, network.name(), this::named));
    }

    /** Those that name no removed item; the others are told. */
    private <T> List<T> kept(List<T> all, Kind kind, String owner, Function<T, String> named) {
        List<T> kept = new ArrayList<>();
        for (T one : all) {
            String removed = named.apply(one);
            if (removed.isEmpty()) {
                kept.add(one);
            } else {
                dropped.add(new Dropped(kind, owner, removed));
            }
        }
        return kept;
    }

    private String named(FirewallRule rule) {
        String from = named(rule.from());
        return from.isEmpty() ? named(rule.to()) : from;
    }

    private String named(Peer peer) {
        return peer instanceof Peer.Machine(String key) ? named(key) : "";
    }

    /** The key where it is one of those removed; else nothing. */
    private String named(String key) {
        return keys.contains(key) ? key : "";
    }
}
