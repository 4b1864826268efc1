package dev.muster.model.vm;

import dev.muster.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the devices of a domain and names them, alike in what runs and in what starts next. */
final class Devices {
    private Devices() {}

    /**
     * All devices with their keys, in the order of the document. Interfaces that share an address are told apart by
     * {@code #1}, {@code #2} after it, in that order.
     */
    static Map<String, XmlElement> elements(DomainDocument document) {
        Map<String, XmlElement> found = new LinkedHashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Integer> twins = new HashMap<>();
        List<XmlElement> children =
                document.root().child("devices").map(XmlElement::children).orElse(List.of());
        Map<String, Long> addresses = children.stream()
                .filter(element -> element.name().equals("interface"))
                .collect(Collectors.groupingBy(Devices::address, Collectors.counting()));
        for (XmlElement element : children) {
            if (!element.namespace().isEmpty() || element.name().equals("emulator")) {
                continue;
            }
            int number = numbers.merge(element.name(), 1, Integer::sum) - 1;
            String key = key(element, number);
            if (element.name().equals("interface") && addresses.getOrDefault(address(element), 0L) > 1) {
                key += "#" + twins.merge(key, 1, Integer::sum);
            }
            if (!isConsoleOfSerial(element)) {
                found.put(found.containsKey(key) ? element.name() + ":#" + number : key, element);
            }
        }
        return found;
    }

    static Optional<XmlElement> find(DomainDocument document, String key) {
        return Optional.ofNullable(elements(document).get(key));
    }

    /** libvirt repeats the first serial line as a console. */
    private static boolean isConsoleOfSerial(XmlElement element) {
        return element.name().equals("console")
                && (element.attributeOf("type", "target").equals("serial")
                        || element.attributeOf("type", "target").isEmpty());
    }

    private static String key(XmlElement element, int number) {
        return switch (element.name()) {
            case "disk" -> "disk:" + element.attributeOf("dev", "target");
            case "interface" -> {
                String mac = address(element);
                yield "nic:" + (mac.isEmpty() ? "#" + number : mac);
            }
            case "hostdev" -> "hostdev:" + hostDevice(element);
            default -> element.name() + ":" + number;
        };
    }

    private static String address(XmlElement element) {
        return element.attributeOf("address", "mac").toLowerCase(Locale.ROOT);
    }

    private static String hostDevice(XmlElement element) {
        return element.child("source")
                .map(source -> Stream.of("address", "vendor", "product", "adapter")
                        .flatMap(name -> source.child(name).stream())
                        .flatMap(part -> part.attributes().stream())
                        .map(attribute -> attribute.value().toLowerCase(Locale.ROOT))
                        .reduce((one, other) -> one + "-" + other)
                        .orElse(""))
                .orElse("");
    }

    static List<HardwareDevice> of(DomainDocument document) {
        Map<String, XmlElement> elements = elements(document);
        List<String> boot = bootOrder(document, elements);
        List<HardwareDevice> devices = new ArrayList<>();
        elements.forEach((key, element) -> devices.add(device(key, element, boot.indexOf(key) + 1)));
        return devices;
    }

    private static HardwareDevice device(String key, XmlElement element, int boot) {
        HardwareDevice.Kind kind = kind(element);
        String cache = element.attributeOf("cache", "driver");
        return new HardwareDevice(
                key,
                kind,
                name(kind, key, element),
                source(element),
                element.attribute("type"),
                element.attributeOf("bus", "target").isEmpty()
                        ? element.attribute("bus")
                        : element.attributeOf("bus", "target"),
                model(kind, element),
                cache.isEmpty() ? "default" : cache,
                kind == HardwareDevice.Kind.CDROM || element.child("readonly").isPresent(),
                !element.attributeOf("state", "link").equals("down"),
                boot,
                HardwareDevice.Presence.HERE);
    }

