package dev.muster.model.network;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.vm.VmSpec;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A network to be made.
 *
 * @param name its name on the host, as a VM's
 * @param mode how it reaches outside
 * @param address the host's IPv4 address in it with prefix, such as {@code 10.7.0.1/24}; empty for none
 * @param dhcpFirst first address handed out; empty for no DHCP
 * @param dhcpLast last address handed out; empty for no DHCP
 * @param domain the DNS domain its guests are in, which the host then answers for; empty for none
 * @param bridge the bridge of the host or of Open vSwitch that guests are plugged into; empty where libvirt makes one
 * @param portgroups what a guest's port can be; the first is the usual one; only of Open vSwitch
 */
public record NetworkSpec(
        String name,
        Mode mode,
        String address,
        String dhcpFirst,
        String dhcpLast,
        String domain,
        String bridge,
        List<PortGroup> portgroups) {
    /** How a network reaches outside. */
    public enum Mode {
        NAT,
        ROUTED,
        ISOLATED,
        /** Straight into a bridge that the host has already. */
        BRIDGE,
        /** Straight into a bridge of Open vSwitch. */
        OPEN_VSWITCH;

        /** Whether guests are plugged into a bridge that is there already, where libvirt gives no addresses. */
        public boolean isBridged() {
            return this == BRIDGE || this == OPEN_VSWITCH;
        }
    }

    /**
     * What a port of Open vSwitch can be.
     *
     * @param name as a NIC names it
     * @param vlan the VLAN its frames are in, 1 to 4094; 0 for none
     */
    public record PortGroup(String name, int vlan) {
        public PortGroup {
            VmSpec.requireName(name);
            if (vlan < 0 || vlan > 4094) {
                throw refused("A VLAN has a number from 1 to 4094, not " + vlan + "; 0 is for none.");
            }
        }
    }

    private static final Pattern DOMAIN = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
            + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    /** As the kernel takes them: at most 15 characters. */
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,14}");

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
    private static final Pattern ADDRESS = Pattern.compile(IPV4 + "/([89]|[12]\\d|30)");
    private static final Pattern PLAIN = Pattern.compile(IPV4);

    public NetworkSpec {
        VmSpec.requireName(name);
        portgroups = List.copyOf(portgroups);
        requireGround(mode, address, domain, bridge, portgroups);
        if (!address.isEmpty() && !ADDRESS.matcher(address).matches()) {
            throw refused("\"" + address + "\" is not an IPv4 address with a prefix of 8 to 30.");
        }
        if (dhcpFirst.isEmpty() != dhcpLast.isEmpty() || (address.isEmpty() && !dhcpFirst.isEmpty())) {
            throw refused("DHCP over IPv4 needs an IPv4 address of the network and both ends of its range.");
        }
        for (String end : new String[] {dhcpFirst, dhcpLast}) {
            if (!end.isEmpty() && !PLAIN.matcher(end).matches()) {
                throw refused("\"" + end + "\" is not an IPv4 address.");
            }
        }
    }

    /** One without a domain of its own, on a bridge that libvirt makes. */
    public NetworkSpec(String name, Mode mode, String address, String dhcpFirst, String dhcpLast) {
        this(name, mode, address, dhcpFirst, dhcpLast, "", "", List.of());
    }

    private static void requireGround(
            Mode mode, String address, String domain, String bridge, List<PortGroup> portgroups) {
        if (mode.isBridged() && bridge.isEmpty()) {
            throw refused("A network of this mode needs the name of the bridge it leads to.");
        }
        if (mode.isBridged() && !(address.isEmpty() && domain.isEmpty())) {
            throw refused("The addresses of a network that leads to a bridge come from that bridge's own network.");
        }
        if (!bridge.isEmpty() && !INTERFACE.matcher(bridge).matches()) {
            throw refused(
                    "\"" + bridge + "\" is not the name of a bridge: at most 15 letters, digits, '_', '.', ':', '-'.");
        }
        if (!domain.isEmpty() && !DOMAIN.matcher(domain).matches()) {
            throw refused("\"" + domain + "\" is not a DNS domain.");
        }
        if (mode != Mode.OPEN_VSWITCH && !portgroups.isEmpty()) {
            throw refused("Only a network of Open vSwitch has port groups.");
        }
        if (portgroups.stream().map(PortGroup::name).distinct().count() < portgroups.size()) {
            throw refused("Two port groups have the same name.");
        }
    }

    private static RuntimeException refused(String what) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "No network was changed.", "Correct the value and try again.")
                .toException();
    }
}
