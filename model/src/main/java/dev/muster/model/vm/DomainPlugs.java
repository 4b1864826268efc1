package dev.muster.model.vm;

import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the definition of a VM into one that reaches nothing outside but what it is given: its NICs are plugged into these bridges or
 * into nothing, its lines lead into no file or socket of another VM, and what it says on the first serial line is kept.
 */
public final class DomainPlugs {
    /** What says how a NIC reaches the outside, and would not be there, or not be its own, elsewhere. */
    private static final Set<String> OUTSIDE = Set.of(
            "source", "virtualport", "target", "vlan", "filterref", "portForward", "backend", "driver", "ip", "route");

    private static final List<String> LINES = List.of("serial", "console", "parallel", "channel");

    private final XmlElement root;
    private final XmlEdit edit;

    private DomainPlugs(DomainDocument of) {
        this.root = of.root();
        this.edit = new XmlEdit(root);
    }

    /**
     * The definition so changed.
     *
     * @param bridges by the number of the NIC, from 1, the bridge it is plugged into; others are unplugged
     * @param model of all NICs; as they are where empty
     * @param serialLog absolute path of the file that keeps what is said on the first serial line
     */
    public static DomainDocument of(
            DomainDocument document, Map<Integer, String> bridges, Optional<String> model, String serialLog) {
        DomainPlugs plugs = new DomainPlugs(document);
        List<XmlElement> nics = plugs.devices("interface");
        for (int at = 0; at < nics.size(); at++) {
            plugs.nic(nics.get(at), Optional.ofNullable(bridges.get(at + 1)), model);
        }
        LINES.stream().flatMap(kind -> plugs.devices(kind).stream()).forEach(plugs::line);
        plugs.keep(serialLog);
        return DomainDocument.parse(plugs.edit.apply());
    }

    private List<XmlElement> devices(String name) {
        return root.child("devices").map(devices -> devices.children(name)).orElse(List.of());
    }

    private void nic(XmlElement nic, Optional<String> bridge, Optional<String> model) {
        nic.children().stream().filter(child -> OUTSIDE.contains(child.name())).forEach(edit::remove);
        nic.children("link").forEach(edit::remove);
        edit.removeAttribute(nic, "managed").removeAttribute(nic, "trustGuestRxFilters");
        if (bridge.isPresent()) {
            edit.setAttribute(nic, "type", "bridge");
            edit.insertFirst(nic, XmlBuilder.element("source").attribute("bridge", bridge.get()));
        } else {
            // a device of the host that belongs to no bridge, and without a carrier
            edit.setAttribute(nic, "type", "ethernet");
            edit.insertFirst(nic, XmlBuilder.element("link").attribute("state", "down"));
        }
        model.ifPresent(wanted -> {
            nic.children("model").forEach(edit::remove);
            edit.insertFirst(nic, XmlBuilder.element("model").attribute("type", wanted));
            nic.child("address").ifPresent(edit::remove);
        });
    }

    /** Files and sockets with a name may be those of the VM it was captured from. */
    private void line(XmlElement line) {
        line.children("log").forEach(edit::remove);
        String type = line.attribute("type");
        boolean agent = line.name().equals("channel");
        if (!type.isEmpty() && !type.equals("pty") && !type.startsWith("spice") && !type.equals("null")) {
            line.children("source").forEach(edit::remove);
            line.children("protocol").forEach(edit::remove);
            // a channel to an agent in the guest keeps its kind: libvirt gives it a socket of its own
            if (!(agent && type.equals("unix"))) {
                edit.setAttribute(line, "type", "pty");
            }
        }
    }

    private void keep(String file) {
        XmlBuilder log = XmlBuilder.element("log").attribute("file", file).attribute("append", "on");
        List<XmlElement> serials = devices("serial");
        if (serials.isEmpty()) {
            root.child("devices")
                    .ifPresent(devices -> edit.insertLast(
                            devices,
                            XmlBuilder.element("serial")
                                    .attribute("type", "pty")
                                    .child(log)));
        } else {
            edit.insertFirst(serials.getFirst(), log);
        }
    }
}
