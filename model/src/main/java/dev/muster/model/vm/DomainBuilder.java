package dev.muster.model.vm;

import static dev.muster.model.xml.XmlBuilder.element;

import dev.muster.model.xml.XmlBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes the domain XML of a new VM. Everything is virtio; the display is a VNC server on a Unix socket of the host, which
 * only the hypervisor's user can open, so it needs no password; the first serial line is a pty and is kept in a file.
 */
public final class DomainBuilder {
    /** Slots of a PCI Express machine that the VM's own devices do not fill. */
    private static final int PORTS = 10;

    private DomainBuilder() {}

    /**
     * What the VM's host decides, and what was minted for it.
     *
     * @param virtualization libvirt's domain type: {@code kvm}, {@code qemu} or {@code test}
     * @param architecture such as {@code x86_64}; empty leaves it to libvirt
     * @param uuid the VM's
     * @param macs one for each network of the spec, in order
     * @param serialLog path of the file that keeps what the VM says; empty for none
     * @param disk path of the copy it starts from; empty where it starts from no copy
     * @param diskFormat of that copy
     */
    public record Ground(
            String virtualization,
            String architecture,
            UUID uuid,
            List<String> macs,
            Optional<String> serialLog,
            String disk,
            String diskFormat) {
        public Ground {
            macs = List.copyOf(macs);
        }

        /** For a VM that starts from no copy. */
        public Ground(
                String virtualization, String architecture, UUID uuid, List<String> macs, Optional<String> serialLog) {
            this(virtualization, architecture, uuid, macs, serialLog, "", "");
        }
    }

    /** The domain XML of that VM. */
    public static String xml(VmSpec spec, Ground ground) {
        spec.tags().forEach(DomainEdit::requireTag);
        String kib = String.valueOf(Math.ceilDiv(spec.memoryBytes(), 1024L));
        boolean emulated = ground.virtualization().equals("qemu");
        return element("domain")
                        .attribute("type", ground.virtualization())
                        .child("name", spec.name())
                        .child("uuid", ground.uuid().toString())
                        .childIf(
                                !spec.description().isEmpty(),
                                element("description").text(spec.description()))
                        .childIf(!spec.tags().isEmpty() || !spec.os().isEmpty(), metadata(spec))
                        .child(element("memory").attribute("unit", "KiB").text(kib))
                        .child("vcpu", String.valueOf(spec.vcpus()))
                        .child(os(spec, ground))
                        .childIf(
                                x86(ground),
                                element("features").child(element("acpi")).child(element("apic")))
                        .childIf(
                                x86(ground) && !isTest(ground),
                                element("cpu").attribute("mode", emulated ? "maximum" : "host-model"))
                        .child(element("clock").attribute("offset", "utc"))
                        .child("on_poweroff", "destroy")
                        .child("on_reboot", "restart")
                        .child("on_crash", "destroy")
                        .child(devices(spec, ground))
                        .xml()
                + "\n";
    }

    private static XmlBuilder metadata(VmSpec spec) {
        return element("metadata")
                .childIf(!spec.tags().isEmpty(), DomainEdit.tagged(spec.tags()))
                .childIf(
                        !spec.os().isEmpty(),
                        element("libosinfo:libosinfo")
                                .attribute("xmlns:libosinfo", "http://libosinfo.org/xmlns/libvirt/domain/1.0")
                                .child(element("libosinfo:os").attribute("id", spec.os())));
    }

    private static XmlBuilder os(VmSpec spec, Ground ground) {
        BootSource boot = spec.boot();
        XmlBuilder os = element("os");
        XmlBuilder type = element("type");
        if (!ground.architecture().isEmpty()) {
            type.attribute("arch", ground.architecture());
        }
        if (!isTest(ground)) {
            machine(ground).ifPresent(machine -> type.attribute("machine", machine));
            boolean always = ground.architecture().equals("aarch64") && !(boot instanceof BootSource.Kernel);
            if (always || spec.firmware() == Firmware.UEFI) {
                os.attribute("firmware", "efi");
            }
        }
        os.child(type.text("hvm"));
        return switch (boot) {
            case BootSource.Kernel kernel ->
                os.child("kernel", kernel.kernel())
                        .childIf(!kernel.initrd().isEmpty(), element("initrd").text(kernel.initrd()))
                        .childIf(
                                !kernel.commandLine().isEmpty(),
                                element("cmdline").text(kernel.commandLine()));
            case BootSource.DiskImage _, BootSource.Iso _, BootSource.Template _, BootSource.Pxe _ -> os;
        };
    }

