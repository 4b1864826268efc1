package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.network.NetworkXml;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlElement;
import java.util.UUID;

/** Reads networks. Its methods make native calls and run on the threads for them. */
final class NetworkReader {
    private final ReadFailures failures = new ReadFailures("network");
    private final HostId host;

    NetworkReader(HostId host) {
        this.host = host;
    }

    /** All networks; none where the driver has none. One that goes while the list is read is left out. */
    Listed<NetworkId, Network> all(Pointer connection) {
        PointerByReference list = new PointerByReference();
        int count = Virt.virConnectListAllNetworks(connection, list, 0);
        if (count < 0 && LibvirtError.last().code() == LibvirtError.NO_SUPPORT) {
            return Listed.none();
        }
        return Listed.of(
                Handle.list(count, list, Virt::virNetworkFree),
                LibvirtError.NO_NETWORK,
                network -> new NetworkId(host, Handle.uuid(network, Virt::virNetworkGetUUIDString)),
                this::one,
                failures);
    }

    /** One network as it is now. */
    Network one(Pointer network) {
        UUID uuid = Handle.uuid(network, Virt::virNetworkGetUUIDString);
        IntByReference autostart = new IntByReference();
        boolean starts = Virt.virNetworkGetAutostart(network, autostart) >= 0 && autostart.getValue() != 0;
        boolean active = Handle.require(Virt.virNetworkIsActive(network)) == 1;
        boolean persistent = Handle.require(Virt.virNetworkIsPersistent(network)) == 1;
        String xml = Handle.text(Virt.virNetworkGetXMLDesc(network, 0));
        return parse(new NetworkId(host, uuid), xml, active, persistent, starts);
    }

    /** A network from its XML (libvirt's formatnetwork.html). */
    static Network parse(NetworkId id, String xml, boolean active, boolean persistent, boolean autostart) {
        XmlElement root = SafeXml.parse(xml, "network");
        String forward = root.child("forward")
                .map(element -> element.hasAttribute("mode") ? element.attribute("mode") : "nat")
                .orElse("isolated");
        return new Network(
                id,
                root.textOf("name"),
                active,
                persistent,
                autostart,
                forward,
                root.attributeOf("name", "bridge"),
                String.join(", ", NetworkXml.addresses(root)),
                root.children("ip").stream().anyMatch(ip -> ip.child("dhcp").isPresent()));
    }
}
