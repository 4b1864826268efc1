package dev.muster.model.vm;

import static dev.muster.model.xml.XmlBuilder.element;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes changes of hardware into a domain's XML; what they do not name stays character by character. */
public final class HardwareEdit {
    private HardwareEdit() {}

    /**
     * The definition with these changes; what is new first, then the boot order, then what is changed or removed, so that a
     * boot order may name devices as they are called before.
     *
     * @throws dev.muster.model.error.MusterException {@code DEVICE_NOT_FOUND}; {@code NOT_SUPPORTED} where the definition has
     *     a layout the change would contradict
     */
    public static DomainDocument apply(DomainDocument config, List<HardwareChange> changes) {
        DomainDocument document = config;
        // of interfaces that share an address the last goes first, since the place of the others would change with it
        for (HardwareChange change : changes.stream()
                .sorted(Comparator.comparingInt(HardwareEdit::turn)
                        .thenComparing(
                                one -> one instanceof HardwareChange.RemoveDevice ? one.about() : "",
                                Comparator.reverseOrder()))
                .toList()) {
            document = apply(document, change);
        }
        return document;
    }

    private static int turn(HardwareChange change) {
        return switch (change) {
            case HardwareChange.AddDisk _, HardwareChange.AddNic _, HardwareChange.AddSerial _ -> 0;
            case HardwareChange.BootOrder _ -> 1;
            // a maximum below what is plugged in takes that down with it, so what is wanted comes after it
            case HardwareChange.MaximumVcpus _, HardwareChange.MaximumMemory _ -> 2;
            case HardwareChange.Vcpus _, HardwareChange.Memory _ -> 3;
            case HardwareChange.ChangeDisk _,
                    HardwareChange.Medium _,
                    HardwareChange.ChangeNic _,
                    HardwareChange.Video _,
                    HardwareChange.Tpm _,
                    HardwareChange.Firmware _ -> 4;
            case HardwareChange.RemoveDevice _ -> 5;
        };
    }

    private static DomainDocument apply(DomainDocument document, HardwareChange change) {
        return switch (change) {
            case HardwareChange.Vcpus wanted ->
                DomainDocument.parse(new DomainEdit(document).pluggedVcpus(wanted.count()));
            case HardwareChange.MaximumVcpus wanted ->
                DomainDocument.parse(new DomainEdit(document).maximumVcpus(wanted.count()));
            case HardwareChange.Memory wanted ->
                DomainDocument.parse(new DomainEdit(document).pluggedMemory(wanted.bytes()));
            case HardwareChange.MaximumMemory wanted ->
                DomainDocument.parse(new DomainEdit(document).maximumMemory(wanted.bytes()));
            case HardwareChange.AddDisk _, HardwareChange.AddNic _, HardwareChange.AddSerial _ -> {
                String added = device(document, change);
                yield alreadyThere(document, change) ? document : attach(document, added);
            }
            case HardwareChange.ChangeDisk disk -> changeDisk(document, disk);
            case HardwareChange.Medium medium ->
                replace(
                        document,
                        "disk:" + medium.target(),
                        medium(require(document, "disk:" + medium.target()), medium));
            case HardwareChange.ChangeNic nic ->
                replace(document, nic.about(), nic(require(document, nic.about()), nic));
            case HardwareChange.Video video -> video(document, video);
            case HardwareChange.Tpm tpm -> tpm(document, tpm);
            case HardwareChange.Firmware firmware -> firmware(document, firmware.kind());
            case HardwareChange.BootOrder order -> bootOrder(document, order.devices());
            case HardwareChange.RemoveDevice gone -> {
                XmlElement there = require(document, gone.device());
                yield DomainDocument.parse(
                        new XmlEdit(document.root()).remove(there).apply());
            }
        };
    }

