package dev.muster.bridge.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.access.MovableClock;
import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.store.ScheduleRuns;
import dev.muster.bridge.store.SqlDocuments;
import dev.muster.bridge.store.Store;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import dev.muster.model.schedule.ScheduledRun;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of runs that are due, on whatever database. */
abstract class ScheduleRunnerContract {
    private static final Principal ANNA = new Principal("anna", Role.OPERATOR, "local");
    private static final ScheduleId ID = ScheduleId.of("nightly");
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final MovableClock clock = new MovableClock(NOON);
    private Store store;
    private Submissions submissions;
    private Schedules schedules;
    private ScheduleRunner runner;

    abstract Store openStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = openStore();
        submissions = new Submissions(store);
        schedules = schedules();
        runner = runner();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Schedules schedules() {
        return new Schedules(new ObjectStore<>(Schedule.class, new SqlDocuments(store, clock), ObjectPublisher.NOBODY));
    }

    /** As a bridge that starts has it. */
    private ScheduleRunner runner() {
        return new ScheduleRunner(
                schedules(), new ScheduleRuns(store), submissions, submissions, clock, Minting.secure());
    }

    private void set(String rule) {
        schedules.set(
                new ScheduleCommand.Set(
                        ID,
                        CalendarRule.parse(rule),
                        ZoneOffset.UTC,
                        true,
                        new VmCommand.Power(PowerAction.START, List.of(new VmId(HostId.of("h1"), new UUID(1, 1))))),
                ANNA,
                clock.instant());
    }

    private Schedule schedule() {
        return schedules.require(ID);
    }

    private ScheduledRun last() {
        return schedule().last().orElseThrow();
    }

    @Test
    void nothing_is_submitted_before_it_is_due() {
        set("hourly :15");

        assertThat(runner.pass()).contains(NOON.plusSeconds(900));
        assertThat(submissions.jobs()).isEmpty();
    }

    @Test
    void what_is_due_is_submitted_once_as_who_set_it() {
        set("hourly :15");
        clock.advance(Duration.ofMinutes(15));

        assertThat(runner.pass()).contains(NOON.plusSeconds(4500));
        runner.pass();

        assertThat(submissions.jobs()).hasSize(1);
        assertThat(submissions.by()).containsExactly(ANNA.from("schedule/nightly"));
        assertThat(last().job()).isEqualTo(schedule().running());
        assertThat(last().due()).isEqualTo(NOON.plusSeconds(900));
        assertThat(last().caughtUp()).isFalse();
        assertThat(last().isFailed()).isFalse();
    }

    @Test
    void the_end_of_its_job_is_shown() {
        set("hourly :15");
        clock.advance(Duration.ofMinutes(15));
        runner.pass();
        JobId job = last().job().orElseThrow();
        assertThat(runner.follows(job)).isTrue();

        submissions.end(job, JobState.FAILED);
        runner.pass();

        assertThat(last().ended()).contains(JobState.FAILED);
        assertThat(last().problem()).isPresent();
        assertThat(last().isFailed()).isTrue();
        assertThat(schedule().running()).isEmpty();
        assertThat(runner.follows(job)).isFalse();
    }

    @Test
    void a_job_that_ends_at_once_is_shown_in_the_same_pass() {
        submissions.endAtOnce();
        set("hourly :15");
        clock.advance(Duration.ofMinutes(15));

        runner.pass();

        assertThat(last().ended()).contains(JobState.DONE);
        assertThat(schedule().running()).isEmpty();
    }

    @Test
    void of_the_runs_that_were_missed_the_newest_is_caught_up_once() {
        set("hourly :15");
        clock.advance(Duration.ofHours(5));
        ScheduleRunner after = runner();

        after.recover();
        after.pass();
        after.pass();

        assertThat(submissions.jobs()).hasSize(1);
        assertThat(last().due()).isEqualTo(NOON.plusSeconds(4 * 3600 + 900));
        assertThat(last().caughtUp()).isTrue();
        assertThat(last().missed()).isEqualTo(4);
    }

    @Test
    void a_run_is_skipped_while_the_job_of_the_run_before_has_not_ended() {
        set("hourly :15");
        clock.advance(Duration.ofMinutes(15));
        runner.pass();
        JobId job = last().job().orElseThrow();
        clock.advance(Duration.ofHours(1));
        runner.pass();

        assertThat(submissions.jobs()).hasSize(1);
        assertThat(last().job()).isEmpty();
        assertThat(last().problem().map(Problem::code)).contains(ErrorCode.SCHEDULE_OVERLAP);
        assertThat(schedule().running()).contains(job);

        submissions.end(job, JobState.DONE);
        clock.advance(Duration.ofHours(1));
        runner.pass();
        assertThat(submissions.jobs()).hasSize(2);
    }

