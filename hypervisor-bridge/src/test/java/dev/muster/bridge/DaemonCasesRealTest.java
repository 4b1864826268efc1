package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** libvirtd is frozen, killed and restarted while the bridge is at work with it. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class DaemonCasesRealTest {
    private static final long SEED = 32;
    private static final int CALLS_A_SECOND = 200;
    private static final int AT_ONCE = 400;
    private static final int FULL = 256 << 20;
    /** What a call may end with while its host does not answer. */
    private static final Set<ErrorCode> AWAY = EnumSet.of(
            ErrorCode.HOST_UNREACHABLE,
            ErrorCode.DAEMON_NOT_RUNNING,
            ErrorCode.HYPERVISOR_TIMEOUT,
            ErrorCode.HYPERVISOR_REFUSED,
            ErrorCode.VM_BUSY,
            ErrorCode.VM_STATE);

    @TempDir
    private Path directory = Path.of("");

    private Path pool = Path.of("");

    @BeforeEach
    void two_vms() throws Exception {
        pool = Files.createDirectories(directory.resolve("images"));
        RealBridge.virsh("pool-create-as", "chaos", "dir", "--target", pool.toString());
        image("idle.qcow2", "qcow2");
        image("steady.qcow2", "qcow2");
        run(
                "qemu-io",
                "-f",
                "qcow2",
                "-c",
                "write -q -P 0x5a 0 " + FULL,
                pool.resolve("idle.qcow2").toString());
        run(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "raw",
                "-o",
                "preallocation=falloc",
                pool.resolve("scratch.img").toString(),
                "256M");
        for (String name : List.of("steady", "idle")) {
            RealBridge.virsh(
                    "define",
                    Files.writeString(directory.resolve("vm.xml"), """
                    <domain type='qemu'><name>%s</name><memory unit='MiB'>64</memory>
                      <os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features>
                      <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s/%s.qcow2'/>
                        <target dev='vda' bus='virtio'/></disk><memballoon model='none'/></devices></domain>
                    """.formatted(name, pool, name))
                            .toString());
        }
        RealBridge.virsh("start", "steady");
        RealBridge.virsh("pool-refresh", "chaos");
    }

    @AfterEach
    void clear() throws Exception {
        for (String name : List.of("steady", "idle", "idle-2")) {
            tidy("destroy", name);
            tidy("undefine", "--snapshots-metadata", name);
        }
        tidy("pool-destroy", "chaos");
    }

    @ParameterizedTest
    @EnumSource(LibvirtChaos.class)
    void case_32_jobs_end_and_say_how_and_vms_that_run_are_never_shown_as_off(LibvirtChaos chaos) throws Exception {
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            real.connect();
            VmId steady = real.vm("steady").id();
            VmId idle = real.vm("idle").id();
            Pool images = chaosPool(real);
            ConcurrentLinkedQueue<Vm> shown = watch(real, steady);

            List<JobId> jobs = new ArrayList<>();
            jobs.add(real.bridge().submit(new VmCommand.Clone(idle, "idle-2", List.of())));
            jobs.add(real.bridge().submit(new PoolCommand.WipeVolume(new VolumeId(images.id(), "scratch.img"))));
            jobs.add(real.bridge().submit(new SnapshotCommand.Create(steady, "s1", "", Snapshot.Place.INTERNAL)));
            chaos.strike(Duration.ofSeconds(8));

            for (JobId job : jobs) {
                Job ended = real.ended(job);
                assertThat(ended.state()).as(ended.title()).isNotEqualTo(JobState.CANCELLED);
                assertThat(ended.problem().map(problem -> problem.code()))
                        .as(ended.title())
                        .isNotEqualTo(java.util.Optional.of(ErrorCode.INTERNAL));
                if (ended.state() != JobState.DONE) {
                    assertThat(ended.problem()).as(ended.title()).isPresent();
                }
            }
            Job clone = real.ended(jobs.getFirst());
            boolean there = RealBridge.virsh("list", "--all", "--name").contains("idle-2");
            assertThat(there)
                    .as("the clone is whole or absent: " + clone.state())
                    .isEqualTo(clone.state() == JobState.DONE);
            connected(real);
            assertThat(shown).extracting(Vm::state).doesNotContain(VmState.OFF, VmState.CRASHED);
            RealBridge.virsh("destroy", "steady");
            real.awaitImage(image ->
                    image.vm(steady).filter(vm -> vm.state() == VmState.OFF).isPresent());
        }
    }

    @Test
    void case_32_a_host_that_does_not_answer_is_not_said_to_be_connected() throws Exception {
        try (RealBridge real = RealBridge.open(directory.resolve("state"));
                var aside = Executors.newVirtualThreadPerTaskExecutor()) {
            real.connect();
            VmId steady = real.vm("steady").id();
            Future<Boolean> thawed = aside.submit(() -> {
                LibvirtChaos.FREEZE.strike(Duration.ofSeconds(40));
                return true;
            });
            real.awaitImage(
                    image -> image.hosts().values().stream().noneMatch(host -> host.state() == HostState.CONNECTED)
                            && image.vm(steady)
                                    .filter(vm -> vm.state() == VmState.UNKNOWN)
                                    .isPresent());
            assertThat(thawed.isDone()).as("it was seen while it was frozen").isFalse();
            assertThat(thawed.get()).isTrue();
            connected(real);
            real.awaitImage(image ->
                    image.vm(steady).filter(vm -> vm.state() == VmState.RUNNING).isPresent());
        }
    }

    @Test
    void under_two_minutes_of_calls_the_bridge_outlives_its_libvirtd() throws Exception {
        stress(Duration.ofMinutes(2));
    }

    @Test
    @Tag("long")
    void under_an_hour_of_calls_the_bridge_outlives_its_libvirtd() throws Exception {
        stress(Duration.ofHours(1));
    }

    private void stress(Duration length) throws Exception {
        Random random = new Random(SEED);
        ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        AtomicLong answered = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        try (RealBridge real = RealBridge.open(directory.resolve("state"));
                ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            real.connect();
            VmId steady = real.vm("steady").id();
            VmId idle = real.vm("idle").id();
            ConcurrentLinkedQueue<Vm> shown = watch(real, steady);
            // those that hang are not to grow without end
            Semaphore places = new Semaphore(AT_ONCE);
            AtomicLong number = new AtomicLong();
            var _ = ticks.scheduleAtFixedRate(
                    () -> {
                        if (places.tryAcquire()) {
                            callers.execute(() -> {
                                try {
                                    call(real, steady, idle, number.getAndIncrement());
                                    answered.incrementAndGet();
                                } catch (MusterException e) {
                                    refused.incrementAndGet();
                                    if (!AWAY.contains(e.problem().code())) {
                                        wrong.add(e);
                                    }
                                } catch (RuntimeException e) {
                                    wrong.add(e);
                                } finally {
                                    places.release();
                                }
                            });
                        }
                    },
                    0,
                    TimeUnit.SECONDS.toNanos(1) / CALLS_A_SECOND,
                    TimeUnit.NANOSECONDS);
            List<LibvirtChaos> kinds = List.of(LibvirtChaos.values());
            long until = System.nanoTime() + length.toNanos();
            while (System.nanoTime() - until < 0) {
                LibvirtChaos chaos = kinds.get(random.nextInt(kinds.size()));
                chaos.strike(Duration.ofMillis(random.nextInt(500, 5000)));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(500, 6000));
            }
            ticks.shutdownNow();

            connected(real);
            assertThat(places.tryAcquire(AT_ONCE, 90, TimeUnit.SECONDS))
                    .as("no call hangs for ever")
                    .isTrue();
            assertThat(wrong).isEmpty();
            assertThat(answered.get()).isGreaterThan(length.toSeconds() * 20);
            assertThat(shown).extracting(Vm::state).doesNotContain(VmState.OFF, VmState.CRASHED);
            for (VmId vm : List.of(steady, idle)) {
                String name = vm.equals(steady) ? "steady" : "idle";
                VmState state = RealBridge.virsh("domstate", name).contains("running") ? VmState.RUNNING : VmState.OFF;
                real.awaitImage(image ->
                        image.vm(vm).filter(one -> one.state() == state).isPresent());
            }
            RealBridge.virsh("destroy", "steady");
            real.awaitImage(image ->
                    image.vm(steady).filter(vm -> vm.state() == VmState.OFF).isPresent());
            System.out.println("answered " + answered + ", refused while away " + refused);
        }
    }

    private static void call(RealBridge real, VmId steady, VmId idle, long number) {
        switch ((int) (number % 50)) {
            case 0 -> real.bridge().submit(new VmCommand.Power(PowerAction.START, List.of(idle)));
            case 25 -> real.bridge().submit(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(idle)));
            case 7, 17, 27, 37, 47 -> real.bridge().ask(new VmQuery.Deletion(steady));
            default -> real.bridge().ask(new VmQuery.Xml(number % 2 == 0 ? steady : idle, number % 2 == 0));
        }
    }

    /** What is told of a VM from now on. */
    private static ConcurrentLinkedQueue<Vm> watch(RealBridge real, VmId id) {
        ConcurrentLinkedQueue<Vm> shown = new ConcurrentLinkedQueue<>();
        var _ = real.bridge().subscribe(event -> {
            if (event instanceof BridgeEvent.InventoryChanged changed) {
                for (InventoryChange change : changed.delta().changes()) {
                    if (change instanceof InventoryChange.VmPut put
                            && put.vm().id().equals(id)) {
                        shown.add(put.vm());
                    }
                }
            }
        });
        return shown;
    }

    private static void connected(RealBridge real) {
        real.awaitImage(image -> image.hosts().values().stream().allMatch(host -> host.state() == HostState.CONNECTED));
    }

    private static Pool chaosPool(RealBridge real) {
        return real.bridge().inventory().pools().values().stream()
                .filter(one -> one.name().equals("chaos"))
                .findFirst()
                .orElseThrow();
    }

    private void image(String name, String format) throws Exception {
        run("qemu-img", "create", "-q", "-f", format, pool.resolve(name).toString(), "512M");
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    private static void tidy(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("virsh", "-c", "qemu:///system"));
        command.addAll(List.of(words));
        var _ = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
