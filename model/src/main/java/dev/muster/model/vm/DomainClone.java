package dev.muster.model.vm;

import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns a domain's XML into that of its clone: what must be its own (name, UUIDs, MAC addresses, disks, firmware variables,
 * logs, sockets, fixed ports) is changed in place; all else, unknown elements included, stays character by character.
 */
public final class DomainClone {
    private static final List<String> LINES = List.of("serial", "console", "parallel", "channel");

    private final DomainDocument of;
    private final XmlElement root;
    private final XmlEdit edit;
    private final String name;

    private DomainClone(DomainDocument of, String name) {
        this.of = of;
        this.root = of.root();
        this.edit = new XmlEdit(root);
        this.name = name;
    }

    /**
     * What is new about a clone.
     *
     * @param name its name
     * @param uuid its UUID
     * @param macs a MAC address for each network interface
     * @param copies for each disk that was copied, by its target, the path of the copy, or its name in the pool where the XML
     *     names pool and volume
     * @param leftOut targets of the disks it shall not have, and of the drives that shall be empty
     */
    public record Ground(
            String name, UUID uuid, List<String> macs, Map<String, String> copies, java.util.Set<String> leftOut) {
        public Ground {
            macs = List.copyOf(macs);
            copies = Map.copyOf(copies);
            leftOut = java.util.Set.copyOf(leftOut);
        }
    }

    /** The XML of the clone. */
    public static String of(DomainDocument source, Ground ground) {
        return new DomainClone(source, ground.name()).xml(ground);
    }

    /**
     * The name of a copy: that of the original with the VM's name in it changed, else the new VM's name, the disk and the
     * ending of the original.
     *
     * @param original such as {@code web-01.qcow2}
     */
    public static String copyName(String original, String from, String to, String target) {
        Matcher found = word(from).matcher(original);
        if (found.find()) {
            return found.replaceAll(Matcher.quoteReplacement(to));
        }
        int dot = original.lastIndexOf('.');
        boolean ending = dot > 0 && original.length() - dot <= 6;
        return to + "-" + target + (ending ? original.substring(dot) : "");
    }

    /** Where the clone keeps its firmware variables; empty where the XML names no place for them. */
    public static Optional<String> firmwareVariables(DomainDocument source, String name) {
        return Optional.of(source.firmwareVariables())
                .filter(path -> path.startsWith("/"))
                .map(path -> ownPath(path, source.name(), name));
    }

