package dev.muster.model.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Nic;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A domain's XML, whoever wrote it. What Muster understands can be read; what it changes is changed in place, so that all
 * else, unknown elements and comments included, stays as it was character by character.
 *
 * <p>Units and elements are those of libvirt's formatdomain.html.
 */
public final class DomainDocument {
    /** The namespace of what Muster keeps in a domain's metadata. */
    public static final String NAMESPACE = "https://muster.dev/vm/1";

    private final String xml;
    private final XmlElement root;

    private DomainDocument(String xml) {
        this.root = SafeXml.parse(xml, "domain");
        this.xml = root.document();
    }

    /**
     * Reads a domain's XML.
     *
     * @throws dev.muster.model.error.MusterException {@code XML_INVALID}, {@code XML_FORBIDDEN}
     */
    public static DomainDocument parse(String xml) {
        return new DomainDocument(xml);
    }

    /** SHA-256 of an XML text in hexadecimal: what {@code Vm.definition} and an edit's {@code definition} hold. */
    public static String digest(String xml) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(xml.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The document as text. */
    public String xml() {
        return xml;
    }

    /** Its root element, for what is not read here. */
    public XmlElement root() {
        return root;
    }

    /** The VM's name; empty where there is none. */
    public String name() {
        return root.textOf("name");
    }

    /** The VM's UUID; empty where libvirt is to mint one. */
    public Optional<UUID> uuid() {
        String text = root.textOf("uuid").strip().replace("-", "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[0-9A-Fa-f]{32}")) {
            throw invalid("\"" + root.textOf("uuid") + "\" is not a UUID.");
        }
        return Optional.of(UUID.fromString(text.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")));
    }

    /** libvirt's short free title; empty where there is none. */
    public String title() {
        return root.textOf("title");
    }

    /** libvirt's free description; empty where there is none. */
    public String description() {
        return root.child("description").map(XmlElement::text).orElse("");
    }

    /** libvirt's domain type, {@code kvm}, {@code qemu}, {@code test} … */
    public String virtualization() {
        return root.attribute("type");
    }

    /** Virtual processors at its next start. */
    public int vcpus() {
        return root.child("vcpu")
                .map(vcpu -> vcpu.hasAttribute("current") ? vcpu.attribute("current") : vcpu.text())
                .map(DomainDocument::number)
                .orElse(1);
    }

    /** Virtual processors it may have. */
    public int maxVcpus() {
        return root.child("vcpu").map(vcpu -> number(vcpu.text())).orElse(1);
    }

    /** RAM at its next start, in bytes. */
    public long memoryBytes() {
        return root.child("currentMemory").map(DomainDocument::bytes).orElseGet(this::maxMemoryBytes);
    }

    /** RAM it may have, in bytes; 0 where the XML leaves it to libvirt. */
    public long maxMemoryBytes() {
        return root.child("memory").map(DomainDocument::bytes).orElse(0L);
    }

    /** Such as {@code x86_64}; empty where the XML leaves it to libvirt. */
    public String architecture() {
        return root.attributeOf("arch", "os", "type");
    }

    /** Such as {@code pc-q35-7.2}; empty where the XML leaves it to libvirt. */
    public String machine() {
        return root.attributeOf("machine", "os", "type");
    }

    /** Path of the kernel it boots directly; empty where it boots otherwise. */
    public String kernel() {
        return root.textOf("os", "kernel");
    }

    /** Path of the initial RAM disk; empty where there is none. */
    public String initrd() {
        return root.textOf("os", "initrd");
    }

    /** Path of its firmware variables; empty where there are none. */
    public String firmwareVariables() {
        return root.textOf("os", "nvram");
    }

    /** Whether UEFI starts it, which keeps variables in a file. */
    public boolean isUefi() {
        return root.child("os")
                .filter(os -> os.attribute("firmware").equals("efi")
                        || root.attributeOf("type", "os", "loader").equals("pflash"))
                .isPresent();
    }

    /** What starts it. */
    public FirmwareKind firmwareKind() {
        return Devices.firmware(this);
    }

    /** The same domain with its firmware variables in that file. */
    public DomainDocument withFirmwareVariables(String path) {
        XmlEdit edit = new XmlEdit(root);
        root.child("os").ifPresent(os -> {
            Optional<XmlElement> there = os.child("nvram");
            there.ifPresent(edit::remove);
            edit.insertLast(os, XmlBuilder.element("nvram").text(path));
        });
        return parse(edit.apply());
    }

    /** Path of the file that holds what it says on its first serial line; empty where nothing is kept. */
    public String serialLog() {
        return Stream.concat(devices("serial").stream(), devices("console").stream())
                .map(line -> Stream.of(
                                line.attributeOf("file", "log"),
                                line.attribute("type").equals("file") ? line.attributeOf("path", "source") : "")
                        .filter(path -> !path.isEmpty())
                        .findFirst()
                        .orElse(""))
                .findFirst()
                .orElse("");
    }

    /** Its disks and drives in order. */
    public List<Disk> disks() {
        return devices("disk").stream().map(DomainDocument::disk).toList();
    }

    /** Its network interfaces in order. */
    public List<Nic> nics() {
        return devices("interface").stream().map(DomainDocument::nic).toList();
    }

    /** Whether it has a channel to QEMU's guest agent; whether one answers is not looked at. */
    public boolean hasGuestAgent() {
        return devices("channel").stream()
                .flatMap(channel -> channel.child("target").stream())
                .anyMatch(target -> target.attribute("name").equals("org.qemu.guest_agent.0"));
    }

    /** Muster's tags. */
    public NavigableSet<String> tags() {
        NavigableSet<String> tags = new TreeSet<>();
        own().stream()
                .flatMap(vm -> vm.children(NAMESPACE, "tag").stream())
                .map(tag -> tag.text().strip())
                .filter(tag -> !tag.isEmpty())
                .forEach(tags::add);
        return tags;
    }

    /**
     * The document with these changes.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID} for values that make no sense;
     *     {@code NOT_SUPPORTED} where the definition has a layout (topology, NUMA, memory devices) that the change would contradict
     */
    public DomainDocument with(VmChanges changes) {
        return parse(new DomainEdit(this).apply(changes));
    }

    /** The document with that name instead of its own. */
    public DomainDocument withName(String name) {
        XmlEdit edit = new XmlEdit(root);
        root.child("name")
                .ifPresentOrElse(
                        there -> edit.setText(there, name),
                        () -> edit.insertFirst(root, XmlBuilder.element("name").text(name)));
        return parse(edit.apply());
    }

    /**
     * What Muster keeps in a domain's metadata, as libvirt hands it out and takes it: without its namespace.
     *
     * @param before as it was; empty where there was nothing
     * @return with exactly these tags, all else as it was; empty where nothing is left
     */
    public static Optional<String> metadata(Optional<String> before, SortedSet<String> tags) {
        XmlElement vm = SafeXml.parse(before.filter(text -> !text.isBlank()).orElse("<vm/>"));
        XmlEdit edit = new XmlEdit(vm);
        List<XmlElement> there = vm.children().stream()
                .filter(child -> child.name().equals("tag"))
                .toList();
        if (tags.isEmpty() && there.size() == vm.children().size()) {
            return Optional.empty();
        }
        if (there.size() == vm.children().size()) {
            XmlBuilder own = XmlBuilder.element("vm");
            tags.forEach(tag -> own.child("tag", tag));
            return Optional.of(own.xml());
        }
        there.forEach(edit::remove);
        tags.forEach(tag -> edit.insertFirst(vm, XmlBuilder.element("tag").text(tag)));
        return Optional.of(edit.apply());
    }

    /** The document with that UUID where it has none. */
    public DomainDocument withUuid(UUID minted) {
        if (uuid().isPresent()) {
            return this;
        }
        XmlBuilder element = XmlBuilder.element("uuid").text(minted.toString());
        XmlEdit edit = new XmlEdit(root);
        root.child("uuid")
                .ifPresentOrElse(
                        empty -> edit.setText(empty, minted.toString()),
                        () -> root.child("name")
                                .ifPresentOrElse(
                                        name -> edit.insertAfter(name, element),
                                        () -> edit.insertFirst(root, element)));
        return parse(edit.apply());
    }

    /**
     * The document with the display passwords of another form of the same definition, where it has the same display without
     * one: XML that was read without secrets would otherwise take them away when it is defined again.
     */
    public DomainDocument withSecretsOf(DomainDocument secret) {
        XmlEdit edit = new XmlEdit(root);
        List<XmlElement> ours = devices("graphics");
        for (XmlElement theirs : secret.devices("graphics")) {
            ours.stream()
                    .filter(one ->
                            one.attribute("type").equals(theirs.attribute("type")) && !one.hasAttribute("passwd"))
                    .findFirst()
                    .ifPresent(one -> Stream.of("passwd", "passwdValidTo", "connected")
                            .filter(name -> theirs.hasAttribute("passwd") && theirs.hasAttribute(name))
                            .filter(name -> !one.hasAttribute(name))
                            .forEach(name -> edit.setAttribute(one, name, theirs.attribute(name))));
        }
        return parse(edit.apply());
    }

    /** The elements Muster keeps in the metadata; one, unless somebody copied it. */
    List<XmlElement> own() {
        return root.child("metadata")
                .map(metadata -> metadata.children(NAMESPACE, "vm"))
                .orElse(List.of());
    }

    private List<XmlElement> devices(String kind) {
        return root.child("devices").map(devices -> devices.children(kind)).orElse(List.of());
    }

    private static Disk disk(XmlElement disk) {
        String device = disk.hasAttribute("device") ? disk.attribute("device") : "disk";
        return new Disk(
                disk.attributeOf("dev", "target"),
                device,
                disk.attributeOf("bus", "target"),
                disk.child("source")
                        .map(source -> source(disk.attribute("type"), source))
                        .orElse(""),
                disk.attributeOf("type", "driver"),
                device.equals("cdrom") || disk.child("readonly").isPresent());
    }

    private static String source(String type, XmlElement source) {
        return switch (type) {
            case "file" -> source.attribute("file");
            case "block" -> source.attribute("dev");
            case "dir" -> source.attribute("dir");
            case "volume" -> source.attribute("pool") + "/" + source.attribute("volume");
            case "network" -> network(source);
            default -> source.attribute("path");
        };
    }

    private static String network(XmlElement source) {
        String host = source.attributeOf("name", "host");
        String port = source.attributeOf("port", "host");
        return source.attribute("protocol") + "://" + host + (port.isEmpty() ? "" : ":" + port) + "/"
                + source.attribute("name");
    }

    private static Nic nic(XmlElement nic) {
        String source = Stream.of("network", "bridge", "dev", "path", "name", "portgroup")
                .map(attribute -> nic.attributeOf(attribute, "source"))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return new Nic(
                nic.attributeOf("address", "mac").toLowerCase(Locale.ROOT),
                nic.attribute("type"),
                source,
                nic.attributeOf("type", "model"));
    }

    private static long bytes(XmlElement size) {
        return MemoryUnit.bytes(size.text(), size.attribute("unit"));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw invalid("\"" + text + "\" is not a number of processors.");
        }
    }

    private static RuntimeException invalid(String what) {
        return Problem.of(ErrorCode.XML_INVALID, what, "Nothing was changed.", "Correct the XML and try again.")
                .toException();
    }
}
