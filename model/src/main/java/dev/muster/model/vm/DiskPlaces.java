package dev.muster.model.vm;

import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.List;
import java.util.Map;

/** Puts disks of a domain onto other images. What is not about where a disk is stays as it was. */
public final class DiskPlaces {
    private DiskPlaces() {}

    /**
     * Where the content of a disk is.
     *
     * @param path of a file, or of a block device below {@code /dev}
     * @param format as QEMU calls it
     */
    public record Place(String path, String format) {
        /** libvirt's type of such a disk. */
        public String type() {
            return path.startsWith("/dev/") ? "block" : "file";
        }

        /** The {@code source} element. */
        public XmlBuilder source() {
            return XmlBuilder.element("source").attribute(type().equals("block") ? "dev" : "file", path);
        }
    }

    /** The domain with those disks, by target, in those places. */
    public static DomainDocument of(DomainDocument domain, Map<String, Place> places) {
        XmlEdit edit = new XmlEdit(domain.root());
        List<XmlElement> disks = domain.root()
                .child("devices")
                .map(devices -> devices.children("disk"))
                .orElse(List.of());
        for (XmlElement disk : disks) {
            Place place = places.get(disk.attributeOf("dev", "target"));
            if (place != null) {
                edit.setAttribute(disk, "type", place.type());
                disk.child("driver")
                        .ifPresentOrElse(
                                driver -> edit.setAttribute(driver, "type", place.format()),
                                () -> edit.insertFirst(
                                        disk, XmlBuilder.element("driver").attribute("type", place.format())));
                disk.child("source").ifPresent(edit::remove);
                disk.child("backingStore").ifPresent(edit::remove);
                edit.insertLast(disk, place.source());
            }
        }
        return DomainDocument.parse(edit.apply());
    }
}