    /** The name as a word of its own, so that a VM called {@code a} does not change {@code data.raw}. */
    private static Pattern word(String from) {
        return Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(from) + "(?![A-Za-z0-9])");
    }

    private static String ownPath(String path, String from, String to) {
        int slash = path.lastIndexOf('/') + 1;
        String file = path.substring(slash);
        Matcher found = word(from).matcher(file);
        String own = found.find() ? found.replaceAll(Matcher.quoteReplacement(to)) : to + "-" + file;
        return path.substring(0, slash) + own;
    }

    private String xml(Ground ground) {
        identity(ground.uuid());
        root.child("os", "nvram")
                .filter(nvram -> nvram.text().strip().startsWith("/"))
                .ifPresent(nvram -> edit.setText(nvram, ownPath(nvram.text().strip(), of.name(), name)));
        devices("disk").forEach(disk -> disk(disk, ground));
        List<XmlElement> nics = devices("interface");
        for (int i = 0; i < nics.size(); i++) {
            nic(nics.get(i), i < ground.macs().size() ? ground.macs().get(i) : "");
        }
        LINES.stream().flatMap(kind -> devices(kind).stream()).forEach(this::line);
        devices("graphics").forEach(this::graphics);
        devices("vsock").stream()
                .flatMap(vsock -> vsock.child("cid").stream())
                .filter(cid -> !cid.attribute("auto").equals("yes"))
                .forEach(cid -> edit.setAttribute(cid, "auto", "yes").removeAttribute(cid, "address"));
        return edit.apply();
    }

    private void identity(UUID uuid) {
        Optional<XmlElement> title = root.child("name");
        title.ifPresentOrElse(
                there -> edit.setText(there, name),
                () -> edit.insertFirst(root, XmlBuilder.element("name").text(name)));
        root.child("uuid")
                .ifPresentOrElse(
                        there -> edit.setText(there, uuid.toString()),
                        () -> title.ifPresent(there -> edit.insertAfter(
                                there, XmlBuilder.element("uuid").text(uuid.toString()))));
        // without a text libvirt makes one; Windows must see another so that it knows it was copied
        root.child("genid")
                .filter(there -> !there.text().isBlank())
                .ifPresent(there -> edit.setText(
                        there,
                        new UUID(uuid.getMostSignificantBits() ^ 0x0F0F_0F0F_0000_0000L, uuid.getLeastSignificantBits())
                                .toString()));
        // libvirt refuses a domain whose SMBIOS says another UUID than itself
        root.child("sysinfo", "system").stream()
                .flatMap(system -> system.children("entry").stream())
                .filter(entry -> entry.attribute("name").equals("uuid"))
                .forEach(entry -> edit.setText(entry, uuid.toString()));
    }

    private void disk(XmlElement disk, Ground ground) {
        String target = disk.attributeOf("dev", "target");
        if (ground.leftOut().contains(target)) {
            boolean drive = Stream.of("cdrom", "floppy").anyMatch(disk.attribute("device")::equals);
            if (!drive) {
                edit.remove(disk);
                return;
            }
            disk.child("source").ifPresent(edit::remove);
            disk.child("backingStore").ifPresent(edit::remove);
            return;
        }
        String copy = ground.copies().getOrDefault(target, "");
        if (copy.isEmpty()) {
            return;
        }
        String attribute = switch (disk.attribute("type")) {
            case "block" -> "dev";
            case "volume" -> "volume";
            default -> "file";
        };
        disk.child("source").ifPresent(source -> edit.setAttribute(source, attribute, copy));
        // a copy is whole: nothing lies under it
        disk.child("backingStore").ifPresent(edit::remove);
    }

    private void nic(XmlElement nic, String mac) {
        if (!mac.isEmpty()) {
            nic.child("mac").ifPresent(there -> edit.setAttribute(there, "address", mac));
        }
        // two network devices of a host cannot have one name, two ports of a switch not one id
        nic.child("target").filter(there -> there.hasAttribute("dev")).ifPresent(edit::remove);
        nic.child("virtualport", "parameters")
                .ifPresent(there -> edit.removeAttribute(there, "interfaceid").removeAttribute(there, "instanceid"));
    }

    private void line(XmlElement line) {
        line.child("log").ifPresent(log -> own(log, "file"));
        if (line.attribute("type").equals("file") || line.attribute("type").equals("unix")) {
            line.child("source")
                    .filter(source -> !source.attribute("mode").equals("connect"))
                    .ifPresent(source -> own(source, "path"));
        }
    }

    private void graphics(XmlElement graphics) {
        own(graphics, "socket");
        graphics.children("listen").forEach(listen -> own(listen, "socket"));
        boolean fixed = !graphics.attribute("autoport").equals("yes")
                && graphics.hasAttribute("port")
                && !graphics.attribute("port").startsWith("-");
        if (fixed) {
            edit.setAttribute(graphics, "port", "-1");
            edit.removeAttribute(graphics, "tlsPort");
            edit.setAttribute(graphics, "autoport", "yes");
        }
    }

    private void own(XmlElement element, String attribute) {
        String path = element.attribute(attribute);
        if (path.startsWith("/")) {
            edit.setAttribute(element, attribute, ownPath(path, of.name(), name));
        }
    }

    private List<XmlElement> devices(String kind) {
        return root.child("devices").map(devices -> devices.children(kind)).orElse(List.of());
    }
}
