package dev.muster.model.recovery;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A network that recovered machines are plugged into. Addresses are IPv4 in dotted form.
 *
 * @param name unique in the plan: up to 32 letters, digits, {@code .}, {@code _} and {@code -}
 * @param standsFor names of the production networks it takes the place of
 * @param subnet such as {@code 10.7.0.0/24}, with a prefix of 8 to 30
 * @param gateway the address of its router in the subnet; empty where it has none
 * @param dhcp addresses handed out to any machine; empty where only those with a reservation get one
 * @param reservations addresses handed out to one NIC; they may be in the DHCP range, which then keeps them free, or outside it
 * @param dns how names are answered
 * @param nat whether its machines reach outside under the address of the host
 * @param forwards ports of the host that lead to its machines
 * @param firewall the first rule that fits decides; what none fits is allowed
 * @param reach how it is joined with the outside in a recovery; in a test it is always isolated
 * @param vpn how peers elsewhere reach its machines in a recovery; nobody does in a test, or while it is isolated
 */
public record RecoveryNetwork(
        String name,
        List<String> standsFor,
        String subnet,
        Optional<String> gateway,
        Optional<AddressRange> dhcp,
        List<Reservation> reservations,
        DnsRule dns,
        boolean nat,
        List<PortForward> forwards,
        List<FirewallRule> firewall,
        Reach reach,
        Optional<Vpn> vpn) {
    public RecoveryNetwork {
        standsFor = List.copyOf(standsFor);
        reservations = List.copyOf(reservations);
        forwards = List.copyOf(forwards);
        firewall = List.copyOf(firewall);
        // a version that was saved before there were tunnels
        vpn = Objects.requireNonNullElse(vpn, Optional.empty());
    }

    /** One without a VPN. */
    public RecoveryNetwork(
            String name,
            List<String> standsFor,
            String subnet,
            Optional<String> gateway,
            Optional<AddressRange> dhcp,
            List<Reservation> reservations,
            DnsRule dns,
            boolean nat,
            List<PortForward> forwards,
            List<FirewallRule> firewall,
            Reach reach) {
        this(
                name,
                standsFor,
                subnet,
                gateway,
                dhcp,
                reservations,
                dns,
                nat,
                forwards,
                firewall,
                reach,
                Optional.empty());
    }

    /** How a network is joined with the outside. */
    public enum Reach {
        CONNECTED,
        ISOLATED
    }

    /**
     * Addresses from the first to the last.
     *
     * @param first the first
     * @param last the last, which is not before the first
     */
    public record AddressRange(String first, String last) {
        /** In words, such as {@code 10.7.0.100-10.7.0.199}. */
        public String text() {
            return first + "-" + last;
        }
    }

    /**
     * The address that DHCP hands out to one NIC.
     *
     * @param machine the machine's key
     * @param nic the NIC's number, from 1; one that is plugged into this network
     * @param address in the subnet
     */
    public record Reservation(String machine, int nic, String address) {
        /** In words, such as {@code db:1=10.7.0.5}. */
        public String text() {
            return machine + ":" + nic + "=" + address;
        }
    }

    /**
     * How names are answered.
     *
     * @param domain the DNS domain of its machines; empty for none
     * @param oldNames whether the names the machines have in production are answered with their addresses here
     */
    public record DnsRule(String domain, boolean oldNames) {}

    /**
     * A port of the host that leads to a machine.
     *
     * @param protocol TCP or UDP
     * @param outsidePort 1 to 65535; with the protocol unique in the plan, as all share the addresses of the hosts
     * @param machine the machine's key; one with a NIC in this network
     * @param port 1 to 65535
     */
    public record PortForward(Protocol protocol, int outsidePort, String machine, int port) {
        /** In words, such as {@code tcp:8443=web:443}. */
        public String text() {
            return protocol.word() + ":" + outsidePort + "=" + machine + ":" + port;
        }
    }

    /** The same network with that name. */
    public RecoveryNetwork withName(String other) {
        return new RecoveryNetwork(
                other, standsFor, subnet, gateway, dhcp, reservations, dns, nat, forwards, firewall, reach, vpn);
    }

    /** The same network in the place of these. */
    public RecoveryNetwork withStandsFor(List<String> other) {
        return new RecoveryNetwork(
                name, other, subnet, gateway, dhcp, reservations, dns, nat, forwards, firewall, reach, vpn);
    }

    /** The same network with that subnet. */
    public RecoveryNetwork withSubnet(String other) {
        return new RecoveryNetwork(
                name, standsFor, other, gateway, dhcp, reservations, dns, nat, forwards, firewall, reach, vpn);
    }

    /** The same network with that gateway. */
    public RecoveryNetwork withGateway(Optional<String> other) {
        return new RecoveryNetwork(
                name, standsFor, subnet, other, dhcp, reservations, dns, nat, forwards, firewall, reach, vpn);
    }

    /** The same network with that DHCP range. */
    public RecoveryNetwork withDhcp(Optional<AddressRange> other) {
        return new RecoveryNetwork(
                name, standsFor, subnet, gateway, other, reservations, dns, nat, forwards, firewall, reach, vpn);
    }

    /** The same network with these reservations. */
    public RecoveryNetwork withReservations(List<Reservation> other) {
        return new RecoveryNetwork(
                name, standsFor, subnet, gateway, dhcp, other, dns, nat, forwards, firewall, reach, vpn);
    }

    /** The same network with that DNS rule. */
    public RecoveryNetwork withDns(DnsRule other) {
        return new RecoveryNetwork(
                name, standsFor, subnet, gateway, dhcp, reservations, other, nat, forwards, firewall, reach, vpn);
    }

    /** The same network with or without NAT. */
    public RecoveryNetwork withNat(boolean other) {
        return new RecoveryNetwork(
                name, standsFor, subnet, gateway, dhcp, reservations, dns, other, forwards, firewall, reach, vpn);
    }

    /** The same network with these port forwards. */
    public RecoveryNetwork withForwards(List<PortForward> other) {
        return new RecoveryNetwork(
                name, standsFor, subnet, gateway, dhcp, reservations, dns, nat, other, firewall, reach, vpn);
    }

    /** The same network with these firewall rules. */
    public RecoveryNetwork withFirewall(List<FirewallRule> other) {
        return new RecoveryNetwork(
                name, standsFor, subnet, gateway, dhcp, reservations, dns, nat, forwards, other, reach, vpn);
    }

    /** The same network joined with the outside that way. */
    public RecoveryNetwork withReach(Reach other) {
        return new RecoveryNetwork(
                name, standsFor, subnet, gateway, dhcp, reservations, dns, nat, forwards, firewall, other, vpn);
    }

    /** The same network with that VPN. */
    public RecoveryNetwork withVpn(Optional<Vpn> other) {
        return new RecoveryNetwork(
                name, standsFor, subnet, gateway, dhcp, reservations, dns, nat, forwards, firewall, reach, other);
    }

    /** The same network with these reservations, forwards and rules. */
    RecoveryNetwork with(List<Reservation> reserved, List<PortForward> forwarded, List<FirewallRule> rules) {
        return new RecoveryNetwork(
                name, standsFor, subnet, gateway, dhcp, reserved, dns, nat, forwarded, rules, reach, vpn);
    }
}
