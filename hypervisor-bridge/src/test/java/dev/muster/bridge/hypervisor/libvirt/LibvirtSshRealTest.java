package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorFilesContract;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code qemu+ssh}: real QEMU through a real SSH server. */
@Tag("real")
class LibvirtSshRealTest extends HypervisorFilesContract {
    /** Files of another host are reached through its pools. */
    private static final String POOL = "far-files";

    private static final Path FILES = Path.of("/var/tmp/muster-" + POOL);

    private static Optional<SshServer> started = Optional.empty();

    private final LibvirtDriver driver = new LibvirtDriver(Clock.systemUTC(), Duration.ofMinutes(2), "tcg");

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException, InterruptedException {
        started = Optional.of(new SshServer(directory));
        Files.createDirectories(FILES);
        virsh("pool-create-as", POOL, "dir", "--target", FILES.toString());
    }

    @AfterAll
    static void endServer() throws IOException, InterruptedException {
        server().close();
        virsh("pool-destroy", POOL);
        Files.delete(FILES);
    }

    private static void virsh(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("virsh", "--connect", "qemu:///system"), Stream.of(arguments))
                                .toList())
                .redirectErrorStream(true)
                .start();
        String said;
        try (var out = process.inputReader()) {
            said = out.readAllAsString();
        }
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static SshServer server() {
        return started.orElseThrow();
    }

    @Override
    protected Hypervisor open(HypervisorListener heard) {
        return open(uri(server().port(), server().key("known"), ""), heard);
    }

    private Hypervisor open(String uri, HypervisorListener heard) {
        return driver.open(ConnectionId.of("far"), ConnectionUri.parse(uri), heard);
    }

    private static String uri(int port, Path key, String more) {
        return "qemu+ssh://root@127.0.0.1:" + port + "/system?keyfile=" + key + more;
    }

    @Override
    protected String domainType() {
        return "qemu";
    }

    @Override
    protected String path(String fileName) {
        return FILES.resolve(fileName).toString();
    }

    @Test
    void a_key_that_the_host_does_not_know_is_named() {
        assertRefused(uri(server().port(), server().key("stranger"), ""), ErrorCode.SSH_KEY_REFUSED);
    }

    @Test
    void a_key_that_is_not_there_is_named() {
        assertRefused(uri(server().port(), Path.of("/nonexistent/key"), ""), ErrorCode.SSH_KEY_REFUSED);
    }

    @Test
    void a_host_whose_key_nobody_has_accepted_is_not_trusted() throws IOException {
        server().forget();
        try {
            assertRefused(uri(server().port(), server().key("known"), ""), ErrorCode.SSH_HOST_UNKNOWN);
        } finally {
            server().accept("host");
        }
    }

    @Test
    void a_host_whose_key_is_another_than_before_is_not_trusted() throws IOException {
        server().accept("stranger");
        try {
            assertRefused(uri(server().port(), server().key("known"), ""), ErrorCode.SSH_HOST_UNKNOWN);
        } finally {
            server().accept("host");
        }
    }

    @Test
    void a_host_without_ssh_is_unreachable() throws IOException {
        assertRefused(uri(SecondHost.freePort(), server().key("known"), ""), ErrorCode.HOST_UNREACHABLE);
    }

    @Test
    void a_host_without_libvirt_is_told_from_one_without_ssh() {
        assertRefused(
                uri(server().port(), server().key("known"), "&socket=/nonexistent/sock"), ErrorCode.DAEMON_NOT_RUNNING);
    }

    private void assertRefused(String uri, ErrorCode code) {
        assertProblem(code, () -> open(uri, new RecordingListener()).close());
    }
}
