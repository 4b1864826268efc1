package dev.muster.bridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Another libvirt daemon beside the test's, with processes and definitions of its own, on a local socket: to a bridge a second host
 * whose files are those of this machine. It ends, with its VMs, when it is closed.
 */
public final class NeighbourHost {
    private static final String SCRIPT = """
            set -e
            # what it defines outlives it, as on a machine that loses its power
            if ! [ -d "$3" ]; then
                mkdir "$3"
                cp -a /etc/libvirt/. "$3"
                find "$3/qemu" -maxdepth 1 -name '*.xml' -delete
            fi
            known=$(mktemp -d)
            # asking QEMU for all it can do takes a minute on a busy machine: once is enough
            virsh --connect qemu:///system capabilities >/dev/null
            cp -a /var/cache/libvirt/. "$known"
            # /var/lib/libvirt stays shared: there the bridge meets the sockets of QEMU
            for folder in /run/libvirt /var/cache/libvirt /var/log/libvirt; do
                mount -t tmpfs -o mode=755 neighbour "$folder"
            done
            mount --bind "$3" /etc/libvirt
            cp -a "$known/." /var/cache/libvirt/
            rm -rf "$known"
            mkdir -p /var/log/libvirt/qemu
            exec libvirtd --config "$1" --pid-file "$2"
            """;

    private final Path directory;
    private Process process;

    private NeighbourHost(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts it, with its socket in a directory that anybody may enter. */
    public static NeighbourHost start(Path directory) throws IOException {
        Files.writeString(directory.resolve("libvirtd.conf"), """
                unix_sock_dir = "%s"
                auth_unix_rw = "none"
                host_uuid = "%s"
                """.formatted(directory, UUID.randomUUID()));
        NeighbourHost made = new NeighbourHost(directory, daemon(directory));
        made.awaitUp();
        return made;
    }

    private static Process daemon(Path directory) throws IOException {
        return new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "bash",
                        "-c",
                        SCRIPT,
                        "neighbour",
                        directory.resolve("libvirtd.conf").toString(),
                        directory.resolve("libvirtd.pid").toString(),
                        directory.resolve("etc").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("libvirtd.log").toFile())
                .start();
    }

    private void awaitUp() {
        await().atMost(Duration.ofMinutes(3)).until(() -> {
            assertThat(process.isAlive())
                    .as(() -> read(directory.resolve("libvirtd.log")))
                    .isTrue();
            return run("version") == 0;
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    /** The way to it. */
    public String uri() {
        return "qemu+unix:///system?socket=" + directory.resolve("libvirt-sock");
    }

    private Process begun(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("virsh", "-q", "-c", uri()));
        line.addAll(List.of(words));
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }

    private int run(String... words) throws IOException, InterruptedException {
        Process virsh = begun(words);
        var _ = virsh.getInputStream().readAllBytes();
        return virsh.waitFor();
    }

    /** What virsh says there; it has to succeed. */
    public String virsh(String... words) throws IOException, InterruptedException {
        Process virsh = begun(words);
        String said = new String(virsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(virsh.waitFor())
                .as(() -> String.join(" ", words) + "\n" + said)
                .isZero();
        return said;
    }

    /** Stops it as it is, or lets it go on; its VMs run meanwhile. */
    public void signal(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, pid()).start().waitFor()).isZero();
    }

    private String pid() throws IOException {
        return Files.readString(directory.resolve("libvirtd.pid")).strip();
    }

    /** Its power is gone: the daemon and all its VMs are, at once. What it has on its disks stays. */
    public void cutPower() throws IOException, InterruptedException {
        List<String> pids = new ArrayList<>();
        Path running = Path.of("/proc", pid(), "root/run/libvirt/qemu");
        try (Stream<Path> all = Files.list(running)) {
            for (Path file : all.filter(path -> path.toString().endsWith(".pid"))
                    // the daemon has one too
                    .filter(path -> !path.getFileName().toString().equals("driver.pid"))
                    .toList()) {
                pids.add(Files.readString(file).strip());
            }
        }
        signal("-KILL");
        process.onExit().join();
        for (String pid : pids) {
            assertThat(new ProcessBuilder("kill", "-KILL", pid).start().waitFor())
                    .isZero();
            await().until(() -> ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .isEmpty());
        }
    }

    /** The power is back: the daemon begins, and with it the VMs that start with their host. */
    public void restorePower() throws IOException {
        Files.deleteIfExists(directory.resolve("libvirt-sock"));
        process = daemon(directory);
        awaitUp();
    }

    /** Ends all of it. */
    public void end() throws IOException, InterruptedException {
        if (process.isAlive()) {
            signal("-CONT");
            for (String name : virsh("list", "--name").lines().toList()) {
                if (!name.isBlank()) {
                    var _ = run("destroy", name.strip());
                }
            }
        }
        process.destroyForcibly();
        process.onExit().join();
        // what it knew of its VMs must not meet a later one of the same name
        for (String kind : List.of("checkpoint", "snapshot", "save")) {
            Path known = Path.of("/var/lib/libvirt/qemu", kind);
            if (Files.isDirectory(known)) {
                try (Stream<Path> all = Files.walk(known)) {
                    for (Path each :
                            all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                        if (!each.equals(known)) {
                            Files.delete(each);
                        }
                    }
                }
            }
        }
    }
}
