package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.PointId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Question;
import dev.muster.model.recovery.Basis;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.HardwareOverride;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.PlanStanding;
import dev.muster.model.recovery.Protocol;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryNetwork.PortForward;
import dev.muster.model.recovery.RecoveryNetwork.Reach;
import dev.muster.model.recovery.RecoveryQuery;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import dev.muster.model.recovery.RunSummary;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** By the plan of three machines is recovered for real. */
@Tag("real")
class RecoverRealTest extends RecoveryScene {
    /** The plan with a port of the host that leads to the web server. */
    private PlanSpec forwarded() {
        PlanSpec spec = shop();
        return spec.withNetworks(List.of(
                with(spec.networks().getFirst(), true, List.of(new PortForward(Protocol.TCP, 18443, "web", 8080)))));
    }

    private static RecoveryNetwork with(RecoveryNetwork network, boolean nat, List<PortForward> forwards) {
        return new RecoveryNetwork(
                network.name(),
                network.standsFor(),
                network.subnet(),
                network.gateway(),
                network.dhcp(),
                network.reservations(),
                network.dns(),
                nat,
                forwards,
                network.firewall(),
                Reach.CONNECTED);
    }

    private Job recover() {
        return bridge.ended(bridge.bridge().submit(new RecoveryCommand.Recover(SHOP, 0)));
    }

    private List<RunSummary> runs() {
        return bridge.bridge().ask(new RunQuery.Runs(SHOP, 10)).runs();
    }

    private static String read(String address) throws IOException {
        try (InputStream in = URI.create(address).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String mac(String name) {
        return bridge.vm(name).nics().stream().map(Nic::mac).findFirst().orElseThrow();
    }

    @Test
    void
            a_recovery_forces_off_what_it_replaces_boots_in_the_dragged_order_with_old_names_and_forwards_and_is_taken_back()
                    throws Exception {
        RealBridge.virsh("destroy", "web");
        RealBridge.virsh("autostart", "db");
        bridge.awaitImage(
                image -> image.vms().values().stream().anyMatch(vm -> vm.name().equals("db") && vm.autostart()));
        bridge.awaitImage(image ->
                image.vms().values().stream().anyMatch(vm -> vm.name().equals("web") && vm.state() == VmState.OFF));
        save(forwarded());
        Job done = recover();
        assertThat(done.state()).as(() -> done.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(began(done, "app")).as("app after db is ready").isAfterOrEqualTo(ended(done, "db"));
        assertThat(began(done, "web")).as("web after app is ready").isAfterOrEqualTo(ended(done, "app"));
        assertThat(began(done, "db"))
                .as("gateway, DHCP and DNS are up before the first machine")
                .isAfterOrEqualTo(step(done, "networks").ended().orElseThrow());
        for (String name : NAMES) {
            assertThat(bridge.vm(name).state()).as(name).isEqualTo(VmState.OFF);
            assertThat(bridge.vm(name).autostart()).as(name).isFalse();
        }
        RunSummary run = runs().getFirst();
        assertThat(run.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(run.standing()).isTrue();
        assertThat(run.ready()).isEqualTo(3);
        assertThat(mac("web-" + run.run())).as("its own MAC address").isEqualTo(mac("web"));
        assertThat(said("app")).contains("fetched db: db");
        assertThat(said("web")).contains("fetched app: app");
        assertThat(read("http://10.77.0.1:18443/")).as("from outside").isEqualTo("web\n");

        RunRecord record = bridge.bridge().ask(new RunQuery.Run(done.id()));
        assertThat(record.machines()).extracting(one -> one.key()).containsExactly("db", "web", "app");
        assertThat(record.machines().getFirst().evidence())
                .anySatisfy(met -> assertThat(met).contains("10.77.0.10:80 accepted a connection"));
        assertThat(bridge.bridge()
                        .ask(new RecoveryQuery.ForecastPlan(SHOP, 0))
                        .forecast()
                        .bars())
                .as("measured by now")
                .allSatisfy(bar -> assertThat(bar.basis()).isEqualTo(new Basis.Measured(1)));
        assertThatThrownBy(this::recover)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().what()).contains("recovered already"));

        // a test beside it has networks and addresses of its own
        Job test = bridge.ended(begin(false));
        assertThat(test.state()).as(() -> test.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(read("http://10.77.0.1:18443/")).as("the recovery went on").isEqualTo("web\n");
        assertThat(bridge.bridge()
                        .ask(new RunQuery.DryRun(SHOP, 0, RunKind.TEST))
                        .findings())
                .as("tested, and nothing else stands against it")
                .isEmpty();

        bridge.done(new RecoveryCommand.Cleanup(SHOP, done.id()));
        assertThat(runs().getLast().standing()).isFalse();
        assertThat(bridge.vm("db").autostart()).as("as it was").isTrue();
        assertThat(bridge.vm("web").state()).as("as it was").isEqualTo(VmState.OFF);
        RealBridge.virsh("start", "web");
        bridge.awaitImage(image ->
                image.vms().values().stream().anyMatch(vm -> vm.name().equals("web") && vm.state() == VmState.RUNNING));
        requireNothingLeft();
    }

    @Test
    void with_the_source_gone_machines_have_their_old_names_and_what_failed_makes_it_incomplete_until_it_is_taken_back()
            throws Exception {
        for (String name : NAMES) {
            RealBridge.virsh("destroy", name);
        }
        PlanSpec spec = plan(
                tier("data", machine("db", List.of(), new Gate.SerialText(TinyGuest.ready("db")))),
                tier(
                        "front",
                        machine("app", List.of(), new Gate.TcpPort(81))
                                .withReadiness(new Readiness(List.of(new Gate.TcpPort(81)), Duration.ofSeconds(6)))));
        save(spec);
        for (String name : NAMES) {
            RealBridge.virsh("undefine", "--checkpoints-metadata", name);
        }
        bridge.awaitImage(image -> image.vms().values().stream().noneMatch(vm -> NAMES.contains(vm.name())));
        JobId id = bridge.bridge().submit(new RecoveryCommand.Recover(SHOP, 0));
        awaitAsking(id);
        bridge.bridge().submit(new JobCommand.Answer(id, "item/app", Question.GIVE_UP, ""));
        Job over = bridge.ended(id);
        assertThat(over.state()).isEqualTo(JobState.FAILED);
        RunSummary run = runs().getFirst();
        assertThat(run.result()).isEqualTo(RunResult.INCOMPLETE);
        assertThat(run.standing()).isTrue();
        assertThat(run.ready()).isEqualTo(1);
        assertThat(bridge.vm("db").state()).as("under its old name").isEqualTo(VmState.RUNNING);
        bridge.done(new RecoveryCommand.Cleanup(SHOP, id));
        assertThat(vms()).isEmpty();
        assertThat(links()).isEmpty();
    }

    @Test
    void memory_that_is_missing_is_said_with_how_much_and_a_cancelled_recovery_gives_production_back()
            throws Exception {
        save(plan(tier(
                "data",
                machine("db", List.of(), new Gate.TcpPort(81))
                        .withHardware(HardwareOverride.NONE.withMemoryMib(Optional.of(50_000_000L))))));
        assertThatThrownBy(this::recover).isInstanceOfSatisfying(MusterException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ErrorCode.PLAN_NOT_READY);
            assertThat(e.problem().what())
                    .containsPattern("has \\d+ MiB of memory free.* need 50000000 MiB: \\d+ MiB are missing");
        });
        assertThat(bridge.bridge()
                        .ask(new RunQuery.DryRun(SHOP, 0, RunKind.RECOVERY))
                        .health())
                .isEqualTo(Health.CRITICAL);
        requireNothingLeft();

        PlanSpec untranslated = plan(tier("data", machine("db", List.of())));
        bridge.done(new RecoveryCommand.Set(
                SHOP,
                untranslated.withNetworks(untranslated.networks().stream()
                        .map(network -> with(network, false, List.of()))
                        .toList()),
                0,
                ""));
        assertThatThrownBy(this::recover)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().what()).contains("the host itself is in 10.77.0.0/24 (virprod)"));

