package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * Another libvirt daemon beside the test's, with files and processes of its own and a UUID of its own, that listens on a TLS
 * port of loopback. It ends, with its VMs, when it is closed.
 */
public final class SecondHost implements AutoCloseable {
    private static final String SCRIPT = """
            set -e
            configuration=$(mktemp -d)
            cp -a /etc/libvirt/. "$configuration"
            known=$(mktemp -d)
            # asking QEMU for all it can do takes a minute on a busy machine: once is enough
            virsh --connect qemu:///system capabilities >/dev/null
            cp -a /var/cache/libvirt/. "$known"
            for folder in /run/libvirt /var/lib/libvirt /var/cache/libvirt /var/log/libvirt /etc/libvirt; do
                mount -t tmpfs -o mode=755 second-host "$folder"
            done
            cp -a "$configuration/." /etc/libvirt/
            cp -a "$known/." /var/cache/libvirt/
            rm -rf "$configuration" "$known"
            find /etc/libvirt/qemu -maxdepth 1 -name '*.xml' -delete
            mkdir -p /var/lib/libvirt/qemu /var/lib/libvirt/images /var/lib/libvirt/dnsmasq /var/log/libvirt/qemu
            # The first process of a namespace inherits what libvirt orphans: a shell reaps it, libvirtd would wait for it.
            libvirtd --listen --config "$1" --pid-file /run/libvirt/libvirtd.pid &
            wait $!
            """;

    private final Process process;
    private final int port;

    /** Starts it with the certificates {@link TestAuthority#server} wrote into a directory. */
    public SecondHost(Path certificates) throws IOException {
        port = freePort();
        Path configuration = Files.writeString(certificates.resolve("libvirtd.conf"), """
                listen_tls = 1
                listen_tcp = 0
                listen_addr = "127.0.0.1"
                tls_port = "%d"
                auth_tls = "none"
                ca_file = "%s"
                cert_file = "%s"
                key_file = "%s"
                host_uuid = "%s"
                """.formatted(
                        port,
                        certificates.resolve("cacert.pem"),
                        certificates.resolve("servercert.pem"),
                        certificates.resolve("serverkey.pem"),
                        UUID.randomUUID()));
        Path log = certificates.resolve("libvirtd.log");
        process = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "bash",
                        "-c",
                        SCRIPT,
                        "second-host",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitListening(process, port, log);
    }

    /** The port of its TLS. */
    public int port() {
        return port;
    }

    /** A port of loopback that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Until a server that was started answers on its port; its log is shown when it does not. */
    static void awaitListening(Process server, int port, Path log) {
        await().atMost(Duration.ofMinutes(3))
                .ignoreException(ConnectException.class)
                .untilAsserted(() -> {
                    assertThat(server.isAlive()).as(() -> read(log)).isTrue();
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        assertThat(socket.isConnected()).isTrue();
                    }
                });
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        // unshare hands nothing on: what it started ends when it is killed (--kill-child)
        process.destroyForcibly();
        process.onExit().join();
    }
}
