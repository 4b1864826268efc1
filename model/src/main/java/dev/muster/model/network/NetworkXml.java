package dev.muster.model.network;

import static dev.muster.model.xml.XmlBuilder.element;

import dev.muster.model.xml.XmlBuilder;
import java.util.UUID;

/** Writes the XML of a new network (libvirt's formatnetwork.html). */
public final class NetworkXml {
    private NetworkXml() {}

    /** The XML of that network. */
    public static String xml(NetworkSpec spec, UUID uuid) {
        XmlBuilder network = element("network").child("name", spec.name()).child("uuid", uuid.toString());
        switch (spec.mode()) {
            case NAT -> network.child(element("forward").attribute("mode", "nat"));
            case ROUTED -> network.child(element("forward").attribute("mode", "route"));
            case ISOLATED -> {}
        }
        network.child(element("bridge").attribute("stp", "on").attribute("delay", "0"));
        if (!spec.address().isEmpty()) {
            String[] parts = spec.address().split("/", 2);
            XmlBuilder ip = element("ip").attribute("address", parts[0]).attribute("prefix", parts[1]);
            if (!spec.dhcpFirst().isEmpty()) {
                ip.child(element("dhcp")
                        .child(element("range")
                                .attribute("start", spec.dhcpFirst())
                                .attribute("end", spec.dhcpLast())));
            }
            network.child(ip);
        }
        return network.xml() + "\n";
    }
}
