package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.Accelerator.Kind;
import dev.muster.model.xml.XmlBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A guest that boots a kernel under KVM without a disk, told to reset at once when it panics for the lack of a root file
 * system; the reset ends the domain. It ends by itself within seconds where KVM works, and never where it does not.
 */
final class ProbeGuest {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeGuest.class);
    private static final Duration LIMIT = Duration.ofSeconds(8);

    /** {@code VIR_DOMAIN_START_AUTODESTROY}: it ends with the connection, however that ends. */
    private static final int AUTODESTROY = 2;

    private final Connection connection;
    private final Watcher watcher;
    private final String architecture;

    ProbeGuest(Connection connection, Watcher watcher, String architecture) {
        this.connection = connection;
        this.watcher = watcher;
        this.architecture = architecture;
    }

    /** What it did; empty where this kernel is not there or cannot be read. */
    Optional<Accelerator> boot(String kernel) throws InterruptedException {
        UUID uuid = UUID.randomUUID();
        Semaphore heard = new Semaphore(0);
        watcher.attend(uuid, heard::release);
        try {
            long began = System.nanoTime();
            try {
                connection.act(
                        Subject.VM,
                        "probe",
                        pointer -> Handle.domain(
                                        Virt.virDomainCreateXML(pointer, xml(uuid, kernel, architecture), AUTODESTROY))
                                .close());
            } catch (MusterException e) {
                return refused(kernel, e.problem().details());
            }
            try {
                return Optional.of(ended(uuid, heard, began));
            } finally {
                end(uuid);
            }
        } finally {
            watcher.ignore(uuid);
        }
    }

    private Accelerator ended(UUID uuid, Semaphore heard, long began) throws InterruptedException {
        while (isThere(uuid)) {
            long left = LIMIT.toNanos() - (System.nanoTime() - began);
            if (left <= 0) {
                return new Accelerator(
                        Kind.EMULATION,
                        "KVM is there, but a probe guest did not get going within " + LIMIT.toSeconds() + " seconds");
            }
            // whether it ended or something else happened to it, or nothing was announced, is looked at
            boolean told = heard.tryAcquire(left, TimeUnit.NANOSECONDS);
            LOG.trace("the probe guest {}", told ? "was heard of" : "was not heard of");
        }
        long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new Accelerator(Kind.KVM, "a probe guest ran under KVM within " + took + " ms");
    }

    /**
     * What it means that the guest was not started: about the kernel, nothing; about KVM, that it does not work; else that it
     * is not known.
     *
     * @param details libvirt's and QEMU's words
     */
    static Optional<Accelerator> refused(String kernel, String details) {
        if (details.contains("'" + kernel + "'") || details.contains(" " + kernel) || details.contains("vmlinuz")) {
            return Optional.empty();
        }
        return Optional.of(
                details.toLowerCase(Locale.ROOT).contains("kvm")
                        ? new Accelerator(Kind.EMULATION, "KVM does not start guests: " + details)
                        : AcceleratorProbe.unknown("the probe guest was not started: " + details));
    }

    private boolean isThere(UUID uuid) {
        return connection.call(Subject.VM, "probe " + uuid, pointer -> {
            var domain = Virt.virDomainLookupByUUIDString(pointer, uuid.toString());
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

    private void end(UUID uuid) {
        if (!connection.isClosed()) {
            try {
                connection.act(Subject.VM, "end probe " + uuid, pointer -> {
                    var domain = Virt.virDomainLookupByUUIDString(pointer, uuid.toString());
                    if (domain != null) {
                        try (Handle handle = Handle.domain(domain)) {
                            Virt.virDomainDestroy(handle.pointer());
                        }
                    }
                });
            } catch (MusterException e) {
                // the guest dies with the connection: it was started with autodestroy
                LOG.debug("probe: {}", e.getMessage());
            }
        }
    }

    private static String xml(UUID uuid, String kernel, String architecture) {
        return XmlBuilder.element("domain")
                .attribute("type", "kvm")
                .child(XmlBuilder.element("name").text(AcceleratorProbe.NAME + uuid))
                .child(XmlBuilder.element("uuid").text(uuid.toString()))
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
}
