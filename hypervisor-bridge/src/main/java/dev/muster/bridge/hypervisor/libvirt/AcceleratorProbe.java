package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.Accelerator.Kind;
import dev.muster.model.inventory.Host;
import dev.muster.model.xml.XmlBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds out whether KVM runs guests on a host. That {@code /dev/kvm} opens and firmware runs proves nothing: there are
 * machines where a kernel never gets going all the same. So a kernel of the host is booted, without a disk, told to reset at
 * once when it panics for the lack of a root file system; the reset ends the domain. It ends by itself within seconds where
 * KVM works, and never where it does not.
 */
final class AcceleratorProbe {
    private static final Duration LIMIT = Duration.ofSeconds(8);

    /** {@code VIR_DOMAIN_START_AUTODESTROY}: it ends with the connection, however that ends. */
    private static final int AUTODESTROY = 2;

    /** Begins the name of every probe guest. */
    static final String NAME = "muster-probe-";

    /** Where distributions keep the kernel that is current, for hosts whose directories cannot be listed. */
    private static final List<String> USUAL = List.of("/vmlinuz", "/boot/vmlinuz", "/boot/vmlinuz-linux");

    private final String wanted;
    private final Map<String, Accelerator> results = new ConcurrentHashMap<>();

    AcceleratorProbe(String wanted) {
        this.wanted = wanted;
    }

    /** Probes in the background and tells the result as a change of the host. */
    void begin(Connection connection, Host host, boolean here, Watcher watcher) {
        Thread.ofVirtual()
                .name("libvirt-probe-" + host.id())
                .start(() -> watcher.accelerator(find(connection, host, here)));
    }

    private Accelerator find(Connection connection, Host host, boolean here) {
        return switch (wanted) {
            case "kvm" -> new Accelerator(Kind.KVM, "set by MUSTER_ACCEL");
            case "tcg" -> new Accelerator(Kind.EMULATION, "set by MUSTER_ACCEL");
            // auto, and whatever else was written there
            default -> {
                String key = (here ? bootId() : host.uri()) + " " + host.hypervisor();
                Accelerator before = results.get(key);
                Accelerator found = before == null ? probe(connection, host, here) : before;
                if (found.kind() != Kind.UNKNOWN) {
                    results.put(key, found);
                }
                yield found;
            }
        };
    }

    private static Accelerator probe(Connection connection, Host host, boolean here) {
        try {
            String capabilities = connection.call(
                    Subject.HOST, "capabilities", pointer -> Handle.text(Virt.virConnectGetCapabilities(pointer)));
            if (!capabilities.contains("type='kvm'")) {
                return new Accelerator(Kind.EMULATION, "libvirt offers no KVM on this host");
            }
            String why = "no kernel was found to boot in a probe guest";
            for (String kernel : here ? readableKernels() : USUAL) {
                Optional<Accelerator> told = boot(connection, host, kernel);
                if (told.isPresent()) {
                    return told.get();
                }
                why = "the probe guest could not be started with " + kernel;
            }
            return new Accelerator(Kind.EMULATION, why);
        } catch (MusterException e) {
            return connection.isClosed()
                    ? Accelerator.UNKNOWN
                    : new Accelerator(Kind.EMULATION, e.problem().what());
        }
    }

    /** What the probe guest did; empty where this kernel cannot be started. */
    private static Optional<Accelerator> boot(Connection connection, Host host, String kernel) {
        String uuid = UUID.randomUUID().toString();
        long began = System.nanoTime();
        try {
            connection.act(
                    Subject.VM,
                    "probe",
                    pointer -> Handle.domain(Virt.virDomainCreateXML(
                                    pointer, xml(uuid, kernel, host.architecture()), AUTODESTROY))
                            .close());
        } catch (MusterException e) {
            return e.problem().details().contains("No such file")
                            || e.problem().details().contains("not find")
                    ? Optional.empty()
                    : Optional.of(new Accelerator(
                            Kind.EMULATION,
                            "the probe guest did not start: " + e.problem().details()));
        }
        try {
            while (System.nanoTime() - began < LIMIT.toNanos()) {
                if (!isThere(connection, uuid)) {
                    long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
                    return Optional.of(new Accelerator(Kind.KVM, "a probe guest ran under KVM within " + took + " ms"));
                }
                Thread.sleep(Duration.ofMillis(100));
            }
            return Optional.of(new Accelerator(
                    Kind.EMULATION, "KVM is there, but a probe guest did not get going within 8 seconds"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Accelerator.UNKNOWN);
        } finally {
            end(connection, uuid);
        }
    }

    private static boolean isThere(Connection connection, String uuid) {
        return connection.call(Subject.VM, "probe " + uuid, pointer -> {
            var domain = Virt.virDomainLookupByUUIDString(pointer, uuid);
            if (domain == null) {
                LibvirtError error = LibvirtError.last();
                if (error.code() == LibvirtError.NO_DOMAIN) {
                    return false;
                }
                throw new LibvirtException(error);
            }
            Handle.domain(domain).close();
            return true;
        });
    }

    private static void end(Connection connection, String uuid) {
        if (!connection.isClosed()) {
            try {
                connection.act(Subject.VM, "end probe " + uuid, pointer -> {
                    var domain = Virt.virDomainLookupByUUIDString(pointer, uuid);
                    if (domain != null) {
                        try (Handle handle = Handle.domain(domain)) {
                            Virt.virDomainDestroy(handle.pointer());
                        }
                    }
                });
            } catch (MusterException e) {
                // the guest dies with the connection: it was started with autodestroy
                org.slf4j.LoggerFactory.getLogger(AcceleratorProbe.class).debug("probe: {}", e.getMessage());
            }
        }
    }

    private static String xml(String uuid, String kernel, String architecture) {
        return XmlBuilder.element("domain")
                .attribute("type", "kvm")
                .child(XmlBuilder.element("name").text(NAME + uuid))
                .child(XmlBuilder.element("uuid").text(uuid))
                .child(XmlBuilder.element("memory").attribute("unit", "MiB").text("192"))
                .child(XmlBuilder.element("vcpu").text("1"))
                .child(XmlBuilder.element("os")
                        .child(XmlBuilder.element("type")
                                .attribute("arch", architecture)
                                .text("hvm"))
                        .child(XmlBuilder.element("kernel").text(kernel))
                        .child(XmlBuilder.element("cmdline").text("panic=-1 quiet")))
                .child(XmlBuilder.element("on_reboot").text("destroy"))
                .child(XmlBuilder.element("on_crash").text("destroy"))
                .child(XmlBuilder.element("devices")
                        .child(XmlBuilder.element("controller")
                                .attribute("type", "usb")
                                .attribute("model", "none"))
                        .child(XmlBuilder.element("memballoon").attribute("model", "none")))
                .xml();
    }

    private static List<String> readableKernels() {
        try (Stream<Path> files = Files.list(Path.of("/boot"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("vmlinuz"))
                    .filter(Files::isReadable)
                    .sorted()
                    .map(Path::toString)
                    .limit(2)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "this machine";
        }
    }
}
