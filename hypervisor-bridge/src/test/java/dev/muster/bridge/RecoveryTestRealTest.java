package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Question;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanNic;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.PointChoice;
import dev.muster.model.recovery.PointRule;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryNetwork.AddressRange;
import dev.muster.model.recovery.RecoveryNetwork.DnsRule;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import dev.muster.model.recovery.RecoveryNetwork.Reservation;
import dev.muster.model.recovery.Tier;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three machines are backed up, and their plan is run as a test while production runs: real guests, real DHCP and DNS, real gates. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class RecoveryTestRealTest {
    private static final RepositoryId NIGHTLY = RepositoryId.of("nightly");
    private static final PlanId SHOP = PlanId.of("shop");
    private static final List<String> NAMES = List.of("db", "app", "web");
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory = Path.of("");

    private RealBridge bridge;

    @BeforeEach
    void three_machines_that_are_backed_up() throws Exception {
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
        TinyGuest guest = TinyGuest.build();
        define(guest, "db", "muster.disk");
        define(guest, "app", "muster.fetch=db");
        define(guest, "web", "muster.fetch=app muster.http=8080");
        bridge.done(new BackupCommand.AddRepository(
                NIGHTLY, Files.createDirectory(directory.resolve("nightly")).toString()));
        for (String name : NAMES) {
            awaitSaid(directory.resolve(name + ".serial"), TinyGuest.ready(name));
            bridge.done(new BackupCommand.Run(bridge.vm(name).id(), NIGHTLY));
        }
    }

    @AfterEach
    void leave_nothing() throws Exception {
        bridge.close();
        for (String name : RealBridge.virsh("list", "--all", "--name")) {
            if (NAMES.stream().anyMatch(known -> name.equals(known) || name.startsWith(known + "-"))) {
                tidy("destroy", name);
                tidy("undefine", "--checkpoints-metadata", name);
            }
        }
        tidy("pool-destroy", "recovered");
        tidy("net-destroy", "prod");
        tidy("net-undefine", "prod");
    }

    private static void tidy(String... words) throws IOException, InterruptedException {
        var _ = new ProcessBuilder(Stream.concat(Stream.of("virsh", "-c", "qemu:///system"), Stream.of(words))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Path network() throws IOException {
        return Files.writeString(directory.resolve("prod.xml"), """
                <network><name>prod</name><bridge name='virprod' stp='off' delay='0'/>
                  <ip address='10.77.0.1' netmask='255.255.255.0'><dhcp><range start='10.77.0.100' end='10.77.0.199'/></dhcp></ip>
                </network>
                """);
    }

    private void define(TinyGuest guest, String name, String words) throws Exception {
        Path disk = directory.resolve(name + ".qcow2");
        assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "4M")
                        .start()
                        .waitFor())
                .isZero();
        Path xml = Files.writeString(directory.resolve(name + ".xml"), """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>96</memory>
                  <os><type arch='x86_64'>hvm</type><kernel>%s</kernel><initrd>%s</initrd><cmdline>%s %s</cmdline></os>
                  <features><acpi/></features>
                  <devices>
                    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                      <source file='%s'/><target dev='vda' bus='virtio'/></disk>
                    <interface type='network'><source network='prod'/><model type='virtio'/><rom enabled='no'/></interface>
                    <serial type='file'><source path='%s'/><target port='0'/></serial>
                    <memballoon model='none'/>
                  </devices></domain>
                """.formatted(
                        name,
                        guest.kernel(),
                        guest.initrd(),
                        TinyGuest.commandLine(name),
                        words,
                        disk,
                        directory.resolve(name + ".serial")));
        RealBridge.virsh("define", xml.toString());
        RealBridge.virsh("start", name);
        bridge.awaitImage(image ->
                image.vms().values().stream().anyMatch(vm -> vm.name().equals(name) && vm.state() == VmState.RUNNING));
    }

    private static void awaitSaid(Path serial, String text) {
        await(serial + " says " + text)
                .atMost(LONG)
                .until(() -> Files.exists(serial)
                        && Files.readString(serial, StandardCharsets.ISO_8859_1).contains(text));
    }

    /** Other tests may have left pools, so it is named. */
    private PoolId pool() {
        return bridge.bridge().inventory().pools().values().stream()
                .filter(pool -> pool.name().equals("recovered"))
                .map(Pool::id)
                .findFirst()
                .orElseThrow();
    }

    private PlanMachine machine(String name, List<String> needs, Gate... gates) {
        return PlanMachine.of(name, new MachineSource.OfVm(bridge.vm(name).id(), name))
                .withPlace(new Place(Optional.empty(), Optional.of(pool())))
                .withNics(List.of(new PlanNic(1, "front", Optional.empty())))
                .withNeeds(needs)
                .withReadiness(new Readiness(List.of(gates), Duration.ofSeconds(90)));
    }

    private static Tier tier(String name, PlanItem... items) {
        return new Tier(name, 10, List.of(items));
    }

    private static PlanSpec plan(Tier... tiers) {
        return PlanSpec.of(List.of(tiers))
                .withNetworks(List.of(new RecoveryNetwork(
                        "front",
                        List.of("prod"),
                        "10.77.0.0/24",
                        Optional.of("10.77.0.1"),
                        Optional.of(new AddressRange("10.77.0.100", "10.77.0.199")),
                        List.of(new Reservation("db", 1, "10.77.0.10")),
                        new DnsRule("shop.example", true),
                        false,
                        List.of(),
                        List.of(),
                        Reach.CONNECTED)));
    }

    /** The order that was dragged: db, then web after app. */
    private PlanSpec shop() {
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

    private void save(PlanSpec spec) {
        bridge.done(new RecoveryCommand.Create(SHOP, spec, ""));
    }

    private JobId begin(boolean keep) {
        return bridge.bridge().submit(new RecoveryCommand.Test(SHOP, 0, keep));
    }

    private Job awaitJob(JobId id, Predicate<Job> what) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> bridge.bridge().ask(new JobQuery.Show(id)),
                        job -> what.test(job) || job.state().isEnded());
    }

    private Job awaitAsking(JobId id) {
        Job job = awaitJob(id, one -> !one.asking().isEmpty());
        assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.RUNNING);
        return job;
    }

    private static Step step(Job job, String id) {
        return job.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Instant began(Job job, String key) {
        return step(job, "item/" + key).started().orElseThrow();
    }

    private static Instant ended(Job job, String key) {
        return step(job, "item/" + key).ended().orElseThrow();
    }

    private Set<String> vms() {
        Set<String> names = new TreeSet<>();
        bridge.bridge().inventory().vms().values().stream()
                .map(Vm::name)
                .filter(name -> !name.startsWith("muster-probe-"))
                .forEach(names::add);
        return names;
    }

    /** Of recoveries, of the namespace this runs in. */
    private static List<String> links() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ip", "-brief", "link").start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.lines().filter(line -> line.startsWith("mr")).toList();
    }

    private void requireNothingLeft() throws Exception {
        assertThat(vms()).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(bridge.bridge().inventory().vms().values())
                .as("production went on")
                .allMatch(vm -> !NAMES.contains(vm.name()) || vm.state() == VmState.RUNNING);
        assertThat(links()).as("networks of recoveries").isEmpty();
        try (Stream<Path> pool = Files.list(directory.resolve("pool"))) {
            assertThat(pool).as("what the machines wrote").isEmpty();
        }
    }

    /** All that was said on the serial lines of a test, which is kept with it. */
    private String said(String key) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("state"))) {
            Path serial = all.filter(path -> path.getFileName().toString().equals(key + ".serial"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(serial, StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void
            a_test_boots_the_machines_in_the_dragged_order_reaching_each_other_by_their_old_names_and_not_one_frame_leaves()
                    throws Exception {
        // a full and an incremental point, with other contents
        String early = ticks();
        await("writes on").atMost(LONG).until(() -> !ticks().equals(early));
        bridge.done(new BackupCommand.Run(bridge.vm("db").id(), NIGHTLY));
        save(shop());
        JobId id = begin(true);
        Job standing = awaitAsking(id);
        assertThat(standing.asking().getFirst().id()).isEqualTo("keep");
        assertThat(vms()).as("beside production").hasSize(6);
        assertThat(began(standing, "app")).as("app after db is ready").isAfterOrEqualTo(ended(standing, "db"));
        assertThat(began(standing, "web")).as("web after app is ready").isAfterOrEqualTo(ended(standing, "app"));
        assertThat(said("db")).as("what was captured").containsPattern("found on its disk: db tick [1-9]");
        assertThat(said("app")).contains("fetched db: db");
        assertThat(said("web")).contains("fetched app: app");
        assertThat(step(standing, "item/db").substeps())
                .as("what it was ready by")
                .anySatisfy(part -> assertThat(part.output()).contains("10.77.0.10:80 accepted a connection"));

        // somebody is looked for in production meanwhile, so that there is something to be heard
        var _ = InetAddress.getByName("10.77.0.250").isReachable(300);
        bridge.bridge().submit(new JobCommand.Answer(id, "keep", "remove", ""));
        Job over = bridge.ended(id);
        assertThat(over.state()).as(() -> over.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(bridge.bridge().ask(new JobQuery.Log(id, 0)).lines())
                .extracting(LogLine::text)
                .as("production's frames were seen to pass, none of the test")
                .anySatisfy(line -> assertThat(line)
                        .matches("Not one frame of the test was seen .*virprod \\([1-9][0-9]* frames passed\\).*"));
        requireNothingLeft();
        bridge.bridge()
                .ask(new BackupQuery.Points(Optional.empty()))
                .points()
                .forEach(point -> bridge.done(new BackupCommand.Verify(point.id())));
        for (String name : NAMES) {
            bridge.done(new BackupCommand.Run(bridge.vm(name).id(), NIGHTLY));
        }
    }

    /** What db in production has written on its disk last. */
    private String ticks() throws IOException {
        String said = Files.readString(directory.resolve("db.serial"), StandardCharsets.ISO_8859_1);
        return said.substring(said.lastIndexOf("tick") + 1);
    }

    @Test
    void programs_run_before_and_after_a_machine_and_decide_whether_it_is_ready() throws Exception {
        Path programs = Files.createDirectory(directory.resolve("state/programs"));
        Path note = Files.writeString(programs.resolve("note"), """
                #!/bin/sh
                echo "$@ $MUSTER_PLAN $MUSTER_MACHINE $MUSTER_ADDRESS" >> noted
                test "$1" != last || exit 3
                """);
        assertThat(note.toFile().setExecutable(true)).isTrue();
        PlanCommand first = new PlanCommand.OnBridge("note", List.of("first; echo x"), Duration.ofSeconds(20), true);
        PlanCommand last = new PlanCommand.OnBridge("note", List.of("last"), Duration.ofSeconds(20), false);
        save(plan(tier(
                "data",
                machine("db", List.of(), new Gate.Script("note", List.of("gate")))
                        .withCommands(List.of(first), List.of(last)))));
        Job over = bridge.ended(begin(false));
        assertThat(over.state()).as(() -> over.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(Files.readAllLines(programs.resolve("noted")))
                .as("without a shell, once each")
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains(" shop db 10.77.0.10"))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("first; echo x "),
                        two -> assertThat(two).startsWith("gate "),
                        three -> assertThat(three).startsWith("last "));
        assertThat(step(over, "item/db").substeps())
                .as("one that need not succeed did not")
                .filteredOn(part -> part.name().contains("last"))
                .singleElement()
                .satisfies(
                        part -> assertThat(part.problem().orElseThrow().what()).contains("ended with 3"));

        bridge.done(new RecoveryCommand.Set(
                SHOP, plan(tier("data", machine("db", List.of(), new Gate.Script("other", List.of())))), 0, ""));
        assertThatThrownBy(() -> begin(false))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().text())
                                .contains("\"other\" is no program that plans may run", programs.toString()));
        requireNothingLeft();
    }

    @Test
    void a_gate_that_is_not_met_holds_the_run_until_somebody_decides_and_a_step_left_out_says_why() throws Exception {
        save(plan(
                tier(
                        "data",
                        machine("db", List.of(), new Gate.TcpPort(81))
                                .withReadiness(new Readiness(List.of(new Gate.TcpPort(81)), Duration.ofSeconds(12)))),
                tier("front", machine("app", List.of(), new Gate.SerialText("fetched db: db")))));
        JobId id = begin(false);
        Job asking = awaitAsking(id);
        assertThat(asking.asking().getFirst().problem().orElseThrow().what()).contains("db", "12 s", "tcp:81");
        assertThat(step(asking, "item/app").state()).isEqualTo(StepState.WAITING);
        bridge.bridge().submit(new JobCommand.Answer(id, "item/db", Question.SKIP, "port 81 is not used any more"));
        Job over = bridge.ended(id);
        assertThat(over.state()).as(() -> over.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(step(over, "item/db").state()).isEqualTo(StepState.WAIVED);
        assertThat(step(over, "item/db").answers().getFirst().reason()).isEqualTo("port 81 is not used any more");
        requireNothingLeft();
    }

    @Test
    void a_test_that_is_given_up_or_cancelled_leaves_nothing() throws Exception {
        save(plan(tier(
                "data",
                machine("db", List.of(), new Gate.TcpPort(81))
                        .withReadiness(new Readiness(List.of(new Gate.TcpPort(81)), Duration.ofSeconds(5))))));
        JobId first = begin(false);
        awaitAsking(first);
        bridge.bridge().submit(new JobCommand.Answer(first, "item/db", Question.GIVE_UP, ""));
        assertThat(bridge.ended(first).state()).isEqualTo(JobState.UNDONE);
        requireNothingLeft();

        JobId second = begin(true);
        awaitAsking(second);
        bridge.bridge().submit(new JobCommand.Cancel(second));
        assertThat(bridge.ended(second).state()).isEqualTo(JobState.CANCELLED);
        requireNothingLeft();
    }

    @Test
    void what_is_missing_is_said_at_once_before_anything_boots_and_an_earlier_point_is_used_where_the_plan_allows_it()
            throws Exception {
        VmId db = bridge.vm("db").id();
        bridge.done(new BackupCommand.Run(db, NIGHTLY));
        List<BackupQuery.Point> points = bridge.bridge()
                .ask(new BackupQuery.Points(Optional.of(db.uuid())))
                .points();
        assertThat(points).hasSize(2);
        Files.delete(directory
                .resolve("nightly/vms")
                .resolve(db.uuid().toString())
                .resolve(points.getFirst().id().name())
                .resolve("disks/vda.qcow2"));
        PlanMachine strict = machine("db", List.of(), new Gate.Ping())
                .withPoint(new PointChoice(new PointRule.Newest(), false, Optional.empty()));
        PlanMachine ghost =
                PlanMachine.of("ghost", new MachineSource.OfVm(new VmId(RealBridge.HOST, new UUID(7, 7)), "ghost"));
        save(plan(tier("data", strict, ghost)));
        assertThatThrownBy(() -> begin(false)).isInstanceOfSatisfying(MusterException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ErrorCode.PLAN_NOT_READY);
            assertThat(e.problem().what()).contains("2 reasons", "db");
            assertThat(e.problem().details().lines())
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).contains("db: ", "is missing"))
                    .anySatisfy(line -> assertThat(line).contains("ghost has no restore point"));
        });
        requireNothingLeft();

        bridge.done(new RecoveryCommand.Set(
                SHOP, plan(tier("data", machine("db", List.of(), new Gate.Ping()))), 0, ""));
        Job over = bridge.ended(begin(false));
        assertThat(over.state()).as(() -> over.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(step(over, "item/db").substeps().getFirst().name())
                .as("the one before")
                .endsWith(points.getLast().id().text());
        requireNothingLeft();
    }

    @Test
    void a_machine_may_fail_where_the_plan_goes_on_and_a_prompt_decides_who_takes_part() throws Exception {
        PlanPrompt prompt = new PlanPrompt(
                "front-too",
                Optional.empty(),
                "Bring up the front as well?",
                List.of("yes", "no"),
                "no",
                Duration.ofMinutes(10),
                List.of());
        PlanMachine frail = machine("db", List.of())
                .withReadiness(new Readiness(List.of(new Gate.TcpPort(81)), Duration.ofSeconds(6)))
                .withOnFailure(new FailureRule(1, FailureRule.Then.CONTINUE));
        PlanMachine only = machine("app", List.of())
                .withOnlyIf(Optional.of(new dev.muster.model.recovery.Choice("front-too", "yes")));
        save(plan(tier("data", frail), tier("front", prompt, only)));
        JobId id = begin(false);
        Job asking = awaitAsking(id);
        assertThat(step(asking, "item/db").state())
                .as("left out by the plan itself")
                .isEqualTo(StepState.WAIVED);
        assertThat(bridge.bridge().ask(new JobQuery.Log(id, 0)).lines())
                .extracting(LogLine::text)
                .as("tried again once")
                .anySatisfy(line -> assertThat(line).startsWith("db is started again"));
        bridge.bridge().submit(new JobCommand.Answer(id, "item/front-too", "no", ""));
        Job over = bridge.ended(id);
        assertThat(over.state()).as(() -> over.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(bridge.bridge().ask(new JobQuery.Log(id, 0)).lines())
                .extracting(LogLine::text)
                .anySatisfy(line -> assertThat(line).startsWith("app is left out"));
        requireNothingLeft();
    }
}