    /** Whether what is to be added is there, so that adding it twice is adding it once. */
    private static boolean alreadyThere(DomainDocument document, HardwareChange change) {
        return switch (change) {
            case HardwareChange.AddDisk disk ->
                disk.target()
                        .flatMap(target -> Devices.find(document, "disk:" + target))
                        .isPresent();
            case HardwareChange.AddNic nic ->
                nic.mac()
                        .filter(mac -> Devices.elements(document).keySet().stream()
                                .anyMatch(key -> key.equals("nic:" + mac) || key.startsWith("nic:" + mac + "#")))
                        .isPresent();
            default -> false;
        };
    }

    /** The XML of a device to be added; the names it is to have are in the change. */
    static String device(DomainDocument document, HardwareChange change) {
        return switch (change) {
            case HardwareChange.AddDisk disk -> disk(disk).xml();
            case HardwareChange.AddNic nic ->
                element("interface")
                        .attribute("type", nic.kind())
                        .child(element("mac").attribute("address", nic.mac().orElseThrow()))
                        .child(element("source").attribute(nic.kind(), nic.source()))
                        .child(element("model").attribute("type", nic.model()))
                        .xml();
            case HardwareChange.AddSerial _ -> {
                long number = Devices.elements(document).values().stream()
                        .filter(one -> one.name().equals("serial"))
                        .count();
                yield element("serial")
                        .attribute("type", "pty")
                        .child(element("target").attribute("port", String.valueOf(number)))
                        .xml();
            }
            default -> throw new IllegalArgumentException(change + " adds no device");
        };
    }

    private static XmlBuilder disk(HardwareChange.AddDisk disk) {
        boolean block = disk.path().startsWith("/dev/");
        XmlBuilder driver = element("driver").attribute("name", "qemu").attribute("type", disk.format());
        if (disk.device().equals("disk")) {
            driver.attribute("discard", "unmap");
        }
        return element("disk")
                .attribute("type", block ? "block" : "file")
                .attribute("device", disk.device())
                .child(driver)
                .childIf(!disk.path().isEmpty(), element("source").attribute(block ? "dev" : "file", disk.path()))
                .child(element("target")
                        .attribute("dev", disk.target().orElseThrow())
                        .attribute("bus", disk.bus()))
                .childIf(disk.readOnly() || disk.device().equals("cdrom"), element("readonly"));
    }

    private static DomainDocument changeDisk(DomainDocument document, HardwareChange.ChangeDisk change) {
        XmlElement disk = require(document, change.about());
        XmlEdit edit = new XmlEdit(document.root());
        change.bus()
                .filter(bus -> !bus.equals(disk.attributeOf("bus", "target")))
                .ifPresent(bus -> {
                    XmlElement target = disk.child("target").orElseThrow();
                    edit.setAttribute(target, "dev", Targets.free(bus, List.of(document)));
                    edit.setAttribute(target, "bus", bus);
                    // the place on the bus it leaves means nothing on the other
                    disk.child("address").ifPresent(edit::remove);
                });
        change.cache()
                .ifPresent(mode -> disk.child("driver")
                        .ifPresentOrElse(
                                driver -> {
                                    if (mode.equals("default")) {
                                        edit.removeAttribute(driver, "cache");
                                    } else {
                                        edit.setAttribute(driver, "cache", mode);
                                    }
                                },
                                () -> edit.insertFirst(
                                        disk,
                                        element("driver")
                                                .attribute("name", "qemu")
                                                .attribute("cache", mode))));
        change.readOnly().ifPresent(readOnly -> {
            Optional<XmlElement> mark = disk.child("readonly");
            if (readOnly && mark.isEmpty()) {
                edit.insertLast(disk, element("readonly"));
            } else if (!readOnly) {
                mark.ifPresent(edit::remove);
            }
        });
        return DomainDocument.parse(edit.apply());
    }

