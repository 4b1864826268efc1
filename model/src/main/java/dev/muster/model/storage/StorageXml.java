package dev.muster.model.storage;

import static dev.muster.model.xml.XmlBuilder.element;

import dev.muster.model.inventory.Volume;
import dev.muster.model.xml.XmlBuilder;
import java.util.Optional;
import java.util.UUID;

/** Writes the XML of new pools and volumes (libvirt's formatstorage.html). */
public final class StorageXml {
    private StorageXml() {}

    /** The XML of that pool. */
    public static String pool(PoolSpec spec, UUID uuid) {
        XmlBuilder source = element("source");
        String type = switch (spec.kind()) {
            case DIRECTORY -> "dir";
            case FILE_SYSTEM -> {
                source.child(element("device").attribute("path", spec.source()));
                yield "fs";
            }
            case NFS -> {
                source.child(element("host").attribute("name", spec.server()))
                        .child(element("dir").attribute("path", spec.source()))
                        .child(element("format").attribute("type", "nfs"));
                yield "netfs";
            }
            case LOGICAL -> {
                source.child("name", spec.source()).child(element("format").attribute("type", "lvm2"));
                yield "logical";
            }
            case ISCSI -> {
                source.child(element("host").attribute("name", spec.server()))
                        .child(element("device").attribute("path", spec.source()));
                yield "iscsi";
            }
        };
        return element("pool")
                        .attribute("type", type)
                        .child("name", spec.name())
                        .child("uuid", uuid.toString())
                        .childIf(spec.kind() != PoolSpec.Kind.DIRECTORY, source)
                        .child(element("target").child("path", path(spec)))
                        .xml()
                + "\n";
    }

    /** Where the volumes of that pool are found. */
    public static String path(PoolSpec spec) {
        return switch (spec.kind()) {
            case DIRECTORY, FILE_SYSTEM, NFS -> spec.path();
            case LOGICAL -> "/dev/" + spec.source();
            case ISCSI -> "/dev/disk/by-path";
        };
    }

    /**
     * The XML of a volume that holds nothing of its own.
     *
     * @param backing the volume that is seen where nothing was written; the new one has its format beside it
     */
    public static String volume(PoolCommand.CreateVolume volume, Optional<Volume> backing) {
        return element("volume")
                        .child("name", volume.name())
                        .child(bytes("capacity", volume.capacityBytes()))
                        .child(bytes("allocation", 0))
                        .child(target(volume.format()))
                        .childIf(
                                backing.isPresent(),
                                element("backingStore")
                                        .child("path", backing.map(Volume::path).orElse(""))
                                        .child(element("format")
                                                .attribute(
                                                        "type",
                                                        backing.map(Volume::format)
                                                                .filter(format -> !format.isEmpty())
                                                                .orElse("raw"))))
                        .xml()
                + "\n";
    }

    /** The XML of a volume that is to be a whole copy of another, in the same format. */
    public static String copy(String name, Volume of) {
        return element("volume")
                        .child("name", name)
                        .child(bytes("capacity", of.capacityBytes()))
                        .child(bytes("allocation", 0))
                        .childIf(
                                !of.format().isEmpty(),
                                element("target").child(element("format").attribute("type", of.format())))
                        .xml()
                + "\n";
    }

    /**
     * The XML of a volume that is going to be filled.
     *
     * @param whole whether all of its room is taken at once, as pools of devices want it
     */
    public static String toBeFilled(String name, long capacityBytes, String format, boolean whole) {
        return element("volume")
                        .child("name", name)
                        .child(bytes("capacity", capacityBytes))
                        .child(bytes("allocation", whole ? capacityBytes : 0))
                        .childIf(!whole, target(format))
                        .xml()
                + "\n";
    }

    /** The XML of an image of what is written from now on over a file that stays as it is. */
    public static String over(String name, long capacityBytes, String file, String format) {
        return element("volume")
                        .child("name", name)
                        .child(bytes("capacity", capacityBytes))
                        .child(bytes("allocation", 0))
                        .child(target("qcow2"))
                        .child(element("backingStore")
                                .child("path", file)
                                .child(element("format").attribute("type", format)))
                        .xml()
                + "\n";
    }

    /** Without its version said, libvirt makes qcow2 of one that cannot keep track of what is written. */
    private static XmlBuilder target(String format) {
        return element("target")
                .child(element("format").attribute("type", format))
                .childIf(format.equals("qcow2"), element("compat").text("1.1"));
    }

    private static XmlBuilder bytes(String name, long bytes) {
        return element(name).attribute("unit", "bytes").text(String.valueOf(bytes));
    }
}
