package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * libvirt's C library, loaded once for the process with its event loop running. libvirt has one event loop for a process
 * and wants it registered before the first connection is opened and pumped for ever, else keepalive closes connections.
 */
final class VirtLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(VirtLibrary.class);

    /** Errors are read where they are made; libvirt would print them to standard error as well. */
    private static final Virt.ErrorHandler SILENT = (data, error) -> {};

    private VirtLibrary() {}

    /**
     * Sees to it that the library is there and its event loop runs.
     *
     * @throws dev.muster.model.error.MusterException {@code LIBRARY_MISSING}
     */
    static void load() {
        try {
            Loaded.ensure();
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
            throw Problem.of(
                            ErrorCode.LIBRARY_MISSING,
                            "libvirt's client library is not on this machine.",
                            "No VM is affected; none can be managed from here.",
                            "Install it: on Debian and Ubuntu \"apt-get install libvirt0\", on Fedora \"dnf install"
                                    + " libvirt-libs\".")
                    .withDetails(String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause()))
                    .toException(e);
        }
    }

    /** Initialised by the class loader: once, whoever comes first, and the others wait for it. */
    private static final class Loaded {
        static {
            Virt.bind();
            if (Virt.virInitialize() < 0 || Virt.virEventRegisterDefaultImpl() < 0) {
                throw new UnsatisfiedLinkError("libvirt does not initialise");
            }
            Virt.virSetErrorFunc(null, SILENT);
            Thread.ofPlatform().name("libvirt-events").daemon().start(Loaded::pump);
        }

        private Loaded() {}

        static void ensure() {
            LOG.trace("libvirt is loaded");
        }

        private static void pump() {
            while (true) {
                if (Virt.virEventRunDefaultImpl() < 0) {
                    LOG.warn("libvirt's event loop: {}", LibvirtError.last().message());
                }
            }
        }
    }
}
