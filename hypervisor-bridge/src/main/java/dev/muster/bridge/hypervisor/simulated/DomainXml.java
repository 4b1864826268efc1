package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** What a domain's XML says of a VM, and the XML of a VM nobody wrote XML for. */
final class DomainXml {
    /** Where the first serial line of such a VM is written. */
    private static final String SERIAL_LOGS = "/var/log/libvirt/qemu/";

    private DomainXml() {}

    /** The VM a definition describes, off. */
    static Vm read(HostId host, UUID uuid, String xml) {
        Element domain = Xml.parse("domain", xml);
        String type = domain.getAttribute("type");
        if (type.isEmpty()) {
            throw Problems.invalid(ErrorCode.XML_INVALID, "The <domain> has no type.");
        }
        long max = Xml.find(domain, "memory")
                .map(memory -> Xml.bytes(memory, "KiB"))
                .orElseThrow(() -> Problems.invalid(ErrorCode.XML_INVALID, "The <domain> has no <memory>."));
        long now = Xml.find(domain, "currentMemory")
                .map(memory -> Xml.bytes(memory, "KiB"))
                .orElse(max);
        int vcpus =
                Math.toIntExact(Xml.find(domain, "vcpu").map(Xml::number).orElse(1L));
        return new Vm(
                new VmId(host, uuid),
                Xml.name(domain),
                Xml.text(domain, "title"),
                Xml.text(domain, "description"),
                VmState.OFF,
                "",
                Optional.empty(),
                vcpus,
                Math.min(now, max),
                max,
                true,
                false,
                false,
                Xml.attribute(domain, "arch", "os", "type"),
                Xml.attribute(domain, "machine", "os", "type"),
                type,
                devices(domain, "disk").map(DomainXml::disk).toList(),
                devices(domain, "interface").map(DomainXml::nic).toList(),
                tags(domain),
                Xml.digest(xml));
    }

    /** The file the first serial line is written to; empty where it is not. */
    static String serialLog(String xml) {
        Element domain = Xml.parse("domain", xml);
        return devices(domain, "serial")
                .map(serial -> {
                    String log = Xml.attribute(serial, "file", "log");
                    return log.isEmpty() && serial.getAttribute("type").equals("file")
                            ? Xml.attribute(serial, "path", "source")
                            : log;
                })
                .findFirst()
                .orElse("");
    }

    /** The XML of a VM nobody wrote XML for; the same for the same definition, whatever the VM does. */
    static String write(Vm vm) {
        StringBuilder out = new StringBuilder(2048);
        out.append("<domain type='").append(vm.virtualization()).append("'>\n");
        element(out, "name", vm.name());
        element(out, "uuid", vm.id().uuid().toString());
        element(out, "title", vm.title());
        element(out, "description", vm.description());
        if (!vm.tags().isEmpty()) {
            out.append("  <metadata>\n    <muster:vm xmlns:muster='")
                    .append(MusterMetadata.NAMESPACE)
                    .append("'>\n");
            for (String tag : vm.tags()) {
                out.append("      <muster:tag>").append(Xml.escape(tag)).append("</muster:tag>\n");
            }
            out.append("    </muster:vm>\n  </metadata>\n");
        }
        out.append("  <memory unit='KiB'>").append(vm.maxMemoryBytes() >> 10).append("</memory>\n");
        out.append("  <currentMemory unit='KiB'>").append(vm.memoryBytes() >> 10);
        out.append("</currentMemory>\n  <vcpu placement='static'>").append(vm.vcpus());
        out.append("</vcpu>\n  <os>\n    <type arch='").append(vm.architecture());
        out.append("' machine='").append(vm.machine());
        out.append("""
                '>hvm</type>
                    <boot dev='hd'/>
                  </os>
                  <features><acpi/><apic/></features>
                  <cpu mode='host-passthrough'/>
                  <clock offset='utc'/>
                  <on_poweroff>destroy</on_poweroff>
                  <on_reboot>restart</on_reboot>
                  <on_crash>preserve</on_crash>
                  <devices>
                    <emulator>/usr/bin/qemu-system-x86_64</emulator>
                """);
        vm.disks().forEach(disk -> disk(out, disk));
        vm.nics().forEach(nic -> nic(out, nic));
        out.append("    <serial type='pty'><log file='")
                .append(SERIAL_LOGS)
                .append(vm.name())
                .append("-serial.log' append='off'/><target port='0'/></serial>\n");
        out.append("""
                    <graphics type='vnc' autoport='yes'/>
                    <video><model type='virtio'/></video>
                    <memballoon model='virtio'/>
                  </devices>
                </domain>
                """);
        return out.toString();
    }

    private static void disk(StringBuilder out, Disk disk) {
        out.append("    <disk type='file' device='").append(disk.device());
        out.append("'><driver name='qemu' type='").append(disk.format()).append("'/>");
        if (!disk.source().isEmpty()) {
            out.append("<source file='").append(Xml.escape(disk.source())).append("'/>");
        }
        out.append("<target dev='").append(disk.target());
        out.append("' bus='").append(disk.bus()).append("'/>");
        out.append(disk.readOnly() ? "<readonly/></disk>\n" : "</disk>\n");
    }

    private static void nic(StringBuilder out, Nic nic) {
        out.append("    <interface type='network'><mac address='").append(nic.mac());
        out.append("'/><source network='").append(Xml.escape(nic.source()));
        out.append("'/><model type='").append(nic.model()).append("'/></interface>\n");
    }

    private static void element(StringBuilder out, String name, String text) {
        if (!text.isEmpty()) {
            out.append("  <").append(name).append('>').append(Xml.escape(text));
            out.append("</").append(name).append(">\n");
        }
    }

    private static Stream<Element> devices(Element domain, String name) {
        List<Element> devices =
                Xml.find(domain, "devices").map(all -> Xml.children(all, name)).orElse(List.of());
        return devices.stream();
    }

    private static Disk disk(Element disk) {
        String source = Stream.of("file", "dev", "name", "volume", "dir")
                .map(attribute -> Xml.attribute(disk, attribute, "source"))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        String device = disk.getAttribute("device");
        return new Disk(
                Xml.attribute(disk, "dev", "target"),
                device.isEmpty() ? "disk" : device,
                Xml.attribute(disk, "bus", "target"),
                source,
                Xml.attribute(disk, "type", "driver"),
                device.equals("cdrom") || Xml.find(disk, "readonly").isPresent());
    }

    private static Nic nic(Element nic) {
        String type = nic.getAttribute("type");
        return new Nic(
                Xml.attribute(nic, "address", "mac").toLowerCase(Locale.ROOT),
                type,
                Xml.attribute(nic, type.equals("direct") ? "dev" : type, "source"),
                Xml.attribute(nic, "type", "model"));
    }

    private static SortedSet<String> tags(Element domain) {
        SortedSet<String> tags = new TreeSet<>();
        Xml.find(domain, "metadata", "vm")
                .filter(element -> MusterMetadata.NAMESPACE.equals(element.getNamespaceURI()))
                .ifPresent(vm -> Xml.children(vm, "tag")
                        .forEach(tag -> tags.add(tag.getTextContent().strip())));
        return tags;
    }
}
