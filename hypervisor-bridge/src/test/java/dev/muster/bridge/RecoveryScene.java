package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Step;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanNic;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryNetwork.AddressRange;
import dev.muster.model.recovery.RecoveryNetwork.DnsRule;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import dev.muster.model.recovery.RecoveryNetwork.Reservation;
import dev.muster.model.recovery.Tier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three machines that run and are backed up: real guests, and a plan for them with real DHCP, DNS and gates. */
@SuppressWarnings("NullAway.Init")
abstract class RecoveryScene {
    static final RepositoryId NIGHTLY = RepositoryId.of("nightly");
    static final PlanId SHOP = PlanId.of("shop");
    static final List<String> NAMES = List.of("db", "app", "web");
    static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path directory = Path.of("");

    RealBridge bridge;

    /** The machines that run and are backed up. */
    List<String> names() {
        return NAMES;
    }

    /** Defines them and starts them. */
    void machines() throws Exception {
        TinyGuest guest = TinyGuest.build();
        define(guest, "db", "muster.disk");
        define(guest, "app", "muster.fetch=db");
        define(guest, "web", "muster.fetch=app muster.http=8080");
    }

    @BeforeEach
    void machines_that_are_backed_up() throws Exception {
        bridge = RealBridge.open(directory.resolve("state"));
        bridge.connect();
        RealBridge.virsh("net-define", network().toString());
        RealBridge.virsh("net-start", "prod");
        RealBridge.virsh(
                "pool-create-as",
                "recovered",
                "dir",
                "--target",
                Files.createDirectory(directory.resolve("pool")).toString());
        machines();
        bridge.done(new BackupCommand.AddRepository(
                NIGHTLY, Files.createDirectory(directory.resolve("nightly")).toString()));
        for (String name : names()) {
            awaitSaid(directory.resolve(name + ".serial"), TinyGuest.ready(name));
            bridge.done(new BackupCommand.Run(bridge.vm(name).id(), NIGHTLY));
        }
    }

    @AfterEach
    void leave_nothing() throws Exception {
        bridge.close();
        for (String name : RealBridge.virsh("list", "--all", "--name")) {
            if (names().stream().anyMatch(known -> name.equals(known) || name.startsWith(known + "-"))) {
                tidy("destroy", name);
                tidy("undefine", "--checkpoints-metadata", name);
            }
        }
        tidy("pool-destroy", "recovered");
        tidy("net-destroy", "prod");
        tidy("net-undefine", "prod");
    }

    static void tidy(String... words) throws IOException, InterruptedException {
        var _ = new ProcessBuilder(Stream.concat(Stream.of("virsh", "-c", "qemu:///system"), Stream.of(words))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    Path network() throws IOException {
        return Files.writeString(directory.resolve("prod.xml"), """
                <network><name>prod</name><bridge name='virprod' stp='off' delay='0'/>
                  <ip address='10.77.0.1' netmask='255.255.255.0'><dhcp><range start='10.77.0.100' end='10.77.0.199'/></dhcp></ip>
                </network>
                """);
    }

    void define(TinyGuest guest, String name, String words) throws Exception {
        Path disk = directory.resolve(name + ".qcow2");
        assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "4M")
                        .start()
                        .waitFor())
                .isZero();
        start(name, definition(guest, name, words, disk, ""));
    }

    String definition(TinyGuest guest, String name, String words, Path disk, String devices) {
        return """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>96</memory>
                  <os><type arch='x86_64'>hvm</type><kernel>%s</kernel><initrd>%s</initrd><cmdline>%s %s</cmdline></os>
                  <features><acpi/></features>
                  <devices>
                    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                      <source file='%s'/><target dev='vda' bus='virtio'/></disk>
                    <interface type='network'><source network='prod'/><model type='virtio'/><rom enabled='no'/></interface>
                    <serial type='file'><source path='%s'/><target port='0'/></serial>
                    %s
                    <memballoon model='none'/>
                  </devices></domain>
                """.formatted(
                        name,
                        guest.kernel(),
                        guest.initrd(),
                        TinyGuest.commandLine(name),
                        words,
                        disk,
                        directory.resolve(name + ".serial"),
                        devices);
    }

    void start(String name, String definition) throws Exception {
        Path xml = Files.writeString(directory.resolve(name + ".xml"), definition);
        RealBridge.virsh("define", xml.toString());
        RealBridge.virsh("start", name);
        bridge.awaitImage(image ->
                image.vms().values().stream().anyMatch(vm -> vm.name().equals(name) && vm.state() == VmState.RUNNING));
    }

