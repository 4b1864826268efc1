package dev.muster.model.storage;

import static dev.muster.model.xml.XmlBuilder.element;

import java.util.UUID;

/** Writes the XML of new pools and volumes (libvirt's formatstorage.html). */
public final class StorageXml {
    private StorageXml() {}

    /** The XML of that directory pool. */
    public static String pool(PoolSpec spec, UUID uuid) {
        return element("pool")
                        .attribute("type", "dir")
                        .child("name", spec.name())
                        .child("uuid", uuid.toString())
                        .child(element("target").child("path", spec.path()))
                        .xml()
                + "\n";
    }

    /** The XML of an empty volume, sparse. */
    public static String volume(PoolCommand.CreateVolume volume) {
        return element("volume")
                        .child("name", volume.name())
                        .child(element("capacity")
                                .attribute("unit", "bytes")
                                .text(String.valueOf(volume.capacityBytes())))
                        .child(element("allocation").attribute("unit", "bytes").text("0"))
                        .child(element("target").child(element("format").attribute("type", volume.format())))
                        .xml()
                + "\n";
    }
}
