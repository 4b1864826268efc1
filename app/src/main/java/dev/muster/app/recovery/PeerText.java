package dev.muster.app.recovery;

import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryNetwork;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Ends of traffic as they are typed: {@code any}, a machine, {@code network:NAME}, an address or a block of addresses. */
final class PeerText {
    private static final String ANY = new Peer.Anywhere().text();
    private static final String NETWORK = "network:";

    private PeerText() {}

    static Peer read(String typed) {
        if (typed.equals(ANY)) {
            return new Peer.Anywhere();
        }
        if (typed.startsWith(NETWORK)) {
            return new Peer.InNetwork(typed.substring(NETWORK.length()).strip());
        }
        // a key has no dots
        return typed.matches("[0-9.]*\\.[0-9.]*(/[0-9]*)?") ? new Peer.Addresses(typed) : new Peer.Machine(typed);
    }

    /** What of a plan may be meant. */
    static List<String> meant(PlanSpec plan, String typed) {
        String part = typed.strip().toLowerCase(Locale.ROOT);
        return Stream.of(
                        Stream.of(ANY),
                        plan.networks().stream().map(RecoveryNetwork::name).map(name -> NETWORK + name),
                        plan.items().stream()
                                .filter(PlanMachine.class::isInstance)
                                .map(PlanItem::key))
                .flatMap(texts -> texts)
                .filter(text -> text.toLowerCase(Locale.ROOT).contains(part) && !text.equals(typed))
                .toList();
    }
}
