package dev.muster.bridge.recovery.net;

import dev.muster.bridge.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes links, namespace and rules of a network, each of which may be there already. */
final class NetBuilder {
    private static final Path IPV4 = Path.of("/proc/sys/net/ipv4/conf");
    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6/conf");

    private final NetForm form;
    private final Optional<Uplink> uplink;
    private final String mark;
    private final Namespace namespace;

    NetBuilder(NetForm form, Optional<Uplink> uplink, String mark) {
        this.form = form;
        this.uplink = uplink;
        this.mark = mark;
        this.namespace = new Namespace(form.word());
    }

    void build() throws IOException, InterruptedException {
        if (form.connected() && !form.nat()) {
            requireFree();
        }
        bridge();
        // its rules come before anything is plugged into it
        Tool.run(List.of("nft", "-f", "-"), NetRules.host(form, uplink.orElseGet(() -> Uplink.of(form.word(), 0))));
        namespace.make();
        settings();
        Tool.inside(form.word(), NetRules.inside(form), "nft", "-f", "-");
        lan();
        if (form.portsIsolated()) {
            isolatePorts(form);
        }
        if (uplink.isPresent()) {
            out(uplink.get());
        } else if (hasLink(form.word() + "u")) {
            deleteLink(form.word() + "u");
        }
    }

    private void requireFree() throws IOException, InterruptedException {
        Optional<String> taken = taken(form);
        if (taken.isPresent()) {
            throw new IOException(taken.get());
        }
    }

    /** Guests that show their own addresses outside need a route of the host, which a network of the host must not have. */
    static Optional<String> taken(NetForm form) throws IOException, InterruptedException {
        Optional<String> tunnel = NetTunnel.taken(form);
        if (tunnel.isPresent() || !form.connected() || form.nat()) {
            return tunnel;
        }
        Addresses subnet = Addresses.of(form.subnet());
        return HostAddresses.all().stream()
                .filter(held -> held.subnet().overlaps(subnet))
                .map(held -> "the host itself is in " + held.subnet() + " (" + held.link()
                        + "); without address translation " + subnet + " cannot be connected")
                .findFirst();
    }

    /** Deletes a link; one whose other end's namespace was deleted goes by itself, at any moment after that. */
    static void deleteLink(String name) throws IOException, InterruptedException {
        try {
            Tool.ip("link", "delete", "dev", name);
        } catch (IOException e) {
            if (hasLink(name)) {
                throw e;
            }
        }
    }

    static boolean hasLink(String name) {
        return Files.isDirectory(IPV4.resolve(name));
    }

    private void bridge() throws IOException, InterruptedException {
        String bridge = form.bridge();
        if (!hasLink(bridge)) {
            Tool.ip("link", "add", "name", bridge, "type", "bridge");
        }
        Tool.ip("link", "set", "dev", bridge, "alias", mark);
        Tool.ip(
                "link",
                "set",
                "dev",
                bridge,
                "type",
                "bridge",
                "stp_state",
                "0",
                "forward_delay",
                "0",
                "mcast_snooping",
                "0");
        silence(bridge);
        // else the host would answer there for all its addresses
        Files.writeString(IPV4.resolve(bridge).resolve("arp_ignore"), "8\n");
        Files.writeString(IPV4.resolve(bridge).resolve("forwarding"), "0\n");
        Tool.ip("link", "set", "dev", bridge, "up");
    }

    private static void silence(String link) throws IOException {
        Path setting = IPV6.resolve(link).resolve("disable_ipv6");
        if (Files.exists(setting)) {
            Files.writeString(setting, "1\n");
        }
    }

    private void settings() throws IOException, InterruptedException {
        List<String> on = new ArrayList<>(List.of("tee"));
        if (Files.exists(IPV6)) {
            on.add(IPV6.resolve("all/disable_ipv6").toString());
            on.add(IPV6.resolve("default/disable_ipv6").toString());
        }
        List<String> off = new ArrayList<>(List.of("tee"));
        for (String set : List.of("all", "default")) {
            off.add(IPV4.resolve(set).resolve("rp_filter").toString());
            off.add(IPV4.resolve(set).resolve("send_redirects").toString());
        }
        (form.connected() || form.portsIsolated() ? on : off).add("/proc/sys/net/ipv4/ip_forward");
        write(on, "1\n");
        write(off, "0\n");
    }

    private void write(List<String> line, String value) throws IOException, InterruptedException {
        if (line.size() > 1) {
            Tool.inside(form.word(), value, line.toArray(String[]::new));
        }
    }

    /** Two ends, the second in the namespace; it may have been another namespace of that name. */
    private void pair(String here, String there) throws IOException, InterruptedException {
        boolean joined =
                Tool.ip("-netns", form.word(), "-oneline", "link", "show").contains(": " + there + "@");
        if (joined && hasLink(here)) {
            return;
        }
        if (hasLink(here)) {
            deleteLink(here);
        }
        Tool.ip("link", "add", "name", here, "type", "veth", "peer", "name", there, "netns", form.word());
    }

    private void lan() throws IOException, InterruptedException {
        String port = form.word() + "p";
        pair(port, NetRules.LAN);
        silence(port);
        Tool.ip("link", "set", "dev", port, "master", form.bridge(), "up");
        // some guests drop DHCP answers whose checksum is left to a card
        Tool.inside(form.word(), "", "ethtool", "-K", NetRules.LAN, "tx", "off");
        Tool.ip("-netns", form.word(), "link", "set", "dev", "lo", "up");
        address(NetRules.LAN, form.server() + "/" + Addresses.of(form.subnet()).prefix());
        Path lan = IPV4.resolve(NetRules.LAN);
        // answers in place of machines that cannot hear each other: RFC 3069
        write(List.of("tee", lan.resolve("proxy_arp_pvlan").toString()), form.portsIsolated() ? "1\n" : "0\n");
        write(List.of("tee", "/proc/sys/net/ipv4/neigh/" + NetRules.LAN + "/proxy_delay"), "0\n");
    }

    /** Of all but the namespace's. */
    static void isolatePorts(NetForm form) throws IOException, InterruptedException {
        for (Object each : Json.read(Tool.ip("-json", "link", "show", "master", form.bridge()), List.class)) {
            if (each instanceof Map<?, ?> link
                    && link.get("ifname") instanceof String name
                    && !name.equals(form.word() + "p")) {
                Tool.ip("link", "set", "dev", name, "type", "bridge_slave", "isolated", "on");
            }
        }
    }

    private void out(Uplink link) throws IOException, InterruptedException {
        pair(link.name(), NetRules.OUT);
        silence(link.name());
        Tool.ip("address", "replace", link.here() + "/30", "dev", link.name());
        Tool.ip("link", "set", "dev", link.name(), "up");
        address(NetRules.OUT, link.there() + "/30");
        Tool.ip("-netns", form.word(), "route", "replace", "default", "via", link.here());
        if (!form.nat()) {
            Tool.ip("route", "replace", form.subnet(), "via", link.there(), "dev", link.name());
        }
        Forwarding.need();
    }

    private void address(String link, String address) throws IOException, InterruptedException {
        Tool.ip("-netns", form.word(), "address", "replace", address, "dev", link);
        Tool.ip("-netns", form.word(), "link", "set", "dev", link, "up");
    }
}
