package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Question;
import dev.muster.model.job.StepState;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.PointChoice;
import dev.muster.model.recovery.PointRule;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RecoveryCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The plan of three machines is run as a test while production runs. */
@Tag("real")
class RecoveryTestRealTest extends RecoveryScene {
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
    void a_machine_is_tried_again_and_a_paused_run_begins_nothing_until_it_is_continued() throws Exception {
        Path programs = Files.createDirectories(directory.resolve("state/programs"));
        Path flag = directory.resolve("flag");
        Path check = Files.writeString(programs.resolve("check"), "#!/bin/sh\ntest -e " + flag + "\n");
        Files.setPosixFilePermissions(check, PosixFilePermissions.fromString("rwxr-xr-x"));
        save(plan(
                tier(
                        "data",
                        machine("db", List.of())
                                .withReadiness(new Readiness(
                                        List.of(new Gate.Script("check", List.of())), Duration.ofSeconds(30)))),
                tier("front", machine("app", List.of(), new Gate.Ping()))));
        JobId id = begin(false);
        awaitAsking(id);
        bridge.bridge().submit(new JobCommand.Answer(id, "item/db", Question.RETRY, ""));
        awaitJob(id, job -> step(job, "item/db").state() == StepState.RUNNING);
        bridge.bridge().submit(new JobCommand.Pause(id));
        awaitJob(id, job -> job.pause().isPresent());
        Files.createFile(flag);
        Job paused = awaitJob(id, job -> step(job, "item/db").state() == StepState.DONE);
        assertThat(paused.state()).isEqualTo(JobState.PAUSED);
        assertThat(step(paused, "item/db").attempt()).isEqualTo(2);
        assertThat(step(paused, "item/app").state()).isEqualTo(StepState.WAITING);
        Instant continued = Instant.now();
        bridge.bridge().submit(new JobCommand.Continue(id));
        Job over = bridge.ended(id);
        assertThat(over.state()).as(() -> over.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(began(over, "app")).isAfterOrEqualTo(continued);
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