    private static HardwareDevice.Kind kind(XmlElement element) {
        return switch (element.name()) {
            case "disk" ->
                switch (element.attribute("device")) {
                    case "cdrom" -> HardwareDevice.Kind.CDROM;
                    case "floppy" -> HardwareDevice.Kind.FLOPPY;
                    default -> HardwareDevice.Kind.DISK;
                };
            case "interface" -> HardwareDevice.Kind.NIC;
            case "graphics" -> HardwareDevice.Kind.GRAPHICS;
            case "video" -> HardwareDevice.Kind.VIDEO;
            case "serial", "console", "parallel", "channel" -> HardwareDevice.Kind.SERIAL;
            case "tpm" -> HardwareDevice.Kind.TPM;
            case "hostdev", "redirdev" -> HardwareDevice.Kind.HOST_DEVICE;
            case "input" -> HardwareDevice.Kind.INPUT;
            case "sound", "audio" -> HardwareDevice.Kind.SOUND;
            case "rng" -> HardwareDevice.Kind.RNG;
            case "watchdog" -> HardwareDevice.Kind.WATCHDOG;
            case "filesystem" -> HardwareDevice.Kind.FILESYSTEM;
            case "controller" -> HardwareDevice.Kind.CONTROLLER;
            case "memballoon" -> HardwareDevice.Kind.BALLOON;
            default -> HardwareDevice.Kind.OTHER;
        };
    }

    private static String name(HardwareDevice.Kind kind, String key, XmlElement element) {
        String rest = key.substring(key.indexOf(':') + 1);
        return switch (kind) {
            case DISK, CDROM, FLOPPY, NIC, HOST_DEVICE -> rest;
            case CONTROLLER -> element.attribute("type") + " " + element.attribute("index");
            case INPUT, SOUND, GRAPHICS, VIDEO, SERIAL, TPM, RNG, WATCHDOG, FILESYSTEM, BALLOON, OTHER ->
                element.name() + " " + rest;
        };
    }

    private static String model(HardwareDevice.Kind kind, XmlElement element) {
        return switch (kind) {
            case DISK, CDROM, FLOPPY -> element.attributeOf("type", "driver");
            case NIC, VIDEO -> element.attributeOf("type", "model");
            case SERIAL, GRAPHICS, INPUT -> element.attribute("type");
            case TPM, SOUND, RNG, WATCHDOG, CONTROLLER, BALLOON, FILESYSTEM, HOST_DEVICE, OTHER ->
                element.attribute("model").isEmpty() ? element.attribute("type") : element.attribute("model");
        };
    }

    /** What stays the same whether it runs or not: no name of a pseudo-terminal, no port of a display. */
    private static String source(XmlElement element) {
        if (element.name().equals("disk") || element.name().equals("interface")) {
            return Stream.of("file", "network", "bridge", "dev", "volume", "dir", "name", "path")
                    .map(attribute -> element.attributeOf(attribute, "source"))
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        return element.attribute("type").equals("pty") ? "" : element.attributeOf("path", "source");
    }

    /** Keys in order: by each device's own place, else by what {@code <os>} says. */
    static List<String> bootOrder(DomainDocument document, Map<String, XmlElement> elements) {
        Map<Integer, String> places = new java.util.TreeMap<>();
        elements.forEach((key, element) -> {
            String order = element.attributeOf("order", "boot");
            if (order.matches("[1-9][0-9]{0,4}")) {
                places.put(Integer.parseInt(order), key);
            }
        });
        if (!places.isEmpty()) {
            return List.copyOf(places.values());
        }
        List<String> keys = new ArrayList<>();
        List<XmlElement> named =
                document.root().child("os").map(os -> os.children("boot")).orElse(List.of());
        for (XmlElement boot : named) {
            elements.entrySet().stream()
                    .filter(entry -> kind(entry.getValue())
                            == switch (boot.attribute("dev")) {
                                case "cdrom" -> HardwareDevice.Kind.CDROM;
                                case "fd" -> HardwareDevice.Kind.FLOPPY;
                                case "network" -> HardwareDevice.Kind.NIC;
                                default -> HardwareDevice.Kind.DISK;
                            })
                    .findFirst()
                    .map(Map.Entry::getKey)
                    .filter(key -> !keys.contains(key))
                    .ifPresent(keys::add);
        }
        return keys;
    }

    static FirmwareKind firmware(DomainDocument document) {
        Optional<XmlElement> os = document.root().child("os");
        boolean efi = os.filter(one -> one.attribute("firmware").equals("efi")).isPresent()
                || os.filter(one -> one.attributeOf("type", "loader").equals("pflash"))
                        .isPresent();
        boolean secure = os.filter(one -> one.attributeOf("secure", "loader").equals("yes"))
                        .isPresent()
                || os.stream()
                        .flatMap(one -> one.child("firmware").stream())
                        .flatMap(one -> one.children("feature").stream())
                        .anyMatch(feature -> feature.attribute("name").equals("secure-boot")
                                && feature.attribute("enabled").equals("yes"));
        return efi ? (secure ? FirmwareKind.UEFI_SECURE : FirmwareKind.UEFI) : FirmwareKind.BIOS;
    }
}
