package dev.muster.model.network;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.vm.VmSpec;
import java.util.regex.Pattern;

/**
 * A network to be made.
 *
 * @param name its name on the host, as a VM's
 * @param mode how it reaches outside
 * @param address the host's IPv4 address in it with prefix, such as {@code 10.7.0.1/24}; empty for none
 * @param dhcpFirst first address handed out; empty for no DHCP
 * @param dhcpLast last address handed out; empty for no DHCP
 */
public record NetworkSpec(String name, Mode mode, String address, String dhcpFirst, String dhcpLast) {
    /** How a network reaches outside. */
    public enum Mode {
        NAT,
        ROUTED,
        ISOLATED
    }

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
    private static final Pattern ADDRESS = Pattern.compile(IPV4 + "/([89]|[12]\\d|30)");
    private static final Pattern PLAIN = Pattern.compile(IPV4);

    public NetworkSpec {
        VmSpec.requireName(name);
        if (!address.isEmpty() && !ADDRESS.matcher(address).matches()) {
            throw refused("\"" + address + "\" is not an IPv4 address with a prefix of 8 to 30.");
        }
        if (dhcpFirst.isEmpty() != dhcpLast.isEmpty() || (address.isEmpty() && !dhcpFirst.isEmpty())) {
            throw refused("DHCP needs the network's address and both ends of its range.");
        }
        for (String end : new String[] {dhcpFirst, dhcpLast}) {
            if (!end.isEmpty() && !PLAIN.matcher(end).matches()) {
                throw refused("\"" + end + "\" is not an IPv4 address.");
            }
        }
    }

    private static RuntimeException refused(String what) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "No network was made.", "Correct the value and try again.")
                .toException();
    }
}
