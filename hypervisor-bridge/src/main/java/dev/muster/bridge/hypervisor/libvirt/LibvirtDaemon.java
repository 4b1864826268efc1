package dev.muster.bridge.hypervisor.libvirt;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * libvirt's daemon of this machine, for {@code qemu:///system}. Where a service manager looks after it, whether it runs is
 * said there and by nobody else: an administrator who stopped it finds it stopped. Where none does (containers, namespaces),
 * root's Muster starts it.
 */
public final class LibvirtDaemon {
    /** What an operator does where it does not run. */
    public static final String HOW_TO_START =
            "Start it with \"systemctl start libvirtd\" (or virtqemud.socket), without systemd with \"libvirtd -d\".";

    private static final List<Path> SOCKETS =
            List.of(Path.of("/run/libvirt/libvirt-sock"), Path.of("/run/libvirt/virtqemud-sock"));
    /** Each is there while its service manager runs. */
    private static final List<Path> MANAGERS = List.of(Path.of("/run/systemd/system"), Path.of("/run/openrc"));

    private final boolean root;
    private final Duration patience;
    private final List<Path> managers;
    private final List<Path> sockets;

    /** The daemon, started only when this process is root's. */
    public LibvirtDaemon() {
        this("root".equals(System.getProperty("user.name")), Duration.ofSeconds(10), MANAGERS, SOCKETS);
    }

    LibvirtDaemon(boolean root, Duration patience, List<Path> managers, List<Path> sockets) {
        this.root = root;
        this.patience = patience;
        this.managers = List.copyOf(managers);
        this.sockets = List.copyOf(sockets);
    }

    /** What became of it. */
    public enum Outcome {
        RAN,
        STARTED,
        LEFT,
        FAILED
    }

    /**
     * What was done.
     *
     * @param outcome what became of it
     * @param words a sentence for the operator, with what to do where nothing could be done
     */
    public record Result(Outcome outcome, String words) {}

    /** The same where nobody manages it, whatever runs on the machine: a namespace has a libvirtd of its own. */
    static LibvirtDaemon unmanaged() {
        return new LibvirtDaemon(true, Duration.ofSeconds(10), List.of(), SOCKETS);
    }

    /** Whether something listens on one of its sockets. */
    public boolean isRunning() {
        return sockets.stream().anyMatch(LibvirtDaemon::answers);
    }

    /** Starts it where it does not run, nobody manages it and this process may; else says how. Waits until it answers. */
    public Result ensureRunning() {
        if (isRunning()) {
            return new Result(Outcome.RAN, "libvirt's daemon runs.");
        }
        if (!root || managers.stream().anyMatch(Files::isDirectory)) {
            return new Result(Outcome.LEFT, HOW_TO_START);
        }
        List<String> command = List.of("libvirtd", "-d", "-p", "/run/libvirt/libvirtd.pid");
        try {
            Files.createDirectories(Path.of("/run/libvirt"));
            Process start = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!start.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) || start.exitValue() != 0) {
                start.destroy();
                return new Result(Outcome.FAILED, "\"" + String.join(" ", command) + "\" failed. " + HOW_TO_START);
            }
            long end = System.nanoTime() + patience.toNanos();
            while (!isRunning()) {
                if (System.nanoTime() > end) {
                    return new Result(Outcome.FAILED, "libvirt's daemon started but does not answer.");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return new Result(Outcome.STARTED, "libvirt's daemon did not run and was started.");
        } catch (IOException e) {
            return new Result(Outcome.FAILED, "libvirt's daemon is not installed (Debian: libvirt-daemon-system).");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(Outcome.FAILED, "Starting libvirt's daemon was interrupted.");
        }
    }

    private static boolean answers(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }
}
