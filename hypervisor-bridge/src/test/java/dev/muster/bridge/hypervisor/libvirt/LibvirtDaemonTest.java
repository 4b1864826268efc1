package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.VmId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kills the libvirtd beside this test. */
@Tag("real")
class LibvirtDaemonTest {
    /** The service manager of the machine, if there is one, knows nothing of the daemon beside this test. */
    private final LibvirtDaemon daemon = LibvirtDaemon.unmanaged();

    private final LibvirtDriver driver = new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(30), "tcg", daemon);

    @Test
    void a_daemon_that_dies_is_a_loss_and_can_be_started_again() throws IOException, InterruptedException {
        // never the machine's own daemon
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).contains(" /run/libvirt tmpfs ");
        RecordingListener heard = new RecordingListener();
        try (Hypervisor hypervisor = open(heard)) {
            String pid = Files.readString(Path.of("/run/libvirt/libvirtd.pid")).strip();
            assertThat(new ProcessBuilder("kill", "-KILL", pid).start().waitFor())
                    .isZero();

            await().atMost(Duration.ofSeconds(30)).until(() -> heard.lost().isPresent());
            assertThat(heard.lost().orElseThrow().code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
            VmId any = new VmId(hypervisor.hosts().getFirst(), new UUID(1, 2));
            MusterException thrown = catchThrowableOfType(
                    MusterException.class, () -> hypervisor.vms().xml(any, false));
            assertThat(thrown.problem().code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        }
        assertThat(daemon.isRunning()).isFalse();
        // connecting starts it
        open(new RecordingListener()).close();
        assertThat(daemon.ensureRunning().outcome()).isEqualTo(LibvirtDaemon.Outcome.RAN);
    }

    private Hypervisor open(RecordingListener heard) {
        return driver.open(ConnectionId.of("here"), ConnectionUri.parse("qemu:///system"), heard);
    }
}