    /** A drive with another medium, or none. */
    static String medium(XmlElement drive, HardwareChange.Medium change) {
        XmlElement root = SafeXml.parse(drive.source());
        XmlEdit edit = new XmlEdit(root);
        root.children().stream()
                .filter(child -> child.name().equals("source") || child.name().equals("backingStore"))
                .forEach(edit::remove);
        boolean block = change.path().filter(path -> path.startsWith("/dev/")).isPresent();
        edit.setAttribute(root, "type", block ? "block" : "file");
        change.path()
                .ifPresent(path -> edit.insertLast(root, element("source").attribute(block ? "dev" : "file", path)));
        return edit.apply();
    }

    /** An interface with other settings. */
    static String nic(XmlElement nic, HardwareChange.ChangeNic change) {
        XmlElement root = SafeXml.parse(nic.source());
        XmlEdit edit = new XmlEdit(root);
        change.source().ifPresent(source -> {
            String kind = change.kind().orElse("network");
            boolean same = root.attribute("type").equals(kind)
                    && root.attributeOf(kind, "source").equals(source);
            if (!same) {
                root.child("source").ifPresent(edit::remove);
                edit.setAttribute(root, "type", kind);
                edit.insertLast(root, element("source").attribute(kind, source));
            }
        });
        change.model()
                .ifPresent(model -> root.child("model")
                        .ifPresentOrElse(
                                there -> edit.setAttribute(there, "type", model),
                                () -> edit.insertLast(root, element("model").attribute("type", model))));
        change.connected().ifPresent(connected -> {
            Optional<XmlElement> link = root.child("link");
            String state = connected ? "up" : "down";
            if (link.isPresent()) {
                edit.setAttribute(link.get(), "state", state);
            } else if (!connected) {
                edit.insertLast(root, element("link").attribute("state", state));
            }
        });
        return edit.apply();
    }

    private static DomainDocument video(DomainDocument document, HardwareChange.Video change) {
        String wanted = element("video")
                .child(element("model").attribute("type", change.model()))
                .xml();
        Optional<XmlElement> there = Devices.find(document, "video:0");
        if (there.filter(one -> one.attributeOf("type", "model").equals(change.model()))
                .isPresent()) {
            return document;
        }
        return there.isPresent() ? replace(document, "video:0", wanted) : attach(document, wanted);
    }

    private static DomainDocument tpm(DomainDocument document, HardwareChange.Tpm change) {
        Optional<XmlElement> there = Devices.find(document, "tpm:0");
        if (change.model().isEmpty()) {
            return there.map(one -> DomainDocument.parse(
                            new XmlEdit(document.root()).remove(one).apply()))
                    .orElse(document);
        }
        String model = change.model().get();
        if (there.isPresent()) {
            XmlEdit edit = new XmlEdit(document.root());
            edit.setAttribute(there.get(), "model", model);
            return DomainDocument.parse(edit.apply());
        }
        return attach(
                document,
                element("tpm")
                        .attribute("model", model)
                        .child(element("backend").attribute("type", "emulator").attribute("version", "2.0"))
                        .xml());
    }

    private static DomainDocument firmware(DomainDocument document, FirmwareKind wanted) {
        if (Devices.firmware(document) == wanted) {
            return document;
        }
        XmlElement os = document.root()
                .child("os")
                .orElseThrow(() -> refused(ErrorCode.NOT_SUPPORTED, "The definition has no <os>.", "Edit its XML."));
        if (wanted == FirmwareKind.BIOS && !document.architecture().matches("|x86_64|i686")) {
            throw refused(
                    ErrorCode.NOT_SUPPORTED,
                    "There is no BIOS for " + document.architecture() + ".",
                    "Keep UEFI, or edit the XML.");
        }
        XmlEdit edit = new XmlEdit(document.root());
        os.children().stream()
                .filter(child -> List.of("loader", "nvram", "firmware").contains(child.name()))
                .forEach(edit::remove);
        if (wanted == FirmwareKind.BIOS) {
            edit.removeAttribute(os, "firmware");
        } else {
            edit.setAttribute(os, "firmware", "efi");
        }
        // plain UEFI says no, or libvirt might choose the one that starts only signed systems
        if (wanted != FirmwareKind.BIOS) {
            String secure = wanted == FirmwareKind.UEFI_SECURE ? "yes" : "no";
            edit.insertLast(
                    os,
                    element("firmware")
                            .child(element("feature")
                                    .attribute("enabled", secure)
                                    .attribute("name", "secure-boot")));
        }
        return DomainDocument.parse(edit.apply());
    }

