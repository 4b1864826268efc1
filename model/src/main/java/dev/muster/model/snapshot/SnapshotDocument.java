package dev.muster.model.snapshot;

import dev.muster.model.snapshot.Snapshot.Place;
import dev.muster.model.snapshot.Snapshot.SnapshotDisk;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlElement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads and writes libvirt's {@code <domainsnapshot>}. */
public final class SnapshotDocument {
    private SnapshotDocument() {}

    /**
     * The snapshot an XML describes.
     *
     * @param current whether it is the current one, which the XML does not say
     * @throws dev.muster.model.error.MusterException {@code XML_INVALID}
     */
    public static Snapshot parse(String xml, boolean current) {
        XmlElement root = SafeXml.parse(xml, "domainsnapshot");
        List<XmlElement> disks = root.child("disks").map(list -> list.children("disk")).orElse(List.of()).stream()
                .filter(disk -> !disk.attribute("snapshot").equals("no"))
                .toList();
        String memory = root.attributeOf("snapshot", "memory");
        boolean external = memory.equals("external")
                || disks.stream().anyMatch(disk -> disk.attribute("snapshot").equals("external"));
        String parent = root.textOf("parent", "name");
        return new Snapshot(
                root.textOf("name"),
                root.textOf("description"),
                parent.isEmpty() ? Optional.empty() : Optional.of(parent),
                Instant.ofEpochSecond(seconds(root.textOf("creationTime"))),
                external ? Place.EXTERNAL : Place.INTERNAL,
                memory.equals("internal") || memory.equals("external"),
                root.textOf("state"),
                current,
                disks.stream()
                        .map(disk -> new SnapshotDisk(
                                disk.attribute("name"),
                                disk.attribute("snapshot").equals("external") ? disk.attributeOf("file", "source") : "",
                                base(root, disk.attribute("name"))))
                        .toList(),
                memory.equals("external") ? root.attributeOf("file", "memory") : "");
    }

    /** The definition the VM had then is part of it. */
    private static String base(XmlElement root, String target) {
        return root.child("domain", "devices").map(devices -> devices.children("disk")).orElse(List.of()).stream()
                .filter(disk -> disk.attributeOf("dev", "target").equals(target))
                .map(disk -> disk.attributeOf("file", "source"))
                .findFirst()
                .orElse("");
    }

    /** What libvirt is asked to make. */
    public static String xml(SnapshotCommand.Create wanted, List<String> disks) {
        XmlBuilder root = XmlBuilder.element("domainsnapshot")
                .child("name", wanted.name())
                .childIf(
                        !wanted.description().isEmpty(),
                        XmlBuilder.element("description").text(wanted.description()));
        if (wanted.place() == Place.EXTERNAL) {
            XmlBuilder list = XmlBuilder.element("disks");
            disks.forEach(disk -> list.child(
                    XmlBuilder.element("disk").attribute("name", disk).attribute("snapshot", "external")));
            root.child(list);
        }
        return root.xml();
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0; // older hypervisors leave it out; the snapshot is there all the same
        }
    }
}
