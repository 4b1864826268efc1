package dev.muster.model.recovery;

import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.PlanFault.Kind;
import dev.muster.model.recovery.RecoveryNetwork.PortForward;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the networks of a plan one after another, in its order. */
final class NetworkCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    private static final Pattern DOMAIN = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
            + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final int SHORTEST_PREFIX = 8;
    private static final int LONGEST_PREFIX = 30;

    private final PlanIndex index;
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> mapped = new HashMap<>();
    private final List<Map.Entry<String, Ipv4>> subnets = new ArrayList<>();
    private final Set<String> forwarded = new HashSet<>();
    private final AddressBook addresses;

    NetworkCheck(PlanIndex index, AddressBook addresses) {
        this.index = index;
        this.addresses = addresses;
    }

    void check(RecoveryNetwork network, FaultList faults) {
        FaultList name = faults.at("name");
        name.requireForm(
                NAME, network.name(), "the name of a network", "use up to 32 letters, digits, '.', '_' and '-'.");
        name.require(
                names.add(network.name()),
                Kind.DUPLICATE_NETWORK,
                "Two networks are called " + Words.quoted(network.name()) + ".");
        checkMapping(network, faults);
        checkSubnet(network, faults.at("subnet")).ifPresent(subnet -> checkRouter(network, subnet, faults));
        checkReservations(network, faults);
        if (!network.dns().domain().isEmpty()) {
            faults.at("dns")
                    .at("domain")
                    .requireForm(DOMAIN, network.dns().domain(), "a DNS domain", "use a name such as shop.example.");
        }
        for (int forward = 0; forward < network.forwards().size(); forward++) {
            checkForward(network, network.forwards().get(forward), faults.at("forwards", forward));
        }
        for (int rule = 0; rule < network.firewall().size(); rule++) {
            checkRule(network.firewall().get(rule), faults.at("firewall", rule));
        }
        network.vpn().ifPresent(vpn -> checkVpn(network, vpn, faults.at("vpn")));
    }

    /** The tunnel has addresses of its own, each of which one peer has. */
    private void checkVpn(RecoveryNetwork network, Vpn vpn, FaultList faults) {
        faults.at("port").requirePort(vpn.port());
        faults.at("port")
                .require(
                        forwarded.add(Protocol.UDP + "/" + vpn.port()),
                        Kind.DUPLICATE_FORWARD,
                        "The outside port " + vpn.port() + " (" + Protocol.UDP.word() + ") is forwarded twice.");
        List<Map.Entry<String, Ipv4>> held = new ArrayList<>();
        Optional<Ipv4> tunnel = Ipv4.around(vpn.address());
        faults.at("address")
                .require(
                        tunnel.isPresent(),
                        Kind.ADDRESS_INVALID,
                        Words.quoted(vpn.address()) + " is not an IPv4 address with a prefix, such as 10.99.0.1/24.");
        tunnel.ifPresent(block -> checkApart(network, vpn.address(), block, faults.at("address")));
        Set<String> peers = new HashSet<>();
        for (int each = 0; each < vpn.peers().size(); each++) {
            VpnPeer peer = vpn.peers().get(each);
            FaultList here = faults.at("peers", each);
            here.at("name").requireText(peer.name(), "The name of a peer");
            here.at("key")
                    .require(
                            VpnPeer.isKey(peer.key()),
                            Kind.MALFORMED,
                            Words.quoted(peer.key()) + " is not a public key of WireGuard: give 32 bytes in base64.");
            here.at("key")
                    .require(
                            peers.add(peer.key()),
                            Kind.DUPLICATE_KEY,
                            "Two peers have the key " + Words.quoted(peer.key()) + ".");
            here.at("allowed")
                    .require(
                            !peer.allowed().isEmpty(),
                            Kind.ADDRESS_INVALID,
                            "The peer " + Words.quoted(peer.name()) + " has no address in the tunnel.");
            for (String allowed : peer.allowed()) {
                checkAllowed(network, peer, allowed, held, here.at("allowed"));
            }
        }
    }

    private void checkAllowed(
            RecoveryNetwork network,
            VpnPeer peer,
            String allowed,
            List<Map.Entry<String, Ipv4>> held,
            FaultList faults) {
        Optional<Ipv4> block = Ipv4.block(allowed.contains("/") ? allowed : allowed + "/32");
        faults.require(
                block.isPresent(),
                Kind.ADDRESS_INVALID,
                Words.quoted(allowed) + " is not an IPv4 address or block of addresses.");
        block.ifPresent(addresses -> {
            checkApart(network, allowed, addresses, faults);
            for (Map.Entry<String, Ipv4> other : held) {
                faults.require(
                        !other.getValue().overlaps(addresses),
                        Kind.SUBNET_OVERLAP,
                        "The addresses " + allowed + " of the peer " + Words.quoted(peer.name()) + " overlap those of "
                                + Words.quoted(other.getKey()) + ".");
            }
            held.add(Map.entry(peer.name(), addresses));
        });
    }

    private void checkApart(RecoveryNetwork network, String text, Ipv4 block, FaultList faults) {
        for (RecoveryNetwork other : index.networks()) {
            faults.require(
                    Ipv4.block(other.subnet()).filter(block::overlaps).isEmpty(),
                    Kind.SUBNET_OVERLAP,
                    "The tunnel " + text + " of " + Words.quoted(network.name()) + " overlaps the subnet of "
                            + Words.quoted(other.name()) + ".");
        }
    }

    private void checkMapping(RecoveryNetwork network, FaultList faults) {
        for (int production = 0; production < network.standsFor().size(); production++) {
            String one = network.standsFor().get(production);
            FaultList here = faults.at("standsFor", production);
            here.requireText(one, "The name of a production network");
            String other = mapped.putIfAbsent(one, network.name());
            here.require(
                    other == null || one.isBlank(),
                    Kind.DUPLICATE_MAPPING,
                    "The production network " + Words.quoted(one) + " has two recovery networks: "
                            + Words.quoted(other == null ? "" : other) + " and " + Words.quoted(network.name()) + ".");
        }
    }

    private Optional<Ipv4> checkSubnet(RecoveryNetwork network, FaultList faults) {
        Optional<Ipv4> subnet = Ipv4.block(network.subnet())
                .filter(block -> block.prefix() >= SHORTEST_PREFIX && block.prefix() <= LONGEST_PREFIX);
        if (subnet.isEmpty()) {
            faults.add(
                    Kind.ADDRESS_INVALID,
                    Words.quoted(network.subnet())
                            + " is not an IPv4 subnet: give its first address and a prefix of 8 to 30.");
            return subnet;
        }
        for (Map.Entry<String, Ipv4> other : subnets) {
            faults.require(
                    !other.getValue().overlaps(subnet.get()),
                    Kind.SUBNET_OVERLAP,
                    "The subnet " + network.subnet() + " of " + Words.quoted(network.name()) + " overlaps that of "
                            + Words.quoted(other.getKey()) + ".");
        }
        subnets.add(Map.entry(network.name(), subnet.get()));
        return subnet;
    }

    /** The gateway is outside the DHCP range, which is all of it inside the subnet. */
    private static void checkRouter(RecoveryNetwork network, Ipv4 subnet, FaultList faults) {
        OptionalLong gateway = network.gateway().map(Ipv4::address).orElse(OptionalLong.empty());
        network.gateway()
                .ifPresent(address -> faults.at("gateway")
                        .require(
                                gateway.isPresent() && subnet.usable(gateway.getAsLong()),
                                gateway.isPresent() ? Kind.ADDRESS_OUTSIDE : Kind.ADDRESS_INVALID,
                                Words.quoted(address) + " is not an address of a router in the subnet "
                                        + network.subnet() + "."));
        if (network.dhcp().isEmpty()) {
            return;
        }
        Optional<Ipv4> range = AddressBook.dhcp(network);
        String text = network.dhcp().get().text();
        faults.at("dhcp")
                .require(
                        range.isPresent(),
                        Kind.DHCP_INVALID,
                        Words.quoted(text) + " is not a range of IPv4 addresses.");
        range.ifPresent(addresses -> {
            faults.at("dhcp")
                    .require(
                            subnet.usable(addresses.first()) && subnet.usable(addresses.last()),
                            Kind.DHCP_INVALID,
                            "The DHCP range " + text + " is not inside the subnet " + network.subnet() + ".");
            faults.at("dhcp")
                    .require(
                            gateway.isEmpty() || !addresses.holds(gateway.getAsLong()),
                            Kind.DHCP_INVALID,
                            "The DHCP range " + text + " holds the gateway, which would be handed out.");
        });
    }

    private void checkReservations(RecoveryNetwork network, FaultList faults) {
        Set<String> reserved = new HashSet<>();
        for (int one = 0; one < network.reservations().size(); one++) {
            RecoveryNetwork.Reservation reservation = network.reservations().get(one);
            FaultList here = faults.at("reservations", one).of(reservation.machine());
            String nic = "NIC " + reservation.nic() + " of " + Words.quoted(reservation.machine());
            Optional<PlanMachine> machine = machine(reservation.machine(), here.at("machine"));
            if (machine.isPresent()) {
                here.at("nic")
                        .require(
                                machine.get().nics().stream()
                                        .anyMatch(plugged -> plugged.nic() == reservation.nic()
                                                && plugged.network().equals(network.name())),
                                Kind.NOT_IN_NETWORK,
                                nic + " is not in the network " + Words.quoted(network.name()) + ".");
            }
            here.at("nic")
                    .require(
                            reserved.add(nic),
                            Kind.DUPLICATE_NIC,
                            nic + " has two reservations in " + Words.quoted(network.name()) + ".");
            addresses.reserved(network, reservation, here.at("address"));
        }
    }

    private void checkForward(RecoveryNetwork network, PortForward forward, FaultList place) {
        FaultList faults = place.of(forward.machine());
        faults.at("protocol")
                .require(
                        forward.protocol().hasPorts(),
                        Kind.PROTOCOL_INVALID,
                        "Only TCP and UDP ports are forwarded, not "
                                + forward.protocol().word() + ".");
        faults.at("outsidePort").requirePort(forward.outsidePort());
        faults.at("outsidePort")
                .require(
                        forwarded.add(forward.protocol() + "/" + forward.outsidePort()),
                        Kind.DUPLICATE_FORWARD,
                        "The outside port " + forward.outsidePort() + " ("
                                + forward.protocol().word() + ") is forwarded twice.");
        machine(forward.machine(), faults.at("machine"))
                .ifPresent(machine -> faults.at("machine")
                        .require(
                                machine.nics().stream()
                                        .anyMatch(nic -> nic.network().equals(network.name())),
                                Kind.NOT_IN_NETWORK,
                                Words.quoted(machine.key()) + " has no NIC in the network "
                                        + Words.quoted(network.name()) + "."));
        faults.at("port").requirePort(forward.port());
    }

    private void checkRule(FirewallRule rule, FaultList faults) {
        checkPeer(rule.from(), faults.at("from"));
        checkPeer(rule.to(), faults.at("to"));
        faults.at("protocol")
                .require(
                        rule.ports().isEmpty() || rule.protocol().hasPorts(),
                        Kind.PROTOCOL_INVALID,
                        "Only TCP and UDP have ports, not " + rule.protocol().word() + ".");
        for (int range = 0; range < rule.ports().size(); range++) {
            FaultList here = faults.at("ports", range);
            here.at("first").requirePort(rule.ports().get(range).first());
            here.at("last").requirePort(rule.ports().get(range).last());
            here.require(
                    rule.ports().get(range).first() <= rule.ports().get(range).last(),
                    Kind.OUT_OF_RANGE,
                    "The range of ports ends before it begins.");
        }
    }

    private void checkPeer(Peer peer, FaultList faults) {
        switch (peer) {
            case Peer.Anywhere() -> {}
            case Peer.Machine(String key) -> machine(key, faults.of(key));
            case Peer.InNetwork(String network) ->
                faults.require(
                        index.network(network).isPresent(),
                        Kind.UNKNOWN_NETWORK,
                        "The plan has no network " + Words.quoted(network) + ".");
            case Peer.Addresses(String block) ->
                faults.require(
                        Ipv4.address(block).isPresent() || Ipv4.block(block).isPresent(),
                        Kind.ADDRESS_INVALID,
                        Words.quoted(block) + " is not an IPv4 address or block of addresses.");
        }
    }

    private Optional<PlanMachine> machine(String key, FaultList faults) {
        Optional<PlanMachine> machine = index.machine(key);
        faults.require(machine.isPresent(), Kind.UNKNOWN_MACHINE, "The plan has no machine " + Words.quoted(key) + ".");
        return machine;
    }
}