    @Test
    void a_run_that_is_refused_says_why_and_is_not_tried_again() {
        set("hourly :15");
        submissions.refuse(ErrorCode.CERTIFICATE_REVOKED);
        clock.advance(Duration.ofMinutes(15));
        runner.pass();
        submissions.accept();
        runner.pass();

        assertThat(submissions.jobs()).isEmpty();
        assertThat(last().problem().map(Problem::code)).contains(ErrorCode.CERTIFICATE_REVOKED);
        assertThat(last().isFailed()).isTrue();
    }

    @Test
    void a_bridge_killed_between_claim_and_submission_submits_after_a_restart() {
        set("hourly :15");
        submissions.refuse(ErrorCode.BRIDGE_STOPPING);
        clock.advance(Duration.ofMinutes(15));
        assertThatThrownBy(runner::pass).isInstanceOf(MusterException.class);
        assertThat(new ScheduleRuns(store).unsettled()).hasSize(1);
        submissions.accept();
        clock.advance(Duration.ofMinutes(10));
        ScheduleRunner after = runner();

        after.recover();
        after.pass();

        assertThat(submissions.jobs()).hasSize(1);
        assertThat(last().due()).isEqualTo(NOON.plusSeconds(900));
        assertThat(new ScheduleRuns(store).unsettled()).isEmpty();
        assertThat(schedule().next()).contains(NOON.plusSeconds(4500));
    }

    @Test
    void a_bridge_killed_after_the_submission_does_not_submit_again() {
        set("hourly :15");
        submissions.dieAfterwards();
        clock.advance(Duration.ofMinutes(15));
        assertThatThrownBy(runner::pass).isInstanceOf(MusterException.class);
        assertThat(schedule().last()).isEmpty();
        submissions.accept();
        ScheduleRunner after = runner();

        after.recover();
        after.pass();

        assertThat(submissions.jobs()).hasSize(1);
        assertThat(last().job()).contains(submissions.jobs().getFirst());
    }

    @Test
    void a_claimed_run_of_a_schedule_that_was_deleted_is_dropped() {
        set("hourly :15");
        submissions.refuse(ErrorCode.STORE_FULL);
        clock.advance(Duration.ofMinutes(15));
        assertThatThrownBy(runner::pass).isInstanceOf(MusterException.class);
        submissions.accept();
        schedules.delete(ID);

        runner().recover();

        assertThat(submissions.jobs()).isEmpty();
        assertThat(new ScheduleRuns(store).unsettled()).isEmpty();
    }

    @Test
    void several_bridges_on_one_database_run_each_once() {
        set("hourly :15");
        List<ScheduleRunner> bridges =
                IntStream.range(0, 4).mapToObj(_ -> runner()).toList();
        for (int hour = 1; hour <= 5; hour++) {
            submissions.endAtOnce();
            clock.advance(Duration.ofHours(1));
            CompletableFuture.allOf(bridges.stream()
                            .map(bridge -> CompletableFuture.runAsync(bridge::pass))
                            .toArray(CompletableFuture[]::new))
                    .join();
            assertThat(submissions.jobs()).hasSize(hour);
        }
        assertThat(last().due()).isEqualTo(NOON.plusSeconds(4 * 3600 + 900));
    }

    @Test
    void of_many_who_claim_a_run_one_has_it() {
        ScheduleRuns runs = new ScheduleRuns(store);
        List<CompletableFuture<Boolean>> claims = IntStream.range(0, 8)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> runs.claim(
                        new ScheduleRuns.Run("nightly", NOON, "key-" + number, NOON, "{}", Optional.empty()))))
                .toList();

        assertThat(claims.stream().filter(CompletableFuture::join)).hasSize(1);
    }

    @Test
    void only_the_newest_runs_are_kept() {
        ScheduleRuns runs = new ScheduleRuns(store);
        for (int hour = 0; hour < 120; hour++) {
            runs.claim(new ScheduleRuns.Run(
                    "nightly", NOON.plusSeconds(hour * 3600L), "key-" + hour, NOON, "{}", Optional.of("{}")));
        }

        assertThat(runs.find("nightly", NOON.plusSeconds(19 * 3600))).isEmpty();
        assertThat(runs.find("nightly", NOON.plusSeconds(20 * 3600))).isPresent();
    }
}
