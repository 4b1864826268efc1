package dev.muster.bridge.recovery.net;

import dev.muster.bridge.recovery.net.NetForm.Forward;
import dev.muster.bridge.recovery.net.NetForm.Host;
import dev.muster.bridge.recovery.net.NetForm.Rule;
import dev.muster.bridge.recovery.net.NetForm.Tunnel;
import dev.muster.bridge.recovery.net.NetForm.TunnelPeer;
import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryNetwork.AddressRange;
import dev.muster.model.recovery.RecoveryNetwork.PortForward;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import dev.muster.model.recovery.RecoveryNetwork.Reservation;
import dev.muster.model.recovery.Vpn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Puts addresses in place of what a plan calls by name. */
final class NetForming {
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int WORD_DIGITS = 5;

    private final List<RecoveryNetwork> networks;
    private final List<NetNic> nics;

    NetForming(List<RecoveryNetwork> networks, List<NetNic> nics) {
        this.networks = networks;
        this.nics = nics;
    }

    NetForm form(String run, RecoveryNetwork network, boolean isolated) {
        boolean connected = !isolated && network.reach() == Reach.CONNECTED;
        List<Known> known = known(network);
        return new NetForm(
                "mr" + digits(run + "\n" + network.name(), WORD_DIGITS),
                run,
                network.name(),
                network.subnet(),
                server(network, known),
                network.gateway().isPresent(),
                network.dhcp(),
                known.stream()
                        .map(one -> new Host(
                                one.nic.mac().toLowerCase(Locale.ROOT),
                                one.address,
                                one.nic.address().isEmpty(),
                                one.nic.names().stream()
                                        .filter(NetForm::isName)
                                        .distinct()
                                        .toList()))
                        .toList(),
                network.dns().domain(),
                network.dns().oldNames(),
                connected,
                connected && network.nat(),
                connected ? forwards(network, known) : List.of(),
                rules(network),
                connected ? network.vpn().map(NetForming::tunnel) : Optional.empty());
    }

    private static Tunnel tunnel(Vpn vpn) {
        return new Tunnel(
                vpn.port(),
                vpn.address(),
                vpn.peers().stream()
                        .map(peer -> new TunnelPeer(peer.key(), peer.allowed()))
                        .toList());
    }

    /** Digits of base 32 that a text always has, and another text hardly ever. */
    static String digits(String text, int count) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            StringBuilder digits = new StringBuilder();
            for (int each = 0; each < count; each++) {
                digits.append(DIGITS.charAt(hash[each] & 31));
            }
            return digits.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each Java has it
        }
    }

    private record Known(NetNic nic, String address) {}

    /** The NICs of a network that have an address, in the order of the run. */
    private List<Known> known(RecoveryNetwork network) {
        Set<String> taken = new HashSet<>();
        network.gateway().ifPresent(taken::add);
        network.reservations().forEach(one -> taken.add(one.address()));
        nics.forEach(one -> one.address().ifPresent(taken::add));
        List<Known> known = new ArrayList<>();
        for (NetNic nic : nics) {
            if (nic.network().equals(network.name())) {
                nic.address()
                        .or(() -> reserved(network, nic))
                        .or(() -> network.dhcp().flatMap(range -> free(range, taken)))
                        .ifPresent(address -> known.add(new Known(nic, address)));
            }
        }
        return known;
    }

    private static Optional<String> reserved(RecoveryNetwork network, NetNic nic) {
        return network.reservations().stream()
                .filter(one -> one.machine().equals(nic.machine()) && one.nic() == nic.nic())
                .map(Reservation::address)
                .findFirst();
    }

    private static Optional<String> free(AddressRange range, Set<String> taken) {
        long last = Addresses.number(range.last());
        for (long each = Addresses.number(range.first()); each <= last; each++) {
            if (taken.add(Addresses.text(each))) {
                return Optional.of(Addresses.text(each));
            }
        }
        return Optional.empty();
    }

    /** The gateway's address, or the highest that nobody else has. */
    private static String server(RecoveryNetwork network, List<Known> known) {
        if (network.gateway().isPresent()) {
            return network.gateway().get();
        }
        Addresses block = Addresses.of(network.subnet());
        Set<String> taken = new HashSet<>();
        network.reservations().forEach(one -> taken.add(one.address()));
        known.forEach(one -> taken.add(one.address));
        long number = block.last() - 1;
        while (number > block.first() + 1
                && (taken.contains(Addresses.text(number)) || inRange(network.dhcp(), number))) {
            number--;
        }
        return Addresses.text(number);
    }

    private static boolean inRange(Optional<AddressRange> dhcp, long number) {
        return dhcp.filter(
                        range -> number >= Addresses.number(range.first()) && number <= Addresses.number(range.last()))
                .isPresent();
    }

    /** Those to machines that take no part in the run lead nowhere, so there is none. */
    private static List<Forward> forwards(RecoveryNetwork network, List<Known> known) {
        List<Forward> forwards = new ArrayList<>();
        for (PortForward forward : network.forwards()) {
            known.stream()
                    .filter(one -> one.nic.machine().equals(forward.machine()))
                    .findFirst()
                    .ifPresent(one -> forwards.add(
                            new Forward(forward.protocol(), forward.outsidePort(), one.address, forward.port())));
        }
        return forwards;
    }

    private List<Rule> rules(RecoveryNetwork network) {
        List<Rule> rules = new ArrayList<>();
        for (FirewallRule rule : network.firewall()) {
            Optional<List<String>> from = blocks(rule.from());
            Optional<List<String>> to = blocks(rule.to());
            // who takes no part in the run sends nothing and gets nothing
            if (from.isPresent() && to.isPresent()) {
                rules.add(new Rule(rule.action(), from.get(), to.get(), rule.protocol(), rule.ports()));
            }
        }
        return rules;
    }

    /** What a peer is; an empty list for all, empty where it is nobody. */
    private Optional<List<String>> blocks(Peer peer) {
        return switch (peer) {
            case Peer.Anywhere _ -> Optional.of(List.of());
            case Peer.Addresses(String block) -> Optional.of(List.of(block));
            case Peer.InNetwork(String name) ->
                networks.stream()
                        .filter(one -> one.name().equals(name))
                        .map(one -> List.of(one.subnet()))
                        .findFirst();
            case Peer.Machine(String key) ->
                Optional.of(networks.stream()
                                .flatMap(network -> known(network).stream())
                                .filter(one -> one.nic.machine().equals(key))
                                .map(Known::address)
                                .distinct()
                                .toList())
                        .filter(addresses -> !addresses.isEmpty());
        };
    }
}
