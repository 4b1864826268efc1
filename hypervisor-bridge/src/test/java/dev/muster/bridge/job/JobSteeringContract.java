package dev.muster.bridge.job;

import static dev.muster.bridge.job.JobDefinition.OnFailure.KEEP;
import static dev.muster.bridge.job.JobDefinition.OnFailure.UNDO;
import static dev.muster.bridge.job.JobDefinition.OnRestart.RESUME;
import static dev.muster.bridge.job.Toys.ANNA;
import static dev.muster.bridge.job.Toys.NOTHING_MORE;
import static dev.muster.bridge.job.Toys.power;
import static dev.muster.bridge.job.Toys.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.store.Store;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Answer;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Pause;
import dev.muster.model.job.Question;
import dev.muster.model.job.Question.Choice;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmCommand.Deletion;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How jobs are paused, asked and told, on whatever database. */
abstract class JobSteeringContract {
    private static final Principal BERT = new Principal("bert", Role.OPERATOR, "local");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Steering GO = Steering.asking(new Steering.Prompt(
            "Has the database been checked?",
            List.of(new Choice("yes", "Yes, go on", false), new Choice("no", "No", true)),
            Optional.empty(),
            ""));

    private final Heard heard = new Heard();
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private Store store;
    private Optional<JobEngine> engine = Optional.empty();

