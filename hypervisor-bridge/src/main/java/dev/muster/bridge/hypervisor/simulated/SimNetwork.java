package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.xml.XmlElement;
import java.util.Optional;
import java.util.UUID;

/**
 * One network.
 *
 * @param network as it is told
 * @param xml its definition, verbatim; empty where nobody wrote one
 */
record SimNetwork(Network network, String xml) {
    static Network read(HostId host, UUID uuid, XmlElement root) {
        String forward = root.attributeOf("mode", "forward");
        if (forward.isEmpty()) {
            forward = root.child("forward").isPresent() ? "nat" : "isolated";
        }
        Optional<XmlElement> ip = root.child("ip");
        String address = ip.map(element -> element.attribute("address")
                        + "/"
                        + (element.hasAttribute("prefix")
                                ? element.attribute("prefix")
                                : Integer.toString(prefix(element.attribute("netmask")))))
                .orElse("");
        return new Network(
                new NetworkId(host, uuid),
                Xml.name(root),
                false,
                true,
                false,
                forward,
                root.attributeOf("name", "bridge"),
                address,
                ip.flatMap(element -> element.child("dhcp")).isPresent());
    }

    SimNetwork up(boolean active) {
        return new SimNetwork(copy(network, active, network.autostart()), xml);
    }

    SimNetwork autostart(boolean wanted) {
        return new SimNetwork(copy(network, network.active(), wanted), xml);
    }

    /** Defined anew; what is up stays up. */
    SimNetwork redefined(Network defined, String newXml) {
        return new SimNetwork(copy(defined, network.active(), network.autostart()), newXml);
    }

    String definition() {
        if (!xml.isEmpty()) {
            return xml;
        }
        String forward = network.forward().equals("isolated") ? "" : "<forward mode='" + network.forward() + "'/>";
        int slash = network.addresses().indexOf('/');
        String ip = slash < 0
                ? ""
                : "<ip address='" + network.addresses().substring(0, slash) + "' prefix='"
                        + network.addresses().substring(slash + 1) + "'>" + (network.dhcp() ? "<dhcp/>" : "") + "</ip>";
        return "<network><name>" + network.name() + "</name><uuid>"
                + network.id().uuid() + "</uuid>" + forward + "<bridge name='" + network.bridge() + "'/>" + ip
                + "</network>";
    }

    private static Network copy(Network of, boolean active, boolean autostart) {
        return new Network(
                of.id(),
                of.name(),
                active,
                of.persistent(),
                autostart,
                of.forward(),
                of.bridge(),
                of.addresses(),
                of.dhcp());
    }

    private static int prefix(String netmask) {
        int bits = 0;
        for (String part : netmask.split("\\.", -1)) {
            if (!part.matches("\\d{1,3}")) {
                throw Problems.invalid(ErrorCode.XML_INVALID, "\"" + netmask + "\" is not a netmask.");
            }
            bits += Integer.bitCount(Integer.parseInt(part));
        }
        return bits;
    }
}