    private static DomainDocument bootOrder(DomainDocument document, List<String> wanted) {
        Map<String, XmlElement> elements = Devices.elements(document);
        for (String key : wanted) {
            XmlElement device = require(document, key);
            if (!device.name().matches("disk|interface|hostdev|redirdev")) {
                throw refused(
                        ErrorCode.NOT_SUPPORTED,
                        "Nothing can be booted from " + key + ".",
                        "Leave it out of the order.");
            }
        }
        XmlEdit edit = new XmlEdit(document.root());
        document.root()
                .child("os")
                .map(os -> os.children("boot"))
                .orElse(List.of())
                .forEach(edit::remove);
        elements.forEach((key, device) -> {
            int place = wanted.indexOf(key) + 1;
            Optional<XmlElement> boot = device.child("boot");
            if (place == 0) {
                boot.ifPresent(edit::remove);
            } else if (boot.isPresent()) {
                edit.setAttribute(boot.get(), "order", String.valueOf(place));
            } else {
                edit.insertLast(device, element("boot").attribute("order", String.valueOf(place)));
            }
        });
        return DomainDocument.parse(edit.apply());
    }

    // single devices

    /** The document with one device more. */
    public static DomainDocument attach(DomainDocument document, String device) {
        XmlEdit edit = new XmlEdit(document.root());
        document.root()
                .child("devices")
                .ifPresentOrElse(
                        devices -> edit.insertLast(devices, SafeXml.parse(device)),
                        () -> edit.insertLast(document.root(), SafeXml.parse("<devices>" + device + "</devices>")));
        return DomainDocument.parse(edit.apply());
    }

    /** The document without the device that XML is of; one that is not there is left alone. */
    public static DomainDocument detach(DomainDocument document, String device) {
        return Devices.find(document, keyOf(device))
                .map(there -> DomainDocument.parse(
                        new XmlEdit(document.root()).remove(there).apply()))
                .orElse(document);
    }

    /** The document with the device that XML is of as it says. */
    public static DomainDocument update(DomainDocument document, String device) {
        return replace(document, keyOf(device), device);
    }

    /** By what key a device is known whose XML this is; one that is known by its number only is taken for the first. */
    static String keyOf(String device) {
        return Devices.elements(DomainDocument.parse("<domain><devices>" + device + "</devices></domain>"))
                .keySet()
                .iterator()
                .next();
    }

    private static DomainDocument replace(DomainDocument document, String key, String device) {
        XmlElement there = require(document, key);
        return DomainDocument.parse(new XmlEdit(document.root())
                .replace(there, SafeXml.parse(device))
                .apply());
    }

    /** The device of that key; {@code DEVICE_NOT_FOUND}, {@code NAME_AMBIGUOUS}. */
    static XmlElement require(DomainDocument document, String key) {
        if (Devices.find(document, key + "#1").isPresent()) {
            throw refused(
                    ErrorCode.NAME_AMBIGUOUS,
                    "Several network interfaces have the address " + key.substring(key.indexOf(':') + 1) + ".",
                    "Name one of them by its place, such as " + key + "#1 or " + key + "#2.");
        }
        return Devices.find(document, key)
                .orElseThrow(() -> refused(
                        ErrorCode.DEVICE_NOT_FOUND,
                        "The VM has no device \"" + key + "\".",
                        "Look at its hardware again; muster ctl vm hardware shows the names."));
    }

    static RuntimeException refused(ErrorCode code, String what, String remedy) {
        return Problem.of(code, what, "The VM was not changed.", remedy).toException();
    }
}
