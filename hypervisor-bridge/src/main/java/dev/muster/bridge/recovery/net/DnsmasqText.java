package dev.muster.bridge.recovery.net;

import dev.muster.bridge.recovery.net.NetForm.Host;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The configuration of the dnsmasq of a network; see {@code man dnsmasq}. Where its files are is on its command line, so that no path
 * is part of this text.
 */
final class DnsmasqText {
    /** The shortest that dnsmasq gives. */
    private static final String LEASE = "2m";

    private DnsmasqText() {}

    /**
     * The text.
     *
     * @param upstream name servers that are asked what is not known here; none where the network is isolated
     */
    static String of(NetForm form, List<String> upstream) {
        Addresses block = Addresses.of(form.subnet());
        List<String> lines = new ArrayList<>(List.of(
                "interface=" + NetRules.LAN,
                "except-interface=lo",
                "bind-interfaces",
                "no-hosts",
                "no-resolv",
                "no-poll",
                "no-ping",
                "domain-needed",
                "dhcp-authoritative",
                "log-dhcp"));
        lines.add(
                form.dhcp().isPresent()
                        ? "dhcp-range=" + form.dhcp().get().first() + ","
                                + form.dhcp().get().last() + "," + block.mask() + "," + LEASE
                        : "dhcp-range=" + Addresses.text(block.first()) + ",static," + block.mask() + "," + LEASE);
        if (!form.gateway()) {
            lines.add("dhcp-option=option:router");
        }
        if (!form.domain().isEmpty()) {
            lines.add("domain=" + form.domain());
            lines.add("local=/" + form.domain() + "/");
        }
        Set<String> called = new HashSet<>();
        for (Host host : form.hosts()) {
            if (host.asks()) {
                boolean named = form.names()
                        && !host.names().isEmpty()
                        && called.add(host.names().getFirst());
                lines.add("dhcp-host=" + host.mac() + "," + host.address()
                        + (named ? "," + label(host.names().getFirst()) : "") + "," + LEASE);
            }
        }
        if (form.names()) {
            form.hosts().stream()
                    .filter(host -> !host.names().isEmpty())
                    .map(host -> "host-record=" + String.join(",", answered(form, host)) + "," + host.address())
                    .forEach(lines::add);
        }
        upstream.forEach(server -> lines.add("server=" + server));
        return String.join("\n", lines) + "\n";
    }

    private static String label(String name) {
        return name.split("\\.", 2)[0];
    }

    /** The names of a host as they are, and those without a dot in the domain as well. */
    private static Set<String> answered(NetForm form, Host host) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : host.names()) {
            names.add(name);
            if (!name.contains(".") && !form.domain().isEmpty()) {
                names.add(name + "." + form.domain());
            }
        }
        return names;
    }
}
