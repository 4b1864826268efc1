package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.Accelerator.Kind;
import dev.muster.model.inventory.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether KVM runs guests on a host. That {@code /dev/kvm} opens and firmware runs proves nothing: there are
 * machines where a kernel never gets going all the same. So a kernel of the host is booted, see {@link ProbeGuest}.
 *
 * <p>What could not be found out is told as not known, with the reason, and tried again; so is, more rarely, whether KVM
 * works by now where it did not.
 */
final class AcceleratorProbe {
    private static final Logger LOG = LoggerFactory.getLogger(AcceleratorProbe.class);

    /** Begins the name of every probe guest. */
    static final String NAME = "muster-probe-";

    /** Where distributions keep the kernel that is current, for hosts whose directories cannot be listed. */
    private static final List<String> USUAL = List.of("/vmlinuz", "/boot/vmlinuz", "/boot/vmlinuz-linux");

    private final String wanted;
    private final ProbeMemory memory = new ProbeMemory(System::nanoTime);

    AcceleratorProbe(String wanted) {
        this.wanted = wanted;
    }

    /**
     * Probes in the background, tells the result as a change of the host, and again when that changes.
     *
     * @return ends it
     */
    Runnable begin(Connection connection, Host host, boolean here, Watcher watcher) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread.ofVirtual().name("libvirt-probe-" + host.id()).start(() -> {
            try {
                for (int attempt = 0; ended.getCount() > 0; attempt++) {
                    Accelerator found = find(connection, host, here, watcher);
                    watcher.accelerator(found);
                    Optional<Duration> again = ProbeMemory.again(found, attempt);
                    if (isSet() || again.isEmpty() || ended.await(again.get().toSeconds(), TimeUnit.SECONDS)) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return ended::countDown;
    }

    private boolean isSet() {
        return wanted.equals("kvm") || wanted.equals("tcg");
    }

    private Accelerator find(Connection connection, Host host, boolean here, Watcher watcher)
            throws InterruptedException {
        if (isSet()) {
            return new Accelerator(wanted.equals("kvm") ? Kind.KVM : Kind.EMULATION, "set by MUSTER_ACCEL");
        }
        // auto, and whatever else was written there
        String key = (here ? bootId() : host.uri()) + " " + host.hypervisor();
        Optional<Accelerator> before = memory.of(key);
        if (before.isPresent()) {
            return before.get();
        }
        Accelerator found = probe(connection, host, here, watcher);
        LOG.info("{}: {} ({})", host.id(), found.kind(), found.reason());
        memory.keep(key, found);
        return found;
    }

    private static Accelerator probe(Connection connection, Host host, boolean here, Watcher watcher)
            throws InterruptedException {
        List<String> kernels = here ? readableKernels() : USUAL;
        try {
            String capabilities = connection.call(
                    Subject.HOST, "capabilities", pointer -> Handle.text(Virt.virConnectGetCapabilities(pointer)));
            if (!capabilities.contains("type='kvm'")) {
                return new Accelerator(Kind.EMULATION, "libvirt offers no KVM on this host");
            }
            ProbeGuest guest = new ProbeGuest(connection, watcher, host.architecture());
            List<String> missing = new ArrayList<>();
            for (String kernel : kernels) {
                Optional<Accelerator> told = guest.boot(kernel);
                if (told.isPresent()) {
                    return told.get();
                }
                missing.add(kernel);
            }
            return unknown("libvirt offers KVM, but there was no kernel to try it with"
                    + (missing.isEmpty() ? " in /boot" : ": " + String.join(", ", missing) + " cannot be read")
                    + "; put one there, or set MUSTER_ACCEL=kvm where it is known to work");
        } catch (MusterException e) {
            return unknown("it could not be tried: " + e.problem().what());
        }
    }

    static Accelerator unknown(String why) {
        return new Accelerator(Kind.UNKNOWN, why);
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
            LOG.debug("/boot cannot be listed", e);
            return List.of();
        }
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            LOG.debug("this machine has no boot id", e);
            return "this machine";
        }
    }
}
