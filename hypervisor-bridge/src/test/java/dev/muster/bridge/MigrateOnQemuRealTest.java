package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.libvirt.SecondHost;
import dev.muster.bridge.hypervisor.libvirt.TestAuthority;
import dev.muster.bridge.job.CrashMatrix;
import dev.muster.bridge.job.CrashMatrix.Cell;
import dev.muster.bridge.open.VolumeTransfers;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.Volume;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolQuery;
import dev.muster.model.storage.PoolSpec;
import dev.muster.model.vm.MigrationOptions;
import dev.muster.model.vm.MigrationPlan;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A guest that goes on counting while it is migrated between two libvirtds, each with files of its own, its disk copied on
 * the way; and what becomes of it when that is cut off.
 */
@Tag("real")
class MigrateOnQemuRealTest {
    private static final String NAME = "mover";
    private static final HostId THERE = HostId.of("there");
    private static final Path POOL = Path.of("/var/lib/libvirt/images/" + NAME);
    private static final Pattern TICK = Pattern.compile("tick (\\d+)");
    private static final int DISK = 8 << 20;

    @TempDir
    Path directory;

    private Optional<SecondHost> second = Optional.empty();
    private byte[] content = new byte[0];

    @BeforeEach
    void startHost() throws Exception {
        KillGround.clear();
        TestAuthority authority = new TestAuthority("lab");
        authority.server(directory.resolve("server"));
        authority.client(directory.resolve("client"), Instant.now().plus(Duration.ofDays(1)));
        second = Optional.of(new SecondHost(directory.resolve("server")));
    }

    @AfterEach
    void endHost() throws Exception {
        second.ifPresent(SecondHost::close);
        KillGround.clear();
        Files.deleteIfExists(POOL.resolve("mover.raw"));
    }

