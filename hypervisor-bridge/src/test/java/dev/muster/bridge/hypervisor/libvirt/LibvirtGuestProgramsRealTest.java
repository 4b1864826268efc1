package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.GuestProgramsContract;
import dev.muster.bridge.hypervisor.GuestRunner;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.bridge.hypervisor.VmOperations;
import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.PowerAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in a real guest, by QEMU's agent. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class LibvirtGuestProgramsRealTest extends GuestProgramsContract {
    private static final String AGENT = "qemu-ga --daemonize --method=virtio-serial --path=$(echo /dev/vport*p1)"
            + " --pidfile=/run/agent.pid --statedir=/run";

    @TempDir
    private Path directory = Path.of("");

    private Hypervisor hypervisor;
    private VmId vm;

    @BeforeEach
    void a_guest_with_an_agent() throws Exception {
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).contains(" /run/libvirt tmpfs ");
        TinyGuest guest = TinyGuest.buildWithAgent();
        must("chmod", "755", directory.toString());
        Path disk = directory.resolve("disk.raw");
        must("qemu-img", "create", "-q", "-f", "raw", disk.toString(), "16M");
        must("mkfs.ext4", "-q", disk.toString());
        must("chmod", "666", disk.toString());
        hypervisor = new LibvirtDriver(Clock.systemUTC(), Duration.ofSeconds(30), "tcg")
                .open(ConnectionId.of("here"), ConnectionUri.parse("qemu:///system"), new RecordingListener());
        vm = hypervisor.vms().define(hypervisor.hosts().getFirst(), """
                <domain type='qemu'><name>programs</name><memory unit='MiB'>128</memory>
                  <os><type arch='x86_64'>hvm</type><kernel>%s</kernel><initrd>%s</initrd><cmdline>%s</cmdline></os>
                  <devices>
                    <disk type='file' device='disk'><driver name='qemu' type='raw'/>
                      <source file='%s'/><target dev='vda' bus='virtio'/></disk>
                    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
                    <serial type='null'/><memballoon model='none'/>
                  </devices></domain>
                """.formatted(
                        guest.kernel(), guest.initrd(), TinyGuest.agentCommandLine("programs"), disk));
        hypervisor.vms().power(vm, PowerAction.START);
        await().atMost(LONG).until(() -> vms().agentAnswers(vm));
    }

    @AfterEach
    void remove() {
        hypervisor.vms().power(vm, PowerAction.FORCE_OFF);
        hypervisor.vms().undefine(vm);
        hypervisor.close();
    }

    private static void must(String... line) throws Exception {
        assertThat(new ProcessBuilder(line).inheritIO().start().waitFor()).isZero();
    }

    @Override
    protected VmOperations vms() {
        return hypervisor.vms();
    }

    @Override
    protected VmId vm() {
        return vm;
    }

    @Test
    void of_much_output_the_first_is_kept_and_of_too_much_it_is_said_that_it_is_lost() throws Exception {
        GuestRunner.Outcome much = run(LONG, "/bin/seq", "1", "100000");
        assertThat(much.output()).startsWith("1\n2\n3\n").hasSizeBetween(60 << 10, 64 << 10);
        assertThat(run(LONG, "/bin/sh", "-c", "echo out; echo err >&2; kill -TERM $$"))
                .isEqualTo(new GuestRunner.Outcome.Done(128 + 15, "out\nerr"));
        assertThatThrownBy(() -> run(LONG, "/bin/seq", "1", "1000000"))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().text()).contains("wrote more than"));
        assertThat(run(LONG, "/bin/true")).as("it goes on").isEqualTo(new GuestRunner.Outcome.Done(0, ""));
    }

    @Test
    void an_agent_that_comes_late_is_waited_for_and_one_that_does_not_come_is_named() throws Exception {
        run(LONG, "/bin/sh", "-c", "(sleep 1; kill $(cat /run/agent.pid); sleep 6; " + AGENT + ") >/dev/null 2>&1 &");
        await().atMost(LONG).until(() -> !vms().agentAnswers(vm));
        assertThatThrownBy(() -> run(Duration.ofSeconds(1), "/bin/true"))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().what()).contains("did not answer within 1 s"));
        assertThat(run(LONG, "/bin/true")).isEqualTo(new GuestRunner.Outcome.Done(0, ""));
    }

    @Test
    void an_agent_that_may_not_run_programs_is_named() throws Exception {
        run(
                LONG,
                "/bin/sh",
                "-c",
                "(sleep 1; kill $(cat /run/agent.pid); sleep 2; " + AGENT
                        + " --blacklist=guest-exec) >/dev/null 2>&1 &");
        await().atMost(LONG).until(() -> !vms().agentAnswers(vm));
        assertThatThrownBy(() -> run(LONG, "/bin/true"))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().what()).contains("not allowed to run programs"));
    }
}
