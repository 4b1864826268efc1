package dev.muster.bridge.recovery.net;

import dev.muster.bridge.recovery.net.NetForm.Forward;
import dev.muster.bridge.recovery.net.NetForm.Rule;
import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.FirewallRule.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code nft} reads; see {@code man nft}. Each text replaces what an earlier one made, all at once. */
final class NetRules {
    /** In the namespace: where the guests are. */
    static final String LAN = "lan";

    /** In the namespace: the way to the host, where there is one. */
    static final String OUT = "out";

    private NetRules() {}

    /** The rules in the namespace. */
    static String inside(NetForm form) {
        List<String> forward = new ArrayList<>();
        forward.add("type filter hook forward priority filter; policy accept;");
        forward.add("ct state established,related accept");
        form.rules().forEach(rule -> forward.add(text(rule)));
        if (form.nat()) {
            // from outside there are only the ports that are forwarded
            forward.add("iifname \"" + OUT + "\" ct status dnat accept");
            forward.add("iifname \"" + OUT + "\" drop");
        }
        if (form.vpn().isPresent()) {
            // peers come in, and not out again somewhere else
            forward.add("iifname \"" + form.tunnel() + "\" oifname \"" + OUT + "\" drop");
        }
        List<String> chains = new ArrayList<>(List.of(
                chain(
                        "input",
                        List.of(
                                "type filter hook input priority filter; policy drop;",
                                "iifname \"lo\" accept",
                                "ct state established,related accept",
                                "ip protocol icmp accept",
                                "iifname \"" + LAN + "\" udp dport { 53, 67 } accept",
                                "iifname \"" + LAN + "\" tcp dport 53 accept")),
                chain("forward", forward)));
        if (form.connected()) {
            List<String> dstnat = new ArrayList<>();
            dstnat.add("type nat hook prerouting priority dstnat; policy accept;");
            for (Forward one : form.forwards()) {
                dstnat.add("iifname \"" + OUT + "\" " + one.protocol().word() + " dport " + one.outsidePort()
                        + " dnat to " + one.address() + ":" + one.port());
            }
            chains.add(chain("dstnat", dstnat));
            List<String> srcnat = new ArrayList<>();
            srcnat.add("type nat hook postrouting priority srcnat; policy accept;");
            if (form.nat()) {
                srcnat.add("oifname \"" + OUT + "\" masquerade");
            }
            if (!form.gateway()) {
                // guests without a way out answer only whom they take for a neighbour
                srcnat.add("oifname \"" + LAN + "\" ct status dnat masquerade");
                if (form.vpn().isPresent()) {
                    srcnat.add("iifname \"" + form.tunnel() + "\" oifname \"" + LAN + "\" masquerade");
                }
            }
            chains.add(chain("srcnat", srcnat));
        }
        return table("ip", "muster", chains);
    }

    /**
     * The rules on the host.
     *
     * @param link where the way of a connected network ends
     */
    static String host(NetForm form, Uplink link) {
        String bridge = "\"" + form.bridge() + "\"";
        // the host neither takes frames of the guests nor sends any
        String apart = table(
                "netdev",
                name(form.word()),
                List.of(
                        chain("up", List.of("type filter hook ingress device " + bridge + " priority 0; policy drop;")),
                        chain(
                                "down",
                                List.of("type filter hook egress device " + bridge + " priority 0; policy drop;"))));
        // where the kernel shows bridged frames to the rules for packets, it must not take them for those of another
        // network
        List<String> chains = new ArrayList<>(List.of(chain(
                "raw",
                List.of(
                        "type filter hook prerouting priority raw; policy accept;",
                        "iifname " + bridge + " notrack"))));
        if (form.connected()) {
            chains.addAll(ways(form, link));
        }
        return apart + table("ip", name(form.word()), chains);
    }

    private static List<String> ways(NetForm form, Uplink link) {
        List<String> dstnat = new ArrayList<>();
        List<String> local = new ArrayList<>();
        dstnat.add("type nat hook prerouting priority dstnat; policy accept;");
        local.add("type nat hook output priority -100; policy accept;");
        for (Forward one : form.forwards()) {
            String port = "fib daddr type local " + one.protocol().word() + " dport " + one.outsidePort() + " dnat to "
                    + link.there();
            dstnat.add(port);
            local.add("ip daddr != 127.0.0.0/8 " + port);
        }
        List<String> srcnat = List.of(
                "type nat hook postrouting priority srcnat; policy accept;",
                "ip saddr " + link.there() + " oifname != \"" + link.name() + "\" masquerade",
                // the answer to an address of the same subnet would stay in it
                "ip saddr " + form.subnet() + " oifname \"" + link.name() + "\" masquerade");
        return List.of(chain("dstnat", dstnat), chain("local", local), chain("srcnat", srcnat));
    }

    /** Takes what {@link #host} made away; nothing where there is none. */
    static String none(String word) {
        String text = "";
        for (String family : List.of("netdev", "ip")) {
            text += "table " + family + " " + name(word) + "\ndelete table " + family + " " + name(word) + "\n";
        }
        return text;
    }

    private static String name(String word) {
        return "muster_" + word;
    }

    private static String text(Rule rule) {
        List<String> words = new ArrayList<>();
        if (!rule.from().isEmpty()) {
            words.add("ip saddr { " + String.join(", ", rule.from()) + " }");
        }
        if (!rule.to().isEmpty()) {
            words.add("ip daddr { " + String.join(", ", rule.to()) + " }");
        }
        if (!rule.ports().isEmpty()) {
            words.add(rule.protocol().word() + " dport { "
                    + rule.ports().stream().map(PortRange::text).collect(Collectors.joining(", ")) + " }");
        } else {
            switch (rule.protocol()) {
                case ANY -> {}
                case TCP, UDP, ICMP ->
                    words.add("ip protocol " + rule.protocol().word());
            }
        }
        words.add(rule.action() == FirewallRule.Action.ALLOW ? "accept" : "drop");
        return String.join(" ", words);
    }

    private static String chain(String name, List<String> lines) {
        return "\tchain " + name + " {\n"
                + lines.stream().map(line -> "\t\t" + line + "\n").collect(Collectors.joining()) + "\t}\n";
    }

    private static String table(String family, String name, List<String> chains) {
        String head = "table " + family + " " + name;
        return head + "\ndelete " + head + "\n" + head + " {\n" + String.join("", chains) + "}\n";
    }
}