    abstract Store openStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = openStore();
    }

    @AfterEach
    void close() {
        engine.ifPresent(JobEngine::close);
        store.close();
    }

    private JobEngine engine(JobDefinition<?>... definitions) {
        engine.ifPresent(JobEngine::close);
        JobEngine started = new JobEngine(store, List.of(definitions), Clock.systemUTC(), heard);
        started.start();
        engine = Optional.of(started);
        return started;
    }

    private static Toys.Toy<VmCommand.Power> toy(StepDefinition... steps) {
        return Toys.toy(RESUME, KEEP, steps);
    }

    private StepDefinition.Action say(String what) {
        return _ -> done.add(what);
    }

    private StepDefinition.Action gate() {
        return _ -> {
            reached.countDown();
            open.await();
            done.add("gate");
        };
    }

    /** Fails so many times, then says it. */
    private StepDefinition.Action failing(int times, String what) {
        AtomicInteger left = new AtomicInteger(times);
        return _ -> {
            if (left.getAndDecrement() > 0) {
                throw Problem.of(ErrorCode.VM_BUSY, "It broke.", "The VM is unharmed.", "Mend it.")
                        .toException();
            }
            done.add(what);
        };
    }

    private static Steering recourse(boolean skippable) {
        return Steering.withRecourse(new Steering.Recourse(skippable, Optional.empty(), "", false));
    }

    private static JobId submit(JobEngine engine) {
        return engine.submit(power(1), ANNA, "", Toys.NOTHING);
    }

    private static Job await(JobEngine engine, JobId id, Predicate<Job> what) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(SOON)
                .until(() -> engine.job(id), what);
    }

    private static Job awaitAsking(JobEngine engine, JobId id) {
        return await(engine, id, job -> !job.asking().isEmpty());
    }

    private static void answer(JobEngine engine, JobId id, String step, String choice, String reason) {
        engine.answer(new JobCommand.Answer(id, step, choice, reason), BERT, NOTHING_MORE);
    }

    private static void requireRefused(ErrorCode code, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code())
                                .as(e.problem().text())
                                .isEqualTo(code));
    }

    private static List<StepState> states(Job job) {
        return job.steps().stream().map(Step::state).toList();
    }

    @Test
    void a_paused_job_lets_steps_that_run_come_to_their_end_and_begins_no_other_until_it_is_continued()
            throws Exception {
        JobEngine engine = engine(toy(step("gate", gate()), step("next", say("next"), 0)));
        JobId id = submit(engine);
        reached.await();
        assertThat(engine.job(id).isPausable()).isTrue();
        engine.pause(id, BERT, NOTHING_MORE);
        Job paused = engine.job(id);
        assertThat(paused.state()).isEqualTo(JobState.PAUSED);
        assertThat(paused.pause()).map(Pause::by).contains("bert");
        assertThat(paused.cancellable()).isTrue();
        engine.pause(id, BERT, NOTHING_MORE);
        open.countDown();
        Job held = await(engine, id, job -> job.steps().getFirst().state() == StepState.DONE);
        assertThat(states(held)).containsExactly(StepState.DONE, StepState.WAITING);
        assertThat(done).containsExactly("gate");
        engine.goOn(id, BERT, NOTHING_MORE);
        Job over = heard.end(id);
        assertThat(over.state()).isEqualTo(JobState.DONE);
        assertThat(over.pause()).isEmpty();
        assertThat(done).containsExactly("gate", "next");
        assertThat(engine.log(id, 0))
                .extracting(LogLine::text)
                .containsSubsequence("Paused by bert.", "Continued by bert.");
    }

    @Test
    void a_job_paused_in_its_last_step_is_done_with_it_and_one_that_ended_is_neither_paused_nor_continued()
            throws Exception {
        JobEngine engine = engine(toy(step("gate", gate())));
        JobId id = submit(engine);
        reached.await();
        assertThat(engine.job(id).isPausable()).isFalse();
        engine.pause(id, BERT, NOTHING_MORE);
        open.countDown();
        assertThat(heard.end(id).state()).isEqualTo(JobState.DONE);
        requireRefused(ErrorCode.JOB_NOT_PAUSABLE, () -> engine.pause(id, BERT, NOTHING_MORE));
        requireRefused(ErrorCode.JOB_NOT_PAUSABLE, () -> engine.goOn(id, BERT, NOTHING_MORE));
        requireRefused(ErrorCode.JOB_NOT_ASKING, () -> answer(engine, id, "gate", "yes", ""));
    }

    @Test
    void a_paused_job_is_paused_after_a_restart_of_the_bridge_as_well() throws Exception {
        Toys.Toy<VmCommand.Power> toy = toy(step("gate", gate()), step("next", say("next"), 0));
        JobEngine engine = engine(toy);
        JobId id = submit(engine);
        reached.await();
        engine.pause(id, BERT, NOTHING_MORE);
        open.countDown();
        await(engine, id, job -> job.steps().getFirst().state() == StepState.DONE);
        JobEngine again = engine(toy);
        Job paused = await(again, id, job -> !job.recovered().isEmpty());
        assertThat(paused.state()).isEqualTo(JobState.PAUSED);
        assertThat(paused.pause()).map(Pause::by).contains("bert");
        assertThat(states(paused)).containsExactly(StepState.DONE, StepState.WAITING);
        again.goOn(id, BERT, NOTHING_MORE);
        assertThat(heard.end(id).state()).isEqualTo(JobState.DONE);
        assertThat(done).containsExactly("gate", "next");
    }

    @Test
    void a_paused_job_can_be_cancelled_and_is_taken_back_then() throws Exception {
        JobEngine engine = engine(Toys.toy(
                RESUME,
                UNDO,
                step("first", say("first"), say("not first")),
                step("gate", gate(), 0),
                step("next", say("next"), 1)));
        JobId id = submit(engine);
        reached.await();
        engine.pause(id, BERT, NOTHING_MORE);
        open.countDown();
        await(engine, id, job -> job.steps().get(1).state() == StepState.DONE);
        engine.cancel(id, BERT, NOTHING_MORE);
        assertThat(heard.end(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(done).containsExactly("first", "gate", "not first");
    }

    @Test
    void a_step_that_asks_begins_once_it_was_told_and_others_go_on_meanwhile() {
        JobEngine engine = engine(toy(
                step("ask", context -> done.add(context.answer("ask").orElse("?")))
                        .steered(GO),
                step("other", say("other")),
                step(
                        "after",
                        context -> done.add("after " + context.answer("ask").orElse("?")),
                        0)));
        JobId id = submit(engine);
        Job asking = await(
                engine, id, job -> !job.asking().isEmpty() && job.steps().get(1).state() == StepState.DONE);
        assertThat(states(asking)).containsExactly(StepState.ASKING, StepState.DONE, StepState.WAITING);
        assertThat(asking.asking()).singleElement().satisfies(step -> {
            assertThat(step.question()).map(Question::text).contains("Has the database been checked?");
            assertThat(step.problem()).isEmpty();
        });
        requireRefused(ErrorCode.JOB_ANSWER_INVALID, () -> answer(engine, id, "ask", "perhaps", ""));
        requireRefused(ErrorCode.JOB_ANSWER_INVALID, () -> answer(engine, id, "ask", "no", "  "));
        requireRefused(ErrorCode.JOB_NOT_ASKING, () -> answer(engine, id, "after", "yes", ""));
        answer(engine, id, "ask", "no", "the log ends at noon");
        Job over = heard.end(id);
        assertThat(over.state()).isEqualTo(JobState.DONE);
        assertThat(done).containsExactly("other", "no", "after no");
        assertThat(over.steps().getFirst().question()).isEmpty();
        assertThat(over.steps().getFirst().answers()).singleElement().satisfies(answer -> {
            assertThat(answer.choice()).isEqualTo("no");
            assertThat(answer.by()).isEqualTo("bert");
            assertThat(answer.reason()).isEqualTo("the log ends at noon");
        });
        assertThat(engine.job(id)).as("as journaled").isEqualTo(over);
    }

    @Test
    void a_question_survives_a_restart_with_its_time_and_is_not_asked_twice() {
        Toys.Toy<VmCommand.Power> toy = toy(step("ask", say("told")).steered(GO), step("after", say("after"), 0));
        JobEngine engine = engine(toy);
        JobId id = submit(engine);
        Job before = awaitAsking(engine, id);
        JobEngine again = engine(toy);
        Job after = await(again, id, job -> !job.recovered().isEmpty());
        assertThat(after.asking().getFirst().question())
                .isEqualTo(before.asking().getFirst().question());
        answer(again, id, "ask", "yes", "");
        assertThat(heard.end(id).steps().getFirst().answers()).hasSize(1);
        assertThat(done).containsExactly("told", "after");
    }

    @Test
    void what_was_told_is_still_known_after_a_restart() throws Exception {
        Toys.Toy<VmCommand.Power> toy = toy(
                step("ask", say("told")).steered(GO),
                step("gate", gate(), 0),
                step("after", context -> done.add(context.answer("ask").orElse("?")), 1));
        JobEngine engine = engine(toy);
        JobId id = submit(engine);
        awaitAsking(engine, id);
        answer(engine, id, "ask", "yes", "");
        reached.await();
        engine(toy);
        open.countDown();
        assertThat(heard.end(id).state()).isEqualTo(JobState.DONE);
        assertThat(done).containsExactly("told", "gate", "yes");
    }

    @Test
    void a_question_nobody_answers_in_time_takes_its_default() {
        Steering limited = Steering.asking(new Steering.Prompt(
                "Which site?",
                List.of(new Choice("north", "North", false), new Choice("south", "South", false)),
                Optional.of(Duration.ofMillis(50)),
                "south"));
        JobEngine engine =
                engine(toy(step("ask", context -> done.add(context.answer("ask").orElse("?")))
                        .steered(limited)));
        Job over = heard.end(submit(engine));
        assertThat(done).containsExactly("south");
        assertThat(over.steps().getFirst().answers()).singleElement().satisfies(answer -> {
            assertThat(answer.choice()).isEqualTo("south");
            assertThat(answer.by()).as("nobody").isEmpty();
        });
    }

    @Test
    void the_time_of_a_question_does_not_run_while_the_job_is_paused() throws Exception {
        Steering limited = Steering.asking(new Steering.Prompt(
                "Go?", List.of(new Choice("go", "Go", false)), Optional.of(Duration.ofSeconds(3)), "go"));
        JobEngine engine = engine(toy(step("ask", say("told")).steered(limited)));
        JobId id = submit(engine);
        Job asking = awaitAsking(engine, id);
        engine.pause(id, BERT, NOTHING_MORE);
        var until =
                asking.asking().getFirst().question().flatMap(Question::until).orElseThrow();
        Awaitility.await().atMost(SOON).until(() -> Clock.systemUTC().instant().isAfter(until.plusMillis(100)));
        assertThat(states(engine.job(id))).containsExactly(StepState.ASKING);
        engine.goOn(id, BERT, NOTHING_MORE);
        assertThat(engine.job(id)
                        .steps()
                        .getFirst()
                        .question()
                        .flatMap(Question::until)
                        .orElseThrow())
                .as("moved by the pause")
                .isAfter(until);
        assertThat(heard.end(id).state()).isEqualTo(JobState.DONE);
    }

    @Test
    void a_failed_step_can_be_tried_again_until_it_holds() {
        JobEngine engine = engine(
                toy(step("frail", failing(2, "frail")).steered(recourse(false)), step("after", say("after"), 0)));
        JobId id = submit(engine);
        for (int time = 1; time <= 2; time++) {
            int attempt = time;
            Job asking = await(
                    engine,
                    id,
                    job -> !job.asking().isEmpty() && job.steps().getFirst().attempt() == attempt);
            assertThat(asking.state()).isEqualTo(JobState.RUNNING);
            assertThat(asking.asking().getFirst().problem()).map(Problem::code).contains(ErrorCode.VM_BUSY);
            requireRefused(ErrorCode.JOB_ANSWER_INVALID, () -> answer(engine, id, "frail", Question.SKIP, "no need"));
            answer(engine, id, "frail", Question.RETRY, "");
        }
        Job over = heard.end(id);
        assertThat(over.state()).isEqualTo(JobState.DONE);
        assertThat(over.steps().getFirst().attempt()).isEqualTo(3);
        assertThat(over.steps().getFirst().problem()).isEmpty();
        assertThat(over.steps().getFirst().answers()).extracting(Answer::choice).containsExactly("retry", "retry");
        assertThat(done).containsExactly("frail", "after");
    }

    @Test
    void a_failed_step_can_be_gone_on_without_and_says_who_decided_that_and_why() {
        JobEngine engine =
                engine(toy(step("frail", failing(9, "frail")).steered(recourse(true)), step("after", say("after"), 0)));
        JobId id = submit(engine);
        awaitAsking(engine, id);
        requireRefused(ErrorCode.JOB_ANSWER_INVALID, () -> answer(engine, id, "frail", Question.SKIP, ""));
        answer(engine, id, "frail", Question.SKIP, "the cache is not needed");
        Job over = heard.end(id);
        assertThat(over.state()).isEqualTo(JobState.DONE);
        assertThat(states(over)).containsExactly(StepState.WAIVED, StepState.DONE);
        assertThat(over.progress().done()).as("a step left out is not done").isEqualTo(1);
        assertThat(over.steps().getFirst().problem()).isPresent();
        assertThat(over.steps().getFirst().answers())
                .singleElement()
                .extracting(Answer::by, Answer::reason)
                .containsExactly("bert", "the cache is not needed");
        assertThat(done).containsExactly("after");
    }

    @Test
    void a_failed_step_that_is_given_up_fails_the_job_as_its_kind_says() {
        JobEngine engine = engine(Toys.toy(
                RESUME,
                UNDO,
                step("first", say("first"), say("not first")),
                step("frail", failing(9, "frail"), say("not frail"), 0).steered(recourse(true))));
        JobId id = submit(engine);
        awaitAsking(engine, id);
        answer(engine, id, "frail", Question.GIVE_UP, "");
        Job over = heard.end(id);
        assertThat(over.state()).isEqualTo(JobState.UNDONE);
        assertThat(over.problem()).map(Problem::code).contains(ErrorCode.VM_BUSY);
        assertThat(done).containsExactly("first", "not frail", "not first");
    }

    @Test
    void a_failure_waits_for_a_decision_over_a_restart_and_is_not_run_again_before() {
        AtomicInteger runs = new AtomicInteger();
        Toys.Toy<VmCommand.Power> toy = toy(step("frail", context -> {
                    if (runs.incrementAndGet() == 1) {
                        failing(1, "").run(context);
                    }
                })
                .steered(recourse(true)));
        JobEngine engine = engine(toy);
        JobId id = submit(engine);
        awaitAsking(engine, id);
        JobEngine again = engine(toy);
        Job asking = await(again, id, job -> !job.recovered().isEmpty());
        assertThat(asking.asking()).hasSize(1);
        assertThat(asking.asking().getFirst().problem()).isPresent();
        assertThat(runs).hasValue(1);
        answer(again, id, "frail", Question.RETRY, "");
        assertThat(heard.end(id).state()).isEqualTo(JobState.DONE);
        assertThat(runs).hasValue(2);
    }

    @Test
    void a_job_that_is_cancelled_while_it_asks_ends_with_the_failed_step_failed_and_the_unasked_one_skipped() {
        JobEngine engine = engine(toy(
                step("frail", failing(9, "")).steered(recourse(true)),
                step("ask", say("told")).steered(GO)));
        JobId id = submit(engine);
        await(engine, id, job -> job.asking().size() == 2);
        engine.cancel(id, BERT, NOTHING_MORE);
        Job over = heard.end(id);
        assertThat(over.state()).isEqualTo(JobState.CANCELLED);
        assertThat(states(over)).containsExactly(StepState.FAILED, StepState.SKIPPED);
        assertThat(over.asking()).isEmpty();
        assertThat(done).isEmpty();
    }

    @Test
    void a_question_that_belongs_to_a_step_nobody_can_reach_any_more_is_withdrawn() {
        JobEngine engine = engine(toy(
                step("frail", failing(9, "")).steered(recourse(true)),
                step("breaks", failing(9, "")),
                step("never", say("never"), 0, 1)));
        JobId id = submit(engine);
        Job asking = await(
                engine,
                id,
                job -> job.steps().get(1).state() == StepState.FAILED
                        && !job.asking().isEmpty());
        assertThat(asking.steps().get(2).state()).isEqualTo(StepState.SKIPPED);
        answer(engine, id, "frail", Question.GIVE_UP, "");
        Job over = heard.end(id);
        assertThat(over.state()).isEqualTo(JobState.FAILED);
        assertThat(over.problem()).map(Problem::what).get().asString().startsWith("2 of 3 steps failed.");
    }

    /** Whoever was about to destroy something and waits for an answer has destroyed nothing yet. */
    @Test
    void a_job_that_destroys_and_waits_for_somebody_goes_on_waiting_however_long_the_bridge_was_gone() {
        JobDefinition<VmCommand.Delete> toy = new Toys.Toy<>(
                VmCommand.Delete.class,
                RESUME,
                KEEP,
                _ -> List.of(step("ask", say("told")).steered(GO)));
        JobEngine engine = engine(toy);
        Command delete =
                new VmCommand.Delete(List.of(new Deletion(power(1).vms().getFirst(), List.of())));
        assertThat(delete.destroys()).isTrue();
        JobId id = engine.submit(delete, ANNA, "", Toys.NOTHING);
        awaitAsking(engine, id);
        engine.close();
        JobEngine late = new JobEngine(
                store, List.of(toy), Clock.offset(Clock.systemUTC(), Recovery.YOUNG.multipliedBy(3)), heard);
        this.engine = Optional.of(late);
        late.start();
        Job asking = await(late, id, job -> !job.recovered().isEmpty());
        assertThat(asking.state()).isEqualTo(JobState.RUNNING);
        answer(late, id, "ask", "yes", "");
        assertThat(heard.end(id).state()).isEqualTo(JobState.DONE);
    }

    /** A kind that says how much of it runs at once, and what becomes of it when it is cancelled. */
    private record Paced(Pace.Limits much, List<StepDefinition> work) implements JobDefinition<VmCommand.Power> {
        @Override
        public Class<VmCommand.Power> command() {
            return VmCommand.Power.class;
        }

        @Override
        public Prepared prepare(VmCommand.Power command, Principal by) {
            return new Prepared("Paced", Map.of());
        }

        @Override
        public List<StepDefinition> steps(VmCommand.Power command, Map<String, String> facts) {
            return work;
        }

        @Override
        public Pace.Limits limits(VmCommand.Power command, Map<String, String> facts) {
            return much;
        }

        @Override
        public OnRestart onRestart() {
            return OnRestart.RESUME;
        }

        @Override
        public OnFailure onFailure() {
            return OnFailure.KEEP;
        }

        @Override
        public OnFailure onCancel() {
            return OnFailure.UNDO;
        }
    }

    private record Count(AtomicInteger now, AtomicInteger most) {}

    @Test
    void steps_that_share_slots_run_no_more_at_once_than_there_are_and_in_their_order_others_go_past_them() {
        Count tier = new Count(new AtomicInteger(), new AtomicInteger());
        Count host = new Count(new AtomicInteger(), new AtomicInteger());
        // nobody leaves before as many have come as there may be: so the most is reached, whatever the machine
        Semaphore together = new Semaphore(0);
        List<StepDefinition> steps = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            boolean hosted = number % 4 == 0;
            List<Count> counts = hosted ? List.of(tier, host) : List.of(tier);
            String name = "s" + number;
            steps.add(step(name, _ -> {
                        counts.forEach(count -> count.most.accumulateAndGet(count.now.incrementAndGet(), Math::max));
                        done.add(name);
                        if (tier.now.get() == 10) {
                            together.release(40);
                        }
                        together.acquire();
                        counts.forEach(count -> count.now.decrementAndGet());
                    })
                    .paced(new Pace(Duration.ZERO, hosted ? List.of("tier", "host") : List.of("tier"))));
        }
        JobEngine engine = engine(new Paced(new Pace.Limits(32, Map.of("tier", 10, "host", 2)), steps));
        assertThat(heard.end(submit(engine)).state()).isEqualTo(JobState.DONE);
        assertThat(host.most).hasValue(2);
        assertThat(tier.most).hasValue(10);
        assertThat(done.subList(0, 10))
                .as("past those for whose host there is no slot")
                .contains("s0", "s4", "s10")
                .doesNotContain("s8");
    }

    @Test
    void a_step_begins_so_long_after_what_it_waits_for_as_its_pace_says_over_a_restart_too() {
        Duration delay = Duration.ofMillis(400);
        Paced paced = new Paced(
                Pace.Limits.USUAL,
                List.of(
                        step("first", say("first")),
                        step("late", say("late"), 0).paced(new Pace(delay, List.of())),
                        step("next", say("next"), 0)));
        JobEngine engine = engine(paced);
        JobId id = submit(engine);
        await(engine, id, job -> job.steps().get(2).state() == StepState.DONE);
        engine(paced);
        Job over = heard.end(id);
        assertThat(over.state()).isEqualTo(JobState.DONE);
        assertThat(done).containsExactly("first", "next", "late");
        assertThat(Duration.between(
                        over.steps().get(0).ended().orElseThrow(),
                        over.steps().get(1).started().orElseThrow()))
                .isGreaterThanOrEqualTo(delay);
    }

    @Test
    void what_is_kept_after_a_failure_may_still_be_taken_back_when_the_job_is_cancelled() {
        Paced paced = new Paced(
                Pace.Limits.USUAL,
                List.of(
                        step("first", say("first"), say("not first")),
                        step("frail", failing(9, ""), say("not frail"), 0).steered(recourse(false))));
        JobEngine engine = engine(paced);
        JobId failed = submit(engine);
        awaitAsking(engine, failed);
        answer(engine, failed, "frail", Question.GIVE_UP, "");
        assertThat(heard.end(failed).state()).isEqualTo(JobState.FAILED);
        assertThat(done).as("kept").containsExactly("first");

        JobId cancelled = submit(engine);
        awaitAsking(engine, cancelled);
        engine.cancel(cancelled, BERT, NOTHING_MORE);
        assertThat(heard.end(cancelled).state()).isEqualTo(JobState.CANCELLED);
        assertThat(done).containsExactly("first", "first", "not frail", "not first");
    }
}
