package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorFilesContract;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.PowerAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real QEMU under the libvirtd beside this test. */
@Tag("real")
class LibvirtQemuTest extends HypervisorFilesContract {
    private final LibvirtDriver driver = new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(30), "tcg");

    @Override
    protected Hypervisor open(HypervisorListener heard) {
        return driver.open(ConnectionId.of("here"), ConnectionUri.parse("qemu:///system"), heard);
    }

    @Override
    protected String domainType() {
        return "qemu";
    }

    @Override
    protected String path(String fileName) {
        return "/var/tmp/" + fileName;
    }

    @Test
    void a_stopped_qemu_process_times_out_and_leaves_the_others_alone() throws IOException, InterruptedException {
        VmId id = define();
        hypervisor().vms().power(id, PowerAction.START);
        awaitState(id, VmState.RUNNING);
        String pid =
                Files.readString(Path.of("/run/libvirt/qemu/" + name + ".pid")).strip();
        LibvirtDriver impatient = new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(4), "tcg");
        for (int round = 0; round < Integer.getInteger("muster.test.rounds", 1); round++) {
            signal("-STOP", pid);
            try (Hypervisor other = impatient.open(
                    ConnectionId.of("here"), ConnectionUri.parse("qemu:///system"), new RecordingListener())) {
                assertProblem(ErrorCode.HYPERVISOR_TIMEOUT, () -> other.vms().power(id, PowerAction.SUSPEND));
                long began = System.nanoTime();
                assertProblem(ErrorCode.HYPERVISOR_TIMEOUT, () -> other.vms().power(id, PowerAction.SUSPEND));
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
                // the call that hangs holds the connection's socket; readings go on all the same
                for (int reading = 0; reading < 20; reading++) {
                    assertThat(other.vms().get(id).state()).isEqualTo(VmState.RUNNING);
                }
                signal("-CONT", pid);
            } finally {
                signal("-CONT", pid);
            }
            awaitState(id, VmState.PAUSED);
            hypervisor().vms().power(id, PowerAction.RESUME);
            awaitState(id, VmState.RUNNING);
        }
    }

    @Test
    void what_was_written_about_a_running_vm_is_shown_at_once() {
        VmId id = define();
        hypervisor().vms().power(id, PowerAction.START);
        awaitState(id, VmState.RUNNING);

        hypervisor().vms().define(host(), domain(name, uuid).replace("A title &amp; more", "Written since"));

        assertThat(hypervisor().vms().get(id).title()).isEqualTo("Written since");
        assertThat(hypervisor().vms().get(id).state()).isEqualTo(VmState.RUNNING);
    }

    @Test
    void a_host_is_known_by_one_uuid_however_it_is_reached() {
        ConnectionUri socket = ConnectionUri.parse("qemu+unix:///system?socket=/run/libvirt/libvirt-sock");
        try (Hypervisor other = driver.open(ConnectionId.of("there"), socket, new RecordingListener())) {
            assertThat(other.hostUuid(other.hosts().getFirst()))
                    .isPresent()
                    .isEqualTo(hypervisor().hostUuid(host()));
        }
    }

    @Test
    void a_vm_that_vanishes_during_an_action_is_not_there() {
        VmId id = define();
        try (Hypervisor other = open(new RecordingListener())) {
            other.vms().undefine(id);
        }
        assertProblem(ErrorCode.VM_NOT_FOUND, () -> hypervisor().vms().power(id, PowerAction.START));
        awaitImage(image -> image.vm(id).isEmpty());
    }

    @Test
    void xml_against_the_schema_is_refused_in_libvirts_words() {
        String bad = domain(name, uuid).replace("<vcpu>1</vcpu>", "<vcpu>1</vcpu><nonsense/>");

        assertProblem(ErrorCode.XML_INVALID, () -> hypervisor().vms().define(host(), bad));
    }

    @Test
    void the_accelerator_is_told_with_its_reason() {
        awaitImage(image -> image.host(host())
                .filter(host -> host.accelerator().kind() == Accelerator.Kind.EMULATION)
                .isPresent());
    }

    @Test
    void a_probe_guest_tells_whether_kvm_runs_kernels() {
        LibvirtDriver probing = new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(30), "auto");
        var heard = new RecordingListener();
        try (Hypervisor other = probing.open(ConnectionId.of("probed"), ConnectionUri.parse("qemu:///system"), heard)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> heard.image()
                            .host(other.hosts().getFirst())
                            .filter(host -> host.accelerator().kind() != Accelerator.Kind.UNKNOWN)
                            .isPresent());
            assertThat(heard.image()
                            .host(other.hosts().getFirst())
                            .orElseThrow()
                            .accelerator()
                            .reason())
                    .isNotBlank();
            assertThat(heard.heard()).noneMatch(change -> change.toString().contains(AcceleratorProbe.NAME));
        }
    }

    @Test
    void what_is_missing_for_a_connection_is_named() {
        assertRefused("qemu+unix:///system?socket=/nonexistent/sock", ErrorCode.DAEMON_NOT_RUNNING);
        assertRefused("qemu+ssh://nobody@127.0.0.1:1/system", ErrorCode.HOST_UNREACHABLE);
        assertRefused("qemu+tls://127.0.0.1:1/system?pkipath=/nonexistent", ErrorCode.TLS_CERTIFICATE);
        assertRefused("qemu+ssh://name.invalid/system", ErrorCode.HOST_NAME_UNKNOWN);
    }

    private void assertRefused(String uri, ErrorCode code) {
        MusterException thrown = catchThrowableOfType(
                MusterException.class,
                () -> new LibvirtDriver(Clock.systemUTC())
                        .open(ConnectionId.of("bad"), ConnectionUri.parse(uri), new RecordingListener())
                        .close());
        assertThat(thrown).as(uri).isNotNull();
        assertThat(thrown.problem().code()).as(thrown.problem().text()).isEqualTo(code);
        assertThat(thrown.problem().remedy()).isNotBlank();
    }

    private static void signal(String signal, String pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
    }
}