    static void awaitSaid(Path serial, String text) {
        await(serial + " says " + text)
                .atMost(LONG)
                .until(() -> Files.exists(serial)
                        && Files.readString(serial, StandardCharsets.ISO_8859_1).contains(text));
    }

    /** Other tests may have left pools, so it is named. */
    PoolId pool() {
        return bridge.bridge().inventory().pools().values().stream()
                .filter(pool -> pool.name().equals("recovered"))
                .map(Pool::id)
                .findFirst()
                .orElseThrow();
    }

    PlanMachine machine(String name, List<String> needs, Gate... gates) {
        return PlanMachine.of(name, new MachineSource.OfVm(bridge.vm(name).id(), name))
                .withPlace(new Place(Optional.empty(), Optional.of(pool())))
                .withNics(List.of(new PlanNic(1, "front", Optional.empty())))
                .withNeeds(needs)
                .withReadiness(new Readiness(List.of(gates), Duration.ofSeconds(90)));
    }

    static Tier tier(String name, PlanItem... items) {
        return new Tier(name, 10, List.of(items));
    }

    static PlanSpec plan(Tier... tiers) {
        PlanSpec spec = PlanSpec.of(List.of(tiers));
        boolean db = spec.item("db").isPresent();
        return spec.withNetworks(List.of(new RecoveryNetwork(
                "front",
                List.of("prod"),
                "10.77.0.0/24",
                Optional.of("10.77.0.1"),
                Optional.of(new AddressRange("10.77.0.100", "10.77.0.199")),
                db ? List.of(new Reservation("db", 1, "10.77.0.10")) : List.of(),
                new DnsRule("shop.example", true),
                true,
                List.of(),
                List.of(),
                Reach.CONNECTED)));
    }

    /** The order that was dragged: db, then web after app. */
    PlanSpec shop() {
        return plan(
                tier(
                        "data",
                        machine("db", List.of(), new Gate.SerialText(TinyGuest.ready("db")), new Gate.TcpPort(80))),
                tier(
                        "front",
                        machine(
                                "web",
                                List.of("app"),
                                new Gate.Http(8080, false, "/", 200, Optional.of("web")),
                                new Gate.SerialText("fetched app: app")),
                        machine("app", List.of(), new Gate.Ping(), new Gate.SerialText("fetched db: db"))));
    }

    void save(PlanSpec spec) {
        bridge.done(new RecoveryCommand.Create(SHOP, spec, ""));
    }

    JobId begin(boolean keep) {
        return bridge.bridge().submit(new RecoveryCommand.Test(SHOP, 0, keep));
    }

    Job awaitJob(JobId id, Predicate<Job> what) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> bridge.bridge().ask(new JobQuery.Show(id)),
                        job -> what.test(job) || job.state().isEnded());
    }

    Job awaitAsking(JobId id) {
        Job job = awaitJob(id, one -> !one.asking().isEmpty());
        assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.RUNNING);
        return job;
    }

    static Step step(Job job, String id) {
        return job.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static Instant began(Job job, String key) {
        return step(job, "item/" + key).started().orElseThrow();
    }

    static Instant ended(Job job, String key) {
        return step(job, "item/" + key).ended().orElseThrow();
    }

    Set<String> vms() {
        Set<String> names = new TreeSet<>();
        bridge.bridge().inventory().vms().values().stream()
                .map(Vm::name)
                .filter(name -> !name.startsWith("muster-probe-"))
                .forEach(names::add);
        return names;
    }

    /** Of recoveries, of the namespace this runs in. */
    static List<String> links() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ip", "-brief", "link").start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.lines().filter(line -> line.startsWith("mr")).toList();
    }

    void requireNothingLeft() throws Exception {
        assertThat(vms()).containsExactlyInAnyOrderElementsOf(names());
        assertThat(bridge.bridge().inventory().vms().values())
                .as("production went on")
                .allMatch(vm -> !names().contains(vm.name()) || vm.state() == VmState.RUNNING);
        assertThat(links()).as("networks of recoveries").isEmpty();
        try (Stream<Path> pool = Files.list(directory.resolve("pool"))) {
            assertThat(pool).as("what the machines wrote").isEmpty();
        }
    }

    /** All that was said on the serial lines of a test, which is kept with it. */
    String said(String key) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("state"))) {
            Path serial = all.filter(path -> path.getFileName().toString().equals(key + ".serial"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(serial, StandardCharsets.ISO_8859_1);
        }
    }
}
