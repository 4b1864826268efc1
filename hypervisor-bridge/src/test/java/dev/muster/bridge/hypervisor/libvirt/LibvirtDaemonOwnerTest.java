package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may start libvirt's daemon; that it is started is in {@link LibvirtDaemonTest}. */
class LibvirtDaemonOwnerTest {
    @TempDir
    private Path directory;

    @Test
    void a_daemon_a_service_manager_looks_after_stays_stopped_and_the_way_to_start_it_is_told() {
        LibvirtDaemon managed = daemon(true, List.of(directory));

        LibvirtDaemon.Result result = managed.ensureRunning();

        assertThat(result.outcome()).isEqualTo(LibvirtDaemon.Outcome.LEFT);
        assertThat(result.words()).contains("systemctl start libvirtd");
        assertThat(managed.isRunning()).isFalse();
    }

    @Test
    void nobody_but_root_starts_it() {
        assertThat(daemon(false, List.of()).ensureRunning().outcome()).isEqualTo(LibvirtDaemon.Outcome.LEFT);
    }

    @Test
    void one_that_answers_is_left_alone_whoever_manages_it() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket()));

            assertThat(daemon(true, List.of(directory)).ensureRunning().outcome())
                    .isEqualTo(LibvirtDaemon.Outcome.RAN);
        }
    }

    private LibvirtDaemon daemon(boolean root, List<Path> managers) {
        return new LibvirtDaemon(root, Duration.ofSeconds(1), managers, List.of(socket()));
    }

    private Path socket() {
        return directory.resolve("sock");
    }
}