    private static Optional<String> machine(Ground ground) {
        return switch (ground.architecture()) {
            case "x86_64" -> Optional.of("q35");
            case "i686" -> Optional.of("pc");
            case "aarch64", "armv7l", "riscv64" -> Optional.of("virt");
            default -> Optional.empty();
        };
    }

    private static boolean x86(Ground ground) {
        return ground.architecture().equals("x86_64") || ground.architecture().equals("i686");
    }

    private static boolean isTest(Ground ground) {
        return ground.virtualization().equals("test");
    }

    private static XmlBuilder devices(VmSpec spec, Ground ground) {
        XmlBuilder devices = element("devices");
        switch (spec.boot()) {
            case BootSource.Kernel _ -> {}
            case BootSource.DiskImage image -> devices.child(disk(image.path(), image.format()));
            case BootSource.Template _ -> devices.child(disk(ground.disk(), ground.diskFormat()));
            case BootSource.Pxe pxe -> {
                if (!pxe.disk().isEmpty()) {
                    devices.child(disk(pxe.disk(), "qcow2"));
                }
            }
            // an empty disk does not boot, so the medium comes first once and the installed system from then on
            case BootSource.Iso iso -> devices.child(disk(iso.disk(), "qcow2")).child(drive(iso.iso(), ground));
        }
        for (int i = 0; i < spec.networks().size(); i++) {
            devices.child(element("interface")
                    .attribute("type", "network")
                    .child(element("mac")
                            .attribute("address", ground.macs().get(i).toLowerCase(Locale.ROOT)))
                    .child(element("source")
                            .attribute("network", spec.networks().get(i)))
                    .child(element("model").attribute("type", "virtio"))
                    .childIf(
                            i == 0 && spec.boot() instanceof BootSource.Pxe,
                            element("boot").attribute("order", "2")));
        }
        ports(ground, devices);
        return devices.child(serial(ground))
                .child(element("console")
                        .attribute("type", "pty")
                        .child(element("target").attribute("type", "serial").attribute("port", "0")))
                .child(element("graphics")
                        .attribute("type", "vnc")
                        .child(element("listen").attribute("type", "socket")))
                .child(element("memballoon").attribute("model", "virtio"))
                .childIf(
                        !isTest(ground),
                        element("rng")
                                .attribute("model", "virtio")
                                .child(element("backend")
                                        .attribute("model", "random")
                                        .text("/dev/urandom")));
    }

    /** libvirt makes one slot more than is needed; more let disks and interfaces be plugged in while the VM runs. */
    private static void ports(Ground ground, XmlBuilder devices) {
        if (ground.architecture().equals("x86_64") && !isTest(ground)) {
            devices.child(element("controller").attribute("type", "pci").attribute("model", "pcie-root"));
            for (int port = 0; port < PORTS; port++) {
                devices.child(element("controller").attribute("type", "pci").attribute("model", "pcie-root-port"));
            }
        }
    }

    private static XmlBuilder serial(Ground ground) {
        XmlBuilder serial = element("serial").attribute("type", "pty");
        ground.serialLog()
                .ifPresent(log ->
                        serial.child(element("log").attribute("file", log).attribute("append", "off")));
        return serial.child(element("target").attribute("port", "0"));
    }

    private static XmlBuilder disk(String path, String format) {
        return element("disk")
                .attribute("type", "file")
                .attribute("device", "disk")
                .child(element("driver")
                        .attribute("name", "qemu")
                        .attribute("type", format)
                        .attribute("discard", "unmap"))
                .child(element("source").attribute("file", path))
                .child(element("target").attribute("dev", "vda").attribute("bus", "virtio"))
                .child(element("boot").attribute("order", "1"));
    }

    private static XmlBuilder drive(String iso, Ground ground) {
        String bus = switch (ground.architecture()) {
            case "i686" -> "ide";
            case "x86_64" -> "sata";
            default -> "scsi";
        };
        return element("disk")
                .attribute("type", "file")
                .attribute("device", "cdrom")
                .child(element("driver").attribute("name", "qemu").attribute("type", "raw"))
                .child(element("source").attribute("file", iso))
                .child(element("target")
                        .attribute("dev", bus.equals("ide") ? "hdc" : "sda")
                        .attribute("bus", bus))
                .child(element("readonly"))
                .child(element("boot").attribute("order", "2"));
    }
}