    @Test
    void a_guest_goes_on_counting_on_the_other_host_with_its_disk() throws Exception {
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            VmId vm = scene(real);
            MigrationPlan plan = real.bridge().ask(new VmQuery.Migrating(vm, THERE));
            assertThat(plan.possible()).as(plan::toString).isTrue();
            assertThat(plan.needsCopies()).isTrue();
            int before = ticks();

            JobId job = real.bridge().submit(new VmCommand.Migrate(vm, THERE, options(16)));
            awaitProgress(real.bridge(), job);

            Job ended = real.ended(job);
            assertThat(ended.state()).as(() -> ended.problem().toString()).isEqualTo(JobState.DONE);
            assertThat(ended.steps()).hasSize(2);
            VmId arrived = new VmId(THERE, vm.uuid());
            assertThat(real.bridge().inventory().vm(arrived).orElseThrow().state())
                    .isEqualTo(VmState.RUNNING);
            assertThat(RealBridge.virsh("list", "--all", "--name")).isEmpty();
            await().atMost(Duration.ofSeconds(60)).until(() -> ticks() > before + 2);
            assertThat(Files.readString(log()).split(TinyGuest.ready(NAME), -1)).hasSize(2);
            Volume copy = real.bridge().inventory().volumes().values().stream()
                    .filter(volume -> volume.id().pool().host().equals(THERE))
                    .findFirst()
                    .orElseThrow();
            real.done(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(arrived)));
            String ticket =
                    real.bridge().ask(new PoolQuery.OpenDownload(copy.id())).ticket();
            byte[] begin = Arrays.copyOf(VolumeTransfers.fetch(real.bridge(), ticket, 0), 4096);
            assertThat(begin).hasSize(4096).isEqualTo(Arrays.copyOf(content, begin.length));
        }
    }

    @Test
    @Tag("long")
    void cancelled_the_guest_goes_on_where_it_was_and_the_half_copy_is_named() throws Exception {
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            VmId vm = scene(real);
            JobId job = real.bridge().submit(new VmCommand.Migrate(vm, THERE, options(1)));
            awaitProgress(real.bridge(), job);

            real.bridge().submit(new JobCommand.Cancel(job));

            assertThat(real.ended(job).state()).isEqualTo(JobState.CANCELLED);
            stillHere(real, vm);
            assertThat(real.bridge().ask(new JobQuery.Log(job, 0)).lines())
                    .anyMatch(line -> line.text().contains("mover.raw may still be on there"));
        }
    }

    @Test
    @Tag("long")
    void a_bridge_killed_on_the_way_finds_the_guest_and_brings_it_there_in_the_end() throws Exception {
        Path state = directory.resolve("state");
        VmId vm;
        try (RealBridge real = RealBridge.open(state)) {
            vm = scene(real);
        }
        try (KillOnQemuRealTest.Daemon daemon = new KillOnQemuRealTest.Daemon(state, Optional.empty())) {
            try (RemoteBridge bridge = daemon.bridge()) {
                connected(RealBridge.over(bridge));
                awaitProgress(bridge, bridge.submit(new VmCommand.Migrate(vm, THERE, options(4))));
                daemon.kill();
            }
        }

        try (RealBridge again = RealBridge.open(state)) {
            Job job = again.endedLast();

            assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.DONE);
            assertThat(job.recovered()).isNotBlank();
            assertThat(again.bridge().ask(new JobQuery.Log(job.id(), 0)).lines())
                    .anyMatch(line -> line.text().contains("is still on here"));
            assertThat(RealBridge.virsh("list", "--all", "--name")).isEmpty();
            int before = ticks();
            await().atMost(Duration.ofSeconds(60)).until(() -> ticks() > before);
            assertThat(Files.readString(log()).split(TinyGuest.ready(NAME), -1)).hasSize(2);
        }
    }

    static List<Cell> cells() {
        return CrashMatrix.cells("vm.migrate", List.of(0, 1), false);
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void a_bridge_killed_at_any_boundary_has_it_at_one_place_in_the_end(Cell cell) throws Exception {
        Path state = directory.resolve("state");
        VmId vm;
        try (RealBridge real = RealBridge.open(state)) {
            vm = scene(real);
        }
        try (KillOnQemuRealTest.Daemon daemon = new KillOnQemuRealTest.Daemon(state, Optional.of(cell))) {
            try (RemoteBridge bridge = daemon.bridge()) {
                connected(RealBridge.over(bridge));
                try {
                    bridge.submit(new VmCommand.Migrate(vm, THERE, options(0)));
                } catch (MusterException e) {
                    // it may die before it can answer
                    assertThat(e.problem().code()).isEqualTo(ErrorCode.BRIDGE_UNREACHABLE);
                }
                assertThat(daemon.exit()).isEqualTo(CrashMatrix.KILLED);
            }
        }

        try (RealBridge again = RealBridge.open(state)) {
            Job job = again.endedLast();

            assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.DONE);
            again.awaitImage(image -> image.vms().keySet().equals(Set.of(new VmId(THERE, vm.uuid()))));
            assertThat(RealBridge.virsh("list", "--all", "--name")).isEmpty();
            int before = ticks();
            await().atMost(Duration.ofSeconds(60)).until(() -> ticks() > before);
            assertThat(Files.readString(log()).split(TinyGuest.ready(NAME), -1)).hasSize(2);
        }
    }

    private void stillHere(RealBridge real, VmId vm) throws Exception {
        assertThat(RealBridge.virsh("domstate", NAME)).containsExactly("running");
        real.awaitImage(image -> image.vms().keySet().equals(Set.of(vm)));
        int before = ticks();
        await().atMost(Duration.ofSeconds(60)).until(() -> ticks() > before);
    }

    private static void awaitProgress(HypervisorBridge bridge, JobId job) {
        Job seen = await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> bridge.ask(new JobQuery.Show(job)),
                        shown -> shown.state().isEnded()
                                || shown.steps().getFirst().progress().done() > 0);
        assertThat(seen.steps().getFirst().progress().done())
                .as(() -> "bytes moved of " + seen)
                .isPositive();
    }

    private static MigrationOptions options(int bandwidth) {
        return new MigrationOptions(true, true, bandwidth, true, false, "127.0.0.1");
    }

    private static void connected(RealBridge real) {
        real.awaitImage(image -> image.hosts().values().stream()
                        .filter(host -> host.state() == HostState.CONNECTED)
                        .count()
                == 2);
    }

    /** Two hosts with a pool each, and a guest that counts on the first. */
    private VmId scene(RealBridge real) throws Exception {
        TinyGuest guest = TinyGuest.build();
        real.connect();
        real.done(new HostCommand.Connect(
                ConnectionId.of("there"),
                "qemu+tls://localhost:" + second.orElseThrow().port() + "/system?pkipath="
                        + directory.resolve("client")));
        connected(real);
        for (HostId host : List.of(RealBridge.HOST, THERE)) {
            real.done(new PoolCommand.Create(host, new PoolSpec(NAME, POOL.toString()), false));
        }
        content = new byte[DISK];
        new Random(11).nextBytes(content);
        Files.write(POOL.resolve("mover.raw"), content);
        Pool here = real.bridge().inventory().pools().values().stream()
                .filter(pool -> pool.id().host().equals(RealBridge.HOST))
                .findFirst()
                .orElseThrow();
        real.done(new PoolCommand.Refresh(here.id()));
        real.done(new VmCommand.Define(
                RealBridge.HOST,
                """
                <domain type='qemu'><name>%1$s</name><memory unit='MiB'>96</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type><kernel>%2$s</kernel><initrd>%3$s</initrd>
                    <cmdline>%4$s</cmdline></os>
                  <devices>
                    <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='%5$s/mover.raw'/>
                      <target dev='vda' bus='virtio'/></disk>
                    <serial type='pty'><log file='%6$s' append='on'/></serial>
                  </devices></domain>
                """.formatted(NAME, guest.kernel(), guest.initrd(), TinyGuest.commandLine(NAME), POOL, log()),
                true));
        await().atMost(Duration.ofSeconds(90)).until(() -> ticks() > 0);
        return real.vm(NAME).id();
    }

    /** One file for both, since the directory is the same for both hosts. */
    private Path log() {
        return directory.resolve("serial.log");
    }

    private int ticks() throws Exception {
        if (!Files.exists(log())) {
            return 0;
        }
        Matcher found = TICK.matcher(Files.readString(log()));
        int last = 0;
        while (found.find()) {
            last = Integer.parseInt(found.group(1));
        }
        return last;
    }
}
