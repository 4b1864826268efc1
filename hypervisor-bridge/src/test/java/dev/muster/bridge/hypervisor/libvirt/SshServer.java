package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An SSH server on a port of loopback, into which root gets with one key. What is known of hosts is root's own file, which
 * {@code tools/private-libvirt} replaces by an empty one.
 */
final class SshServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final Process process;

    SshServer(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.port = SecondHost.freePort();
        newKey("host");
        newKey("known");
        newKey("stranger");
        Files.copy(directory.resolve("known.pub"), directory.resolve("authorized_keys"));
        // where sshd leaves its rights; the service of the machine would make it
        Files.createDirectories(Path.of("/run/sshd"));
        Path configuration = Files.writeString(directory.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                UsePAM no
                StrictModes no
                PermitRootLogin prohibit-password
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                MaxStartups 50
                """.formatted(
                        port, directory.resolve("host"), directory.resolve("authorized_keys")));
        Path log = directory.resolve("sshd.log");
        process = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        SecondHost.awaitListening(process, port, log);
        accept("host");
    }

    int port() {
        return port;
    }

    /** The private key of that name: {@code known} or {@code stranger}. */
    Path key(String name) {
        return directory.resolve(name);
    }

    /** Writes down that the server has this key, and forgets whatever was known before. */
    void accept(String name) throws IOException {
        Files.writeString(
                knownHosts(), "[127.0.0.1]:" + port + " " + Files.readString(directory.resolve(name + ".pub")));
    }

    /** Forgets the server's key. */
    void forget() throws IOException {
        Files.writeString(knownHosts(), "");
    }

    private static Path knownHosts() throws IOException {
        Path folder = Path.of(System.getProperty("user.home"), ".ssh");
        assertThat(Files.readAllLines(Path.of("/proc/mounts")))
                .as("an empty %s of the test's own, as tools/private-libvirt makes it", folder)
                .anyMatch(line -> line.startsWith("muster-private " + folder + " "));
        return folder.resolve("known_hosts");
    }

    private void newKey(String name) throws IOException, InterruptedException {
        Process made = new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-C",
                        name,
                        "-f",
                        directory.resolve(name).toString())
                .redirectErrorStream(true)
                .start();
        String said;
        try (var out = made.inputReader()) {
            said = out.readAllAsString();
        }
        assertThat(made.waitFor()).as(said).isZero();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
