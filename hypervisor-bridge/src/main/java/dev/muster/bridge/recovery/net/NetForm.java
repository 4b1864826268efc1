package dev.muster.bridge.recovery.net;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.FirewallRule.PortRange;
import dev.muster.model.recovery.Protocol;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryNetwork.AddressRange;
import dev.muster.model.recovery.VpnPeer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * All that is made of one network of one run. What it is made from was checked when the plan was saved; here it is checked again,
 * since it becomes configuration of programs that run as root: {@code USAGE_INVALID}.
 *
 * @param word seven letters and digits that no other network on this machine has; names of links and of the namespace begin with it
 * @param run the run it is part of, in words
 * @param network its name in the plan
 * @param subnet such as {@code 10.7.0.0/24}
 * @param server the address that serves DHCP and DNS; the gateway's where there is one
 * @param gateway whether {@code server} is told to guests as their way out
 * @param dhcp addresses handed out to any NIC; empty where only known ones get one
 * @param hosts the NICs that are known, with an address each
 * @param domain DNS domain; empty for none
 * @param names whether the names of the hosts are answered
 * @param connected whether there is a way to the host and beyond
 * @param nat whether guests reach the outside under the host's address
 * @param forwards ports of the host that lead to guests
 * @param rules the first that fits decides
 * @param vpn how peers elsewhere come in
 */
