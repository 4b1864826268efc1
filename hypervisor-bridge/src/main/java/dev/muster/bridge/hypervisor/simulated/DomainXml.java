package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.xml.XmlBuilder;
import java.util.Optional;
import java.util.UUID;

/** What a domain's XML says of a VM, and the XML of a VM nobody wrote XML for. */
final class DomainXml {
    private static final String SERIAL_LOGS = "/var/log/libvirt/qemu/";

    private DomainXml() {}

    /** The VM a definition describes, off. */
    static Vm read(HostId host, UUID uuid, DomainDocument domain) {
        if (domain.virtualization().isEmpty() || domain.maxMemoryBytes() < 1) {
            throw Problems.invalid(ErrorCode.XML_INVALID, "The <domain> has no type or no <memory>.");
        }
        return new Vm(
                new VmId(host, uuid),
                Xml.requireName(domain.name()),
                domain.title(),
                domain.description(),
                VmState.OFF,
                "",
                Optional.empty(),
                domain.vcpus(),
                domain.memoryBytes(),
                domain.maxMemoryBytes(),
                true,
                false,
                false,
                domain.architecture(),
                domain.machine(),
                domain.virtualization(),
                domain.disks(),
                domain.nics(),
                domain.tags(),
                DomainDocument.digest(domain.xml()));
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
                    .append(DomainDocument.NAMESPACE)
                    .append("'>\n");
            for (String tag : vm.tags()) {
                out.append("      <muster:tag>").append(tag).append("</muster:tag>\n");
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
                .append(serialLog(vm))
                .append("' append='off'/><target port='0'/></serial>\n");
        out.append("""
                    <graphics type='vnc' autoport='yes'/>
                    <video><model type='virtio'/></video>
                    <memballoon model='virtio'/>
                  </devices>
                </domain>
                """);
        return out.toString();
    }

    /** Where the first serial line of such a VM is written. */
    static String serialLog(Vm vm) {
        return SERIAL_LOGS + vm.name() + "-serial.log";
    }

    private static void disk(StringBuilder out, Disk disk) {
        out.append("    <disk type='file' device='").append(disk.device());
        out.append("'><driver name='qemu' type='").append(disk.format()).append("'/>");
        if (!disk.source().isEmpty()) {
            out.append("<source file='").append(disk.source()).append("'/>");
        }
        out.append("<target dev='").append(disk.target());
        out.append("' bus='").append(disk.bus()).append("'/>");
        out.append(disk.readOnly() ? "<readonly/></disk>\n" : "</disk>\n");
    }

    private static void nic(StringBuilder out, Nic nic) {
        out.append("    <interface type='network'><mac address='").append(nic.mac());
        out.append("'/><source network='").append(nic.source());
        out.append("'/><model type='").append(nic.model()).append("'/></interface>\n");
    }

    private static void element(StringBuilder out, String name, String text) {
        if (!text.isEmpty()) {
            out.append("  <").append(name).append('>').append(XmlBuilder.escape(text));
            out.append("</").append(name).append(">\n");
        }
    }
}
