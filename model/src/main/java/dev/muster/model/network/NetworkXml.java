package dev.muster.model.network;

import static dev.muster.model.xml.XmlBuilder.element;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes and changes the XML of networks (libvirt's formatnetwork.html). */
public final class NetworkXml {
    private NetworkXml() {}

    /** What DHCP tells guests to boot; empty where it tells them nothing, or where the network has no DHCP. */
    public static String bootFile(String xml) {
        return dhcp(SafeXml.parse(xml, "network"))
                .flatMap(dhcp -> dhcp.child("bootp"))
                .map(bootp -> bootp.attribute("file"))
                .orElse("");
    }

    /**
     * The network with DHCP telling guests to boot that; everything else stays.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID} where the network has no DHCP
     */
    public static String withBootFile(String xml, String url) {
        XmlElement root = SafeXml.parse(xml, "network");
        XmlElement dhcp = dhcp(root)
                .orElseThrow(() -> Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "The network \"" + root.textOf("name") + "\" has no DHCP.",
                                "The network stays as it is.",
                                "Give it a DHCP range, or take another network.")
                        .toException());
        XmlEdit edit = new XmlEdit(root);
        dhcp.child("bootp")
                .ifPresentOrElse(
                        bootp -> edit.setAttribute(bootp, "file", url).removeAttribute(bootp, "server"),
                        () -> edit.insertLast(dhcp, element("bootp").attribute("file", url)));
        return edit.apply();
    }

    private static Optional<XmlElement> dhcp(XmlElement network) {
        return network.children("ip").stream()
                .filter(ip -> !ip.attribute("family").equals("ipv6"))
                .flatMap(ip -> ip.child("dhcp").stream())
                .findFirst();
    }

    /** The XML of that network. */
    public static String xml(NetworkSpec spec, UUID uuid) {
        XmlBuilder network = element("network").child("name", spec.name()).child("uuid", uuid.toString());
        forward(spec.mode()).ifPresent(network::child);
        XmlBuilder bridge = element("bridge");
        if (!spec.bridge().isEmpty()) {
            bridge.attribute("name", spec.bridge());
        }
        if (!spec.mode().isBridged()) {
            bridge.attribute("stp", "on").attribute("delay", "0");
        }
        network.child(bridge);
        if (spec.mode() == NetworkSpec.Mode.OPEN_VSWITCH) {
            network.child(element("virtualport").attribute("type", "openvswitch"));
        }
        portgroups(spec).forEach(network::child);
        if (!spec.domain().isEmpty()) {
            network.child(domain(spec));
        }
        if (!spec.address().isEmpty()) {
            network.child(ip(spec));
        }
        return network.xml() + "\n";
    }

    /**
     * The network of that XML changed into what is wanted. Name and UUID stay, as does everything that a spec does not say,
     * such as addresses kept for single guests.
     *
     * @param xml as the network is defined
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID} where the name is another, or where one leads to a
     *     bridge and the other does not
     */
    public static String edited(String xml, NetworkSpec spec) {
        XmlElement root = SafeXml.parse(xml, "network");
        NetworkSpec.Mode mode = mode(root);
        if (!root.textOf("name").equals(spec.name())
                || mode.isBridged() != spec.mode().isBridged()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "A network keeps its name, and one with addresses of its own cannot become one on a bridge.",
                            "The network stays as it is.",
                            "Make a new network and plug the VMs into that.")
                    .toException();
        }
        XmlEdit edit = new XmlEdit(root);
        if (mode != spec.mode()) {
            root.child("forward").ifPresent(edit::remove);
            root.child("virtualport").ifPresent(edit::remove);
        }
        List<XmlBuilder> added = new ArrayList<>();
        if (mode != spec.mode()) {
            forward(spec.mode()).ifPresent(added::add);
            if (spec.mode() == NetworkSpec.Mode.OPEN_VSWITCH) {
                added.add(element("virtualport").attribute("type", "openvswitch"));
            }
        }
        if (!spec.bridge().isEmpty()) {
            root.child("bridge")
                    .ifPresentOrElse(
                            bridge -> edit.setAttribute(bridge, "name", spec.bridge()),
                            () -> added.add(element("bridge").attribute("name", spec.bridge())));
        }
        if (spec.mode() == NetworkSpec.Mode.OPEN_VSWITCH) {
            if (!ports(root).equals(spec.portgroups())) {
                portgroups(root, edit, spec, added);
            }
        } else if (mode == NetworkSpec.Mode.OPEN_VSWITCH) {
            root.children("portgroup").forEach(edit::remove);
        }
        domain(root, edit, spec).ifPresent(added::add);
        Optional<XmlElement> ip = usual(root);
        if (ip.isPresent() && !spec.address().isEmpty()) {
            change(edit, ip.get(), spec);
        } else {
            ip.ifPresent(edit::remove);
            if (!spec.address().isEmpty()) {
                added.add(ip(spec));
            }
        }
        XmlElement name = root.child("name").orElseThrow();
        added.forEach(one -> edit.insertAfter(name, one));
        return edit.apply();
    }

    /** The network of that XML as a spec; what a spec does not say is left out. */
    public static NetworkSpec spec(String xml) {
        XmlElement root = SafeXml.parse(xml, "network");
        NetworkSpec.Mode mode = mode(root);
        Optional<XmlElement> ip = usual(root);
        Optional<XmlElement> range = ip.flatMap(one -> one.child("dhcp", "range"));
        return new NetworkSpec(
                root.textOf("name"),
                mode,
                ip.map(NetworkXml::address).orElse(""),
                range.map(one -> one.attribute("start")).orElse(""),
                range.map(one -> one.attribute("end")).orElse(""),
                root.attributeOf("name", "domain"),
                root.attributeOf("name", "bridge"),
                mode == NetworkSpec.Mode.OPEN_VSWITCH ? ports(root) : List.of());
    }

    /**
     * All addresses of a network with their prefixes, such as {@code 10.7.0.1/24} and {@code fd00::1/64}: the one a spec says
     * first, then others of IPv4, then those of IPv6.
     *
     * @param root the element {@code network}
     */
    public static List<String> addresses(XmlElement root) {
        Optional<XmlElement> usual = usual(root);
        return Stream.of(
                        usual.stream(),
                        root.children("ip").stream().filter(ip -> !isIpv6(ip) && !usual.equals(Optional.of(ip))),
                        root.children("ip").stream().filter(NetworkXml::isIpv6))
                .flatMap(ips -> ips)
                .map(NetworkXml::address)
                .toList();
    }

    /** What a spec says of addresses: those of IPv4 that are handed out, or else the first of IPv4. */
    private static Optional<XmlElement> usual(XmlElement root) {
        List<XmlElement> ipv4 =
                root.children("ip").stream().filter(ip -> !isIpv6(ip)).toList();
        return ipv4.stream()
                .filter(ip -> ip.child("dhcp").isPresent())
                .findFirst()
                .or(() -> ipv4.stream().findFirst());
    }

    private static boolean isIpv6(XmlElement ip) {
        return ip.attribute("family").equals("ipv6");
    }

    private static List<NetworkSpec.PortGroup> ports(XmlElement root) {
        return root.children("portgroup").stream().map(NetworkXml::portgroup).toList();
    }

    /** Groups that stay keep what a spec does not say of them, such as a bandwidth. */
    private static void portgroups(XmlElement root, XmlEdit edit, NetworkSpec spec, List<XmlBuilder> added) {
        List<XmlBuilder> wanted = portgroups(spec);
        for (XmlElement there : root.children("portgroup")) {
            boolean stays = spec.portgroups().contains(portgroup(there));
            boolean first = stays && spec.portgroups().indexOf(portgroup(there)) == 0;
            if (!stays || first != there.attribute("default").equals("yes")) {
                edit.remove(there);
            }
        }
        for (int i = 0; i < wanted.size(); i++) {
            NetworkSpec.PortGroup group = spec.portgroups().get(i);
            boolean first = i == 0;
            boolean kept = root.children("portgroup").stream()
                    .anyMatch(there -> portgroup(there).equals(group)
                            && first == there.attribute("default").equals("yes"));
            if (!kept) {
                added.add(wanted.get(i));
            }
        }
    }

    /** Changes or removes the domain where another is wanted; one to be added where there is none. */
    private static Optional<XmlBuilder> domain(XmlElement root, XmlEdit edit, NetworkSpec spec) {
        Optional<XmlElement> there = root.child("domain");
        if (there.isEmpty()) {
            return spec.domain().isEmpty() ? Optional.empty() : Optional.of(domain(spec));
        }
        if (spec.domain().isEmpty()) {
            edit.remove(there.get());
        } else if (!there.get().attribute("name").equals(spec.domain())) {
            edit.setAttribute(there.get(), "name", spec.domain());
        }
        return Optional.empty();
    }

    private static void change(XmlEdit edit, XmlElement ip, NetworkSpec spec) {
        String[] parts = spec.address().split("/", 2);
        edit.setAttribute(ip, "address", parts[0]);
        if (ip.hasAttribute("prefix")) {
            edit.setAttribute(ip, "prefix", parts[1]);
        } else if (ip.hasAttribute("netmask")) {
            edit.setAttribute(ip, "netmask", netmask(Integer.parseInt(parts[1])));
        } else {
            edit.setAttribute(ip, "prefix", parts[1]);
        }
        Optional<XmlElement> dhcp = ip.child("dhcp");
        if (spec.dhcpFirst().isEmpty()) {
            dhcp.ifPresent(edit::remove);
            return;
        }
        Optional<XmlElement> range = dhcp.flatMap(one -> one.child("range"));
        if (range.isPresent()) {
            edit.setAttribute(range.get(), "start", spec.dhcpFirst()).setAttribute(range.get(), "end", spec.dhcpLast());
        } else if (dhcp.isPresent()) {
            edit.insertFirst(dhcp.get(), range(spec));
        } else {
            edit.insertLast(ip, element("dhcp").child(range(spec)));
        }
    }

    private static NetworkSpec.Mode mode(XmlElement root) {
        return switch (root.child("forward")
                .map(forward -> forward.hasAttribute("mode") ? forward.attribute("mode") : "nat")
                .orElse("")) {
            case "" -> NetworkSpec.Mode.ISOLATED;
            case "nat" -> NetworkSpec.Mode.NAT;
            case "route" -> NetworkSpec.Mode.ROUTED;
            case "bridge" ->
                root.attributeOf("type", "virtualport").equals("openvswitch")
                        ? NetworkSpec.Mode.OPEN_VSWITCH
                        : NetworkSpec.Mode.BRIDGE;
            case String other ->
                throw Problem.of(
                                ErrorCode.NOT_SUPPORTED,
                                "The network forwards in the mode \"" + other + "\", which has no form here.",
                                "The network stays as it is.",
                                "Change its XML with virsh net-edit.")
                        .toException();
        };
    }

    private static Optional<XmlBuilder> forward(NetworkSpec.Mode mode) {
        return switch (mode) {
            case NAT -> Optional.of(element("forward").attribute("mode", "nat"));
            case ROUTED -> Optional.of(element("forward").attribute("mode", "route"));
            case ISOLATED -> Optional.empty();
            case BRIDGE, OPEN_VSWITCH -> Optional.of(element("forward").attribute("mode", "bridge"));
        };
    }

    private static List<XmlBuilder> portgroups(NetworkSpec spec) {
        List<XmlBuilder> groups = new ArrayList<>();
        for (NetworkSpec.PortGroup group : spec.portgroups()) {
            XmlBuilder one = element("portgroup").attribute("name", group.name());
            if (groups.isEmpty()) {
                one.attribute("default", "yes");
            }
            if (group.vlan() > 0) {
                one.child(element("vlan").child(element("tag").attribute("id", String.valueOf(group.vlan()))));
            }
            groups.add(one);
        }
        return groups;
    }

    private static NetworkSpec.PortGroup portgroup(XmlElement group) {
        String tag = group.attributeOf("id", "vlan", "tag");
        return new NetworkSpec.PortGroup(group.attribute("name"), tag.matches("\\d{1,4}") ? Integer.parseInt(tag) : 0);
    }

    private static XmlBuilder domain(NetworkSpec spec) {
        return element("domain").attribute("name", spec.domain()).attribute("localOnly", "yes");
    }

    private static XmlBuilder ip(NetworkSpec spec) {
        String[] parts = spec.address().split("/", 2);
        XmlBuilder ip = element("ip").attribute("address", parts[0]).attribute("prefix", parts[1]);
        return ip.childIf(!spec.dhcpFirst().isEmpty(), element("dhcp").child(range(spec)));
    }

    private static XmlBuilder range(NetworkSpec spec) {
        return element("range").attribute("start", spec.dhcpFirst()).attribute("end", spec.dhcpLast());
    }

    private static String address(XmlElement ip) {
        if (!ip.hasAttribute("prefix") && !ip.hasAttribute("netmask")) {
            return ip.attribute("address");
        }
        String prefix = ip.attribute("prefix");
        if (prefix.isEmpty() && ip.hasAttribute("netmask")) {
            int bits = 0;
            for (String part : ip.attribute("netmask").split("\\.", -1)) {
                bits += part.matches("\\d{1,3}") ? Integer.bitCount(Integer.parseInt(part)) : 0;
            }
            prefix = String.valueOf(bits);
        }
        return ip.attribute("address") + "/" + prefix;
    }

    private static String netmask(int prefix) {
        long bits = 0xFFFFFFFFL << (32 - prefix);
        return ((bits >> 24) & 255) + "." + ((bits >> 16) & 255) + "." + ((bits >> 8) & 255) + "." + (bits & 255);
    }
}