public record NetForm(
        String word,
        String run,
        String network,
        String subnet,
        String server,
        boolean gateway,
        Optional<AddressRange> dhcp,
        List<Host> hosts,
        String domain,
        boolean names,
        boolean connected,
        boolean nat,
        List<Forward> forwards,
        List<Rule> rules,
        Optional<Tunnel> vpn) {
    static final Pattern WORD = Pattern.compile("mr[a-z2-7]{5}");
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final int LONGEST_NAME = 253;

    public NetForm {
        hosts = List.copyOf(hosts);
        forwards = List.copyOf(forwards);
        rules = List.copyOf(rules);
        require(word, WORD.asMatchPredicate());
        require(subnet, text -> text.contains("/") && Addresses.isBlock(text));
        Addresses block = Addresses.of(subnet);
        require(subnet, text -> text.equals(block.toString()));
        requireUsable(server, block);
        dhcp.ifPresent(range -> {
            requireUsable(range.first(), block);
            requireUsable(range.last(), block);
            require(range.text(), _ -> Addresses.number(range.first()) <= Addresses.number(range.last()));
        });
        for (Host host : hosts) {
            requireUsable(host.address, block);
        }
        for (Forward forward : forwards) {
            requireUsable(forward.address, block);
        }
        require(domain, text -> text.isEmpty() || isName(text));
        // one that was made before there were tunnels
        vpn = Objects.requireNonNullElse(vpn, Optional.empty());
    }

    /**
     * WireGuard tunnels.
     *
     * @param port UDP port of the host
     * @param address of the network's end, with a prefix
     * @param peers who may come in
     */
    public record Tunnel(int port, String address, List<TunnelPeer> peers) {
        public Tunnel {
            peers = List.copyOf(peers);
            requirePort(port);
            require(
                    address,
                    text -> text.indexOf('/') > 0 && Addresses.isAddress(text.substring(0, text.indexOf('/'))));
            require(address, text -> text.substring(text.indexOf('/') + 1).matches("[0-9]|[12][0-9]|3[0-2]"));
        }
    }

    /**
     * Who may come in through a tunnel.
     *
     * @param key public key in base64
     * @param allowed its addresses and blocks
     */
    public record TunnelPeer(String key, List<String> allowed) {
        public TunnelPeer {
            allowed = List.copyOf(allowed);
            require(key, VpnPeer::isKey);
            allowed.forEach(block -> require(block, Addresses::isBlock));
        }
    }

    /**
     * A NIC with its address.
     *
     * @param mac in lower case
     * @param address in the subnet
     * @param asks whether it gets the address by DHCP; else the guest has it itself
     * @param names of its machine in production
     */
    public record Host(String mac, String address, boolean asks, List<String> names) {
        public Host {
            names = List.copyOf(names);
            require(mac, MAC.asMatchPredicate());
            names.forEach(name -> require(name, NetForm::isName));
        }
    }

    /**
     * A port of the host that leads to a guest.
     *
     * @param protocol TCP or UDP
     * @param outsidePort of the host
     * @param address of the guest
     * @param port of the guest
     */
    public record Forward(Protocol protocol, int outsidePort, String address, int port) {
        public Forward {
            require(protocol.word(), _ -> protocol.hasPorts());
            requirePort(outsidePort);
            requirePort(port);
        }
    }

    /**
     * A rule of the firewall with addresses in place of machines.
     *
     * @param action what is done
     * @param from addresses and blocks; empty for any
     * @param to addresses and blocks; empty for any
     * @param protocol of what is meant
     * @param ports it goes to; empty for all
     */
    public record Rule(
            FirewallRule.Action action, List<String> from, List<String> to, Protocol protocol, List<PortRange> ports) {
        public Rule {
            from = List.copyOf(from);
            to = List.copyOf(to);
            ports = List.copyOf(ports);
            from.forEach(block -> require(block, Addresses::isBlock));
            to.forEach(block -> require(block, Addresses::isBlock));
            boolean portless = ports.isEmpty();
            require(protocol.word(), _ -> portless || protocol.hasPorts());
            for (PortRange range : ports) {
                requirePort(range.first());
                requirePort(range.last());
                require(range.text(), _ -> range.first() <= range.last());
            }
        }

        /** Whether it concerns what passes between two machines of that subnet. */
        private boolean isWithin(Addresses subnet) {
            return meets(from, subnet) && meets(to, subnet);
        }

        private static boolean meets(List<String> blocks, Addresses subnet) {
            return blocks.isEmpty()
                    || blocks.stream().anyMatch(block -> Addresses.of(block).overlaps(subnet));
        }
    }

    /**
     * What is made of a network of a run. A NIC without a fixed or reserved address gets one out of the DHCP range here, so that it
     * is known by name, to rules and to gates before it boots.
     *
     * @param run what distinguishes the run from all others
     * @param network which one
     * @param all the plan's networks, for rules that name others
     * @param nics those of all machines of the run
     * @param isolated as in a test, whatever the plan says
     */
    public static NetForm of(
            String run, RecoveryNetwork network, List<RecoveryNetwork> all, List<NetNic> nics, boolean isolated) {
        return new NetForming(all, nics).form(run, network, isolated);
    }

    /** The Linux bridge that NICs are plugged into. */
    public String bridge() {
        return word + "b";
    }

    /**
     * Whether rules decide about what passes between two machines of it. Then each NIC's port on the bridge must be isolated, by
     * {@code <port isolated='yes'/>} in libvirt's XML or by {@link RecoveryNets#isolatePorts}: machines then reach each other through
     * the namespace alone, which has the rules. Without that these rules have no effect.
     */
    public boolean portsIsolated() {
        Addresses block = Addresses.of(subnet);
        return rules.stream().anyMatch(rule -> rule.action == FirewallRule.Action.DENY && rule.isWithin(block));
    }

    /** The link of its WireGuard end, in the namespace. */
    String tunnel() {
        return tunnel(word);
    }

    static String tunnel(String word) {
        return word + "v";
    }

    /** The address of a NIC; empty where it is not known. */
    public Optional<String> address(String mac) {
        return hosts.stream()
                .filter(host -> host.mac.equalsIgnoreCase(mac))
                .map(Host::address)
                .findFirst();
    }

    /** Whether DNS has such a name: labels of letters, digits, {@code -} and {@code _}. */
    static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    private static void requireUsable(String address, Addresses block) {
        require(address, Addresses::isAddress);
        require(address, block::usable);
    }

    private static void requirePort(int port) {
        require(Integer.toString(port), _ -> port >= 1 && port <= 65535);
    }

    private static void require(String value, Predicate<String> good) {
        if (!good.test(value)) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + value + "\" makes no sense where it stands in a recovery network.",
                            "No network was made.",
                            "Correct the plan.")
                    .toException();
        }
    }
}
