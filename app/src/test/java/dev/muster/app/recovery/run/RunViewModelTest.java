package dev.muster.app.recovery.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.recovery.run.RunLine.Kind;
import dev.muster.app.recovery.run.RunLine.Status;
import dev.muster.app.recovery.run.Standing.Next;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Pause;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryQuery;
import dev.muster.model.recovery.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RunViewModelTest {
    private static final PlanId SHOP = PlanId.of("shop");
    private static final PlanSpec SPEC = SampleRuns.shop();
    private static final String LONG = "reconciliation-service-of-all-sites-and-subsidiaries";

    private final RunWords words = new RunWords(new Texts(Locale.ENGLISH));
    private final Answering asks = new Answering();
    private final JobsViewModel jobs = new JobsViewModel();
    private final List<Problem> problems = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-30T10:00:00Z");
    private final RunViewModel model = new RunViewModel(SHOP, asks, jobs, job -> {}, problems::add, () -> now);

    private RunPicture show(Job job) {
        jobs.put(job);
        model.activate();
        return model.picture().orElseThrow();
    }

    private static Job with(Job job, JobState state, Optional<Pause> pause, String recovered, List<Step> steps) {
        return new Job(
                job.id(),
                job.kind(),
                job.title(),
                job.by(),
                state,
                job.revision() + 1,
                job.cancellable(),
                job.progress(),
                steps,
                job.created(),
                job.started(),
                state.isEnded() ? Optional.of(job.created().plusSeconds(100)) : Optional.empty(),
                job.problem(),
                recovered,
                pause);
    }

    private static Step again(Step step, StepState state, int attempt) {
        return new Step(
                step.index(),
                step.id(),
                step.name(),
                step.subject(),
                step.after(),
                state,
                "",
                attempt,
                step.progress(),
                step.started(),
                step.ended(),
                step.problem(),
                step.substeps(),
                Optional.empty(),
                List.of());
    }

    private static List<Status> statuses(RunPicture run) {
        return run.lines().stream()
                .filter(line -> line.kind().isItem())
                .map(RunLine::status)
                .toList();
    }

    @Test
    void a_run_says_what_it_has_been_waiting_for_the_longest() {
        RunPicture run = show(SampleRuns.running(SHOP, SPEC, now, 0.2));
        assertThat(run.of()).isEqualTo(new RunOf(SHOP, 3, RunKind.TEST));
        assertThat(run.standing()).isInstanceOf(Standing.Going.class);
        assertThat(run.standing().next()).isEqualTo(Next.NOTHING);
        assertThat(words.sentence(run))
                .startsWith("Waiting for db: TCP port 5432")
                .contains(", since ");
        assertThat(statuses(run).getFirst()).isEqualTo(Status.CHECKING);
        RunLine replica = run.line("item/db-replica").orElseThrow();
        assertThat(words.because(replica.because(), now)).isEqualTo("waits for db");
        assertThat(words.because(run.line("item/front").orElseThrow().because(), now))
                .isEqualTo("waits for tier Application");
    }

    @Test
    void lines_stand_as_phases_before_then_tiers_with_their_items_then_phases_after() {
        RunPicture run = show(SampleRuns.running(SHOP, SPEC, now, 0.2));
        assertThat(run.lines().stream().map(RunLine::id))
                .startsWith("networks", "capture", "tier/0", "item/db", "item/db-replica", "tier/1", "item/payment")
                .endsWith("tier/2", "item/front", "item/mail", "stand", "remove", "isolation");
        assertThat(run.line("tier/0").orElseThrow().title()).isEqualTo("Database");
        assertThat(run.line("item/payment").orElseThrow().kind()).isEqualTo(Kind.PROMPT);
        assertThat(model.lines().rows()).hasSameSizeAs(run.lines());
    }

    @Test
    void a_machine_that_is_bound_to_another_answer_is_not_needed_and_does_not_count() {
        RunPicture run = show(SampleRuns.done(SHOP, SPEC, now));
        assertThat(run.line("item/payment-stub").orElseThrow().status()).isEqualTo(Status.NOT_NEEDED);
        assertThat(run.standing()).isEqualTo(new Standing.Done(6, 6));
        assertThat(words.sentence(run)).isEqualTo("Done: 6 of 6 machines ready");
    }

    @Test
    void the_time_stops_when_the_last_item_is_over_and_is_held_against_the_objective() {
        RunPicture run = show(SampleRuns.done(SHOP, SPEC, now));
        assertThat(run.elapsed()).isLessThan(Duration.ofMinutes(15)).isGreaterThan(Duration.ofMinutes(5));
        Duration before = run.elapsed();
        now = now.plusSeconds(600);
        model.tick();
        assertThat(model.picture().orElseThrow().elapsed()).isEqualTo(before);
        assertThat(run.objective()).contains(Duration.ofMinutes(10));
        assertThat(run.isLate()).isEqualTo(before.compareTo(Duration.ofMinutes(10)) > 0);
    }

    @Test
    void while_it_runs_the_time_goes_on() {
        Duration before = show(SampleRuns.running(SHOP, SPEC, now, 0.3)).elapsed();
        now = now.plusSeconds(7);
        model.tick();
        assertThat(model.picture().orElseThrow().elapsed()).isEqualTo(before.plusSeconds(7));
    }

    @Test
    void a_gate_that_was_not_met_is_asked_about_and_nothing_behind_it_begins() {
        RunPicture run = show(SampleRuns.asking(SHOP, SPEC, now, "db"));
        assertThat(run.standing().next()).isEqualTo(Next.ANSWER);
        assertThat(words.sentence(run)).isEqualTo("Asks: db did not become ready within 300 s: tcp:5432 was not met.");
        assertThat(run.line("item/db-replica").orElseThrow().status()).isEqualTo(Status.WAITING);
        assertThat(run.line("tier/0").orElseThrow().status()).isEqualTo(Status.ASKING);
        assertThat(words.counts(run)).startsWith("0 of ").contains("1 asks");
    }

    @Test
    void a_run_that_went_on_without_a_machine_is_incomplete_and_points_at_it() {
        RunPicture run = show(SampleRuns.incomplete(SHOP, SPEC, now, LONG));
        assertThat(run.of().kind()).isEqualTo(RunKind.RECOVERY);
        assertThat(run.standing().next()).isEqualTo(Next.LOOK);
        assertThat(words.sentence(run)).startsWith("Incomplete: 5 of 6 machines ready. " + LONG);
        RunLine line = run.line("item/" + LONG).orElseThrow();
        assertThat(line.status()).isEqualTo(Status.WAIVED);
        assertThat(words.because(line.because(), now)).contains("anna", "accounting can wait");
    }

    @Test
    void who_paused_it_is_said_and_a_run_that_waits_since_the_bridge_was_restarted_is_interrupted() {
        Job job = SampleRuns.running(SHOP, SPEC, now, 0.2);
        RunPicture paused = show(with(job, JobState.PAUSED, Optional.of(new Pause("bert", now)), "", job.steps()));
        assertThat(words.sentence(paused)).startsWith("Paused by bert at ");
        assertThat(paused.standing().next()).isEqualTo(Next.CONTINUE);
        model.toggle();
        assertThat(asks.submitted).containsExactly(new JobCommand.Continue(job.id()));
        RunPicture held = show(with(
                with(job, JobState.PAUSED, Optional.empty(), "", job.steps()),
                JobState.PAUSED,
                Optional.of(new Pause("", now)),
                "held",
                job.steps()));
        assertThat(words.sentence(held)).startsWith("Interrupted: the bridge was restarted at ");
        assertThat(held.standing().next()).isEqualTo(Next.CONTINUE);
    }

    @Test
    void a_run_that_a_restart_cut_off_resumes_or_was_taken_back() {
        Job job = SampleRuns.running(SHOP, SPEC, now, 0.2);
        List<Step> twice = job.steps().stream()
                .map(step -> step.state() == StepState.RUNNING ? again(step, StepState.RUNNING, 2) : step)
                .toList();
        RunPicture resuming = show(with(job, JobState.RUNNING, Optional.empty(), "resumed", twice));
        assertThat(resuming.standing()).isEqualTo(new Standing.Resuming());
        List<Step> undone = job.steps().stream()
                .map(step -> step.state() == StepState.DONE ? again(step, StepState.UNDONE, 1) : step)
                .map(step -> step.state() == StepState.RUNNING ? again(step, StepState.UNDONE, 1) : step)
                .map(step -> step.state() == StepState.WAITING ? again(step, StepState.SKIPPED, 0) : step)
                .toList();
        Job back = with(job, JobState.RUNNING, Optional.empty(), "", job.steps());
        RunPicture cut = show(with(back, JobState.UNDONE, Optional.empty(), "taken back", undone));
        assertThat(cut.standing()).isEqualTo(new Standing.CutOff());
        assertThat(cut.standing().next()).isEqualTo(Next.AGAIN);
        model.test();
        assertThat(asks.submitted).containsExactly(new RecoveryCommand.Test(SHOP, 0, false));
    }

    @Test
    void cancelling_and_its_end_are_said() {
        Job job = SampleRuns.running(SHOP, SPEC, now, 0.2);
        assertThat(show(with(job, JobState.CANCELLING, Optional.empty(), "", job.steps()))
                        .standing())
                .isEqualTo(new Standing.CleaningUp(true));
        Job next = with(job, JobState.CANCELLING, Optional.empty(), "", job.steps());
        assertThat(show(with(next, JobState.CANCELLED, Optional.empty(), "", job.steps()))
                        .standing())
                .isEqualTo(new Standing.Cancelled());
    }

    @Test
    void the_run_that_goes_on_is_shown_before_newer_ones_that_ended_unless_one_is_chosen() {
        Job done = SampleRuns.done(SHOP, SPEC, now);
        Job running = SampleRuns.running(SHOP, SPEC, now.minusSeconds(9000), 0.2);
        show(done);
        assertThat(RunViewModel.going(jobs, SHOP)).isEmpty();
        jobs.put(running);
        assertThat(RunViewModel.going(jobs, SHOP)).contains(running.id());
        assertThat(model.picture().orElseThrow().job().id()).isEqualTo(running.id());
        model.choose(done.id());
        assertThat(model.picture().orElseThrow().job().id()).isEqualTo(done.id());
        assertThat(model.runs()).extracting(Job::id).containsExactly(running.id(), done.id());
    }

    @Test
    void jobs_that_run_no_plan_or_another_one_are_not_shown() {
        jobs.put(SampleRuns.done(PlanId.of("billing"), SPEC, now));
        model.activate();
        assertThat(model.picture()).isEmpty();
    }

    @Test
    void a_run_whose_plan_cannot_be_read_is_shown_without_its_forecast() {
        asks.refusal = Optional.of(Problem.of(ErrorCode.PLAN_NOT_FOUND, "There is no such plan.", "", ""));
        RunPicture run = show(SampleRuns.running(SHOP, SPEC, now, 0.2));
        assertThat(problems).hasSize(1);
        model.tick();
        assertThat(problems).as("asked for once").hasSize(1);
        assertThat(run.forecast()).isEmpty();
        assertThat(run.line("item/db").orElseThrow().status()).isEqualTo(Status.CHECKING);
        assertThat(run.line("tier/0").orElseThrow().title()).isEqualTo("1");
    }

    @Test
    void who_may_only_look_steers_nothing() {
        asks.role = Role.VIEWER;
        show(SampleRuns.running(SHOP, SPEC, now, 0.2));
        model.toggle();
        model.cancel();
        model.test();
        assertThat(asks.submitted).isEmpty();
    }

    @Test
    void a_view_that_was_left_follows_nothing() {
        show(SampleRuns.running(SHOP, SPEC, now, 0.2));
        model.deactivate();
        Optional<RunPicture> before = model.picture();
        Job job = SampleRuns.running(SHOP, SPEC, now, 0.2);
        jobs.put(with(job, JobState.CANCELLED, Optional.empty(), "", job.steps()));
        assertThat(model.picture()).isEqualTo(before);
    }

    @Test
    void times_are_written_in_one_width() {
        assertThat(RunWords.clock(Duration.ofSeconds(67))).isEqualTo("1:07");
        assertThat(RunWords.clock(Duration.ofSeconds(3667))).isEqualTo("1:01:07");
        assertThat(RunWords.duration(Duration.ofMinutes(30))).isEqualTo("30 min");
    }

    private static final class Answering implements Asks {
        private final List<Command> submitted = new ArrayList<>();
        private Role role = Role.OPERATOR;
        private Optional<Problem> refusal = Optional.empty();

        @Override
        public Role role() {
            return role;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            submitted.add(command);
            accepted.accept(JobId.of("1"));
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            if (query instanceof JobQuery.Log) {
                answer.accept(query.answer().cast(new JobQuery.Lines(List.of())));
            } else if (refusal.isPresent()) {
                refused.accept(refusal.get());
            } else if (query instanceof RecoveryQuery.Show show) {
                answer.accept(query.answer()
                        .cast(new RecoveryQuery.SavedPlan(
                                show.plan(), show.version(), Instant.EPOCH, "anna", "", SPEC, List.of())));
            }
        }
    }
}
