package dev.muster.model.vm;

import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.List;

/** Puts the disks of a VM on another bus, for a guest that has no drivers for the one they are on. */
public final class DiskBus {
    private DiskBus() {}

    /**
     * The definition so changed. The disks keep their names, which to libvirt are but a hint; CD-ROMs stay as they are.
     *
     * @param bus such as {@code sata}
     */
    public static DomainDocument of(DomainDocument document, String bus) {
        XmlElement root = document.root();
        XmlEdit edit = new XmlEdit(root);
        List<XmlElement> disks =
                root.child("devices").map(devices -> devices.children("disk")).orElse(List.of());
        for (XmlElement disk : disks) {
            String device = disk.attribute("device");
            if (device.isEmpty() || device.equals("disk")) {
                disk.child("target")
                        .filter(target -> !target.attribute("bus").equals(bus))
                        .ifPresent(target -> {
                            edit.setAttribute(target, "bus", bus);
                            disk.child("address").ifPresent(edit::remove);
                        });
            }
        }
        return DomainDocument.parse(edit.apply());
    }
}