        bridge.done(new RecoveryCommand.Set(
                SHOP, plan(tier("data", machine("db", List.of(), new Gate.TcpPort(81)))), 0, ""));
        JobId id = bridge.bridge().submit(new RecoveryCommand.Recover(SHOP, 0));
        awaitJob(
                id,
                job -> step(job, "item/db").substeps().stream()
                        .anyMatch(part -> part.id().equals("gate-0")));
        assertThat(bridge.vm("db").state()).isEqualTo(VmState.OFF);
        bridge.bridge().submit(new JobCommand.Cancel(id));
        assertThat(bridge.ended(id).state()).isEqualTo(JobState.CANCELLED);
        requireNothingLeft();
        assertThat(runs().getFirst().standing()).isFalse();
    }

    @Test
    void a_plan_says_how_it_stands_after_every_change_and_counts_as_verified_until_it_or_a_machine_changes()
            throws Exception {
        save(plan(tier("data", machine("db", List.of(), new Gate.Ping()))));
        PlanStanding untested = awaitStanding(standing -> standing.version() == 1);
        assertThat(untested.health()).isEqualTo(Health.WARNING);
        assertThat(untested.first()).isEqualTo("The plan was never tested with success.");
        assertThat(untested.verifiedUntil()).isEmpty();

        Job test = bridge.ended(begin(false));
        assertThat(test.state()).as(() -> test.problem().toString()).isEqualTo(JobState.DONE);
        PlanStanding verified =
                awaitStanding(standing -> standing.verifiedUntil().isPresent());
        assertThat(verified.health()).isEqualTo(Health.OK);
        assertThat(verified.verifiedUntil().orElseThrow())
                .isEqualTo(test.ended().orElseThrow().plus(PlanSpec.DEFAULT_TEST_VALIDITY));

        RealBridge.virsh("setmaxmem", "db", "131072", "--config");
        RealBridge.virsh("destroy", "db");
        PlanStanding changed =
                awaitStanding(standing -> standing.verifiedUntil().isEmpty());
        assertThat(changed.first()).isEqualTo("Since the last test that succeeded other hardware has db.");

        VmId db = bridge.vm("db").id();
        PointId point = bridge.bridge()
                .ask(new BackupQuery.Points(Optional.of(db.uuid())))
                .points()
                .getFirst()
                .id();
        bridge.done(new BackupCommand.DeletePoint(point));
        PlanStanding broken = awaitStanding(standing -> standing.health() == Health.CRITICAL);
        assertThat(broken.first()).contains("db has no restore point");
        assertThat(broken.history())
                .extracting(PlanStanding.Change::health)
                .containsExactly(Health.CRITICAL, Health.WARNING, Health.OK, Health.WARNING);
        RealBridge.virsh("start", "db");
    }

    private PlanStanding awaitStanding(Predicate<PlanStanding> what) {
        return await("how the plan stands")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> Optional.ofNullable(bridge.bridge()
                                .inventory()
                                .objects(PlanStanding.class)
                                .get(SHOP.text())),
                        found -> found.filter(what).isPresent())
                .orElseThrow();
    }
}
