package dev.muster.bridge.cluster;

import static dev.muster.model.xml.XmlBuilder.element;

import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DomainBuilder;
import dev.muster.model.vm.VmSpec;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.List;
import java.util.TreeSet;

/** Writes the domain XML of a VM of a cluster: it boots from its first NIC, and when that says so from its disk. */
final class MemberDomain {
    /** A firmware that found nothing to boot tries again; without this it would stop for ever. */
    private static final String REBOOT_MILLIS = "5000";

    private MemberDomain() {}

    static String xml(
            ClusterId cluster,
            String network,
            String name,
            ClusterFunction function,
            DomainBuilder.Ground ground,
            List<String> disks) {
        VmSpec spec = new VmSpec(
                name,
                function.vcpus(),
                function.memoryMib() << 20,
                new BootSource.Pxe("", 0),
                List.of(network),
                "",
                new TreeSet<>(List.of("cluster:" + cluster, "function:" + function.name())),
                function.firmware(),
                "");
        XmlElement root = SafeXml.parse(DomainBuilder.xml(spec, ground), "domain");
        XmlEdit edit = new XmlEdit(root);
        if (!ground.virtualization().equals("test")) {
            root.child("os")
                    .ifPresent(os -> edit.insertLast(
                            os,
                            os.hasAttribute("firmware")
                                    // secure boot starts no kernel that iPXE loaded
                                    ? element("firmware")
                                            .child(element("feature")
                                                    .attribute("enabled", "no")
                                                    .attribute("name", "secure-boot"))
                                    : element("bios").attribute("rebootTimeout", REBOOT_MILLIS)));
        }
        root.child("devices").ifPresent(devices -> {
            for (int i = disks.size() - 1; i >= 0; i--) {
                edit.insertFirst(devices, disk(disks.get(i), i));
            }
        });
        return edit.apply();
    }

    private static XmlBuilder disk(String path, int number) {
        XmlBuilder disk = element("disk")
                .attribute("type", "file")
                .attribute("device", "disk")
                .child(element("driver")
                        .attribute("name", "qemu")
                        .attribute("type", "qcow2")
                        .attribute("discard", "unmap"))
                .child(element("source").attribute("file", path))
                .child(element("target")
                        .attribute("dev", "vd" + (char) ('a' + number))
                        .attribute("bus", "virtio"));
        return number == 0 ? disk.child(element("boot").attribute("order", "3")) : disk;
    }
}
