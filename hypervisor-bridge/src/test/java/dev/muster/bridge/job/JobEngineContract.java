package dev.muster.bridge.job;

import static dev.muster.bridge.job.JobDefinition.OnFailure.KEEP;
import static dev.muster.bridge.job.JobDefinition.OnRestart.RESUME;
import static dev.muster.bridge.job.Toys.ANNA;
import static dev.muster.bridge.job.Toys.power;
import static dev.muster.bridge.job.Toys.step;
import static dev.muster.bridge.job.Toys.toy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.audit.SqlAudit;
import dev.muster.bridge.store.Store;
import dev.muster.bridge.store.Work;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.job.Substep;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the engine behaves, on whatever database. */
abstract class JobEngineContract {
    private final Heard heard = new Heard();
    private final List<String> done = java.util.Collections.synchronizedList(new ArrayList<>());
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
        return engine(Clock.systemUTC(), definitions);
    }

    private JobEngine engine(Clock clock, JobDefinition<?>... definitions) {
        JobEngine started = new JobEngine(store, List.of(definitions), clock, heard);
        started.start();
        engine = Optional.of(started);
        return started;
    }

    /** The engine as if the bridge had been stopped and started. */
    private JobEngine restarted(JobDefinition<?>... definitions) {
        engine.ifPresent(JobEngine::close);
        return engine(definitions);
    }

    private StepDefinition.Action say(String what) {
        return context -> done.add(what);
    }

    private static StepDefinition.Action fail(ErrorCode code) {
        return context -> {
            throw Problem.of(code, "It broke: " + code, "The VM is unharmed.", "Mend it.")
                    .toException();
        };
    }

    private static StepDefinition.Action hang(CountDownLatch reached) {
        return context -> {
            reached.countDown();
            new CountDownLatch(1).await();
        };
    }

    private static List<StepState> states(Job job) {
        return job.steps().stream().map(Step::state).toList();
    }

    @Test
    void a_step_runs_after_those_it_waits_for() {
        JobEngine engine = engine(toy(
                RESUME,
                KEEP,
                step("last", say("last"), 1, 2),
                step("b", say("b"), 3),
                step("c", say("c"), 3),
                step("first", say("first"))));
        Job job = heard.end(engine.submit(power(1), ANNA, "", Toys.NOTHING));
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(done).startsWith("first").endsWith("last").hasSize(4);
        assertThat(job.progress().done()).isEqualTo(4);
        assertThat(job.problem()).isEmpty();
        assertThat(engine.job(job.id())).isEqualTo(job);
    }

    @Test
    void steps_that_do_not_wait_for_each_other_run_side_by_side_eight_at_most() {
        CyclicBarrier together = new CyclicBarrier(8);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        JobEngine engine = engine(toy(
                RESUME,
                KEEP,
                IntStream.range(0, 16)
                        .mapToObj(i -> step("s" + i, context -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            meet(together);
                            running.decrementAndGet();
                        }))
                        .toArray(StepDefinition[]::new)));
        assertThat(heard.end(engine.submit(power(1), ANNA, "", Toys.NOTHING)).state())
                .isEqualTo(JobState.DONE);
        assertThat(most).hasValue(8);
    }

    private static void meet(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_error_of_the_linker_while_taking_back_ends_the_job_as_failed() {
        JobEngine engine = engine(toy(
                RESUME,
                JobDefinition.OnFailure.UNDO,
                step("made", say("made"), context -> {
                    throw new UnsatisfiedLinkError("no such function in this libvirt");
                }),
                step("fails", fail(ErrorCode.VM_STATE), 0)));
        Job job = heard.end(engine.submit(power(1), ANNA, "", Toys.NOTHING));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.problem()).isPresent();
    }

    @Test
    void one_failed_row_of_fifty_leaves_the_others_going() {
        JobEngine engine = engine(toy(
                RESUME,
                KEEP,
                IntStream.range(0, 50)
                        .mapToObj(i -> step("s" + i, i == 7 ? fail(ErrorCode.VM_STATE) : say("s" + i)))
                        .toArray(StepDefinition[]::new)));
        Job job = heard.end(engine.submit(power(1), ANNA, "", Toys.NOTHING));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(done).hasSize(49);
        assertThat(job.steps().get(7).state()).isEqualTo(StepState.FAILED);
        assertThat(job.problem().orElseThrow().code()).isEqualTo(ErrorCode.VM_STATE);
    }

    @Test
    void a_failed_step_skips_what_depends_on_it_and_nothing_else() {
        JobEngine engine = engine(toy(
                RESUME,
                KEEP,
                step("bad", fail(ErrorCode.VM_STATE)),
                step("after bad", say("no"), 0),
                step("after that", say("no"), 1),
                step("other", say("other"))));
        Job job = heard.end(engine.submit(power(1), ANNA, "", Toys.NOTHING));
        assertThat(states(job)).containsExactly(StepState.FAILED, StepState.SKIPPED, StepState.SKIPPED, StepState.DONE);
        assertThat(done).containsExactly("other");
    }

    @Test
    void a_failure_takes_back_what_was_done_the_last_first() {
        JobEngine engine = engine(toy(
                RESUME,
                JobDefinition.OnFailure.UNDO,
                step("a", say("a"), say("-a")),
                step("b", say("b"), say("-b"), 0),
                step("c", fail(ErrorCode.DISK_FULL), say("-c"), 1),
                step("d", say("d"), say("-d"), 2)));
        Job job = heard.end(engine.submit(power(1), ANNA, "", Toys.NOTHING));
        assertThat(done).containsExactly("a", "b", "-c", "-b", "-a");
        assertThat(job.state()).isEqualTo(JobState.UNDONE);
        assertThat(job.problem().orElseThrow().code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(states(job))
                .containsExactly(StepState.UNDONE, StepState.UNDONE, StepState.UNDONE, StepState.SKIPPED);
        assertThat(job.steps().get(2).problem().orElseThrow().code()).isEqualTo(ErrorCode.DISK_FULL);
    }

    @Test
    void a_failure_while_taking_back_is_told_and_does_not_hide_the_first() {
        JobEngine engine = engine(toy(
                RESUME,
                JobDefinition.OnFailure.UNDO,
                step("a", say("a"), say("-a")),
                step("b", say("b"), fail(ErrorCode.PERMISSION_DENIED), 0),
                step("c", fail(ErrorCode.DISK_FULL), say("-c"), 1)));
        Job job = heard.end(engine.submit(power(1), ANNA, "", Toys.NOTHING));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        Problem problem = job.problem().orElseThrow();
        assertThat(problem.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(problem.details()).contains("PERMISSION_DENIED");
        assertThat(done).as("the others are taken back all the same").containsExactly("a", "b", "-c", "-a");
        assertThat(states(job)).containsExactly(StepState.UNDONE, StepState.FAILED, StepState.UNDONE);
    }

    @Test
    void cancelling_interrupts_and_keeps_what_is_done() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine =
                engine(toy(RESUME, KEEP, step("a", say("a")), step("b", hang(reached), 0), step("c", say("c"), 1)));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.job(id).cancellable()).isTrue();
        engine.cancel(id, ANNA, Toys.NOTHING_MORE);
        engine.cancel(id, ANNA, Toys.NOTHING_MORE);
        Job job = heard.end(id);
        assertThat(job.state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.problem().orElseThrow().code()).isEqualTo(ErrorCode.JOB_CANCELLED);
        assertThat(states(job)).containsExactly(StepState.DONE, StepState.FAILED, StepState.SKIPPED);
        assertThat(engine.log(id, 0)).extracting(LogLine::text).contains("Cancelled by anna.");
        engine.cancel(id, ANNA, Toys.NOTHING_MORE);
    }

    @Test
    void what_is_written_alongside_a_cancelling_is_in_its_transaction_and_not_there_when_it_is_refused()
            throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", hang(reached))));
        List<String> within = new CopyOnWriteArrayList<>();
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        Work<Boolean> state = handle -> within.add(handle.createQuery("SELECT state FROM job WHERE id = ?")
                .bind(0, id.text())
                .mapTo(String.class)
                .one());
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        engine.cancel(id, ANNA, state);
        assertThat(within).containsExactly("CANCELLING");
        heard.end(id);
        engine.cancel(id, ANNA, state);
        assertThat(within).containsExactly("CANCELLING", "CANCELLED");

        assertRefused(() -> engine.cancel(JobId.of("none"), ANNA, state), ErrorCode.JOB_NOT_FOUND);
        assertThat(within).hasSize(2);
    }

    @Test
    void cancelling_takes_back_where_the_definition_says_so() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(
                RESUME,
                JobDefinition.OnFailure.UNDO,
                step("a", say("a"), say("-a")),
                step("b", hang(reached), say("-b"), 0)));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        engine.cancel(id, ANNA, Toys.NOTHING_MORE);
        assertThat(heard.end(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(done).containsExactly("a", "-b", "-a");
    }

    @Test
    void a_job_that_has_ended_or_is_not_there_cannot_be_cancelled() {
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", say("a"))));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(heard.end(id).state()).isEqualTo(JobState.DONE);
        assertRefused(() -> engine.cancel(id, ANNA, Toys.NOTHING_MORE), ErrorCode.JOB_NOT_CANCELLABLE);
        assertRefused(() -> engine.cancel(JobId.of("none"), ANNA, Toys.NOTHING_MORE), ErrorCode.JOB_NOT_FOUND);
        assertRefused(() -> engine.log(JobId.of("none"), 0), ErrorCode.JOB_NOT_FOUND);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @Test
    void the_same_request_gives_the_same_job_also_after_a_restart() {
        Toys.Toy<?> toy = toy(RESUME, KEEP, step("a", say("a")));
        JobEngine engine = engine(toy);
        JobId id = engine.submit(power(1), ANNA, "key-1", Toys.NOTHING);
        assertThat(engine.submit(power(1), ANNA, "key-1", Toys.NOTHING)).isEqualTo(id);
        heard.end(id);
        assertThat(restarted(toy).submit(power(1), ANNA, "key-1", Toys.NOTHING)).isEqualTo(id);
        assertThat(done).hasSize(1);
        assertRefused(
                () -> this.engine.orElseThrow().submit(power(2), ANNA, "key-1", Toys.NOTHING), ErrorCode.USAGE_INVALID);
    }

    @Test
    void a_command_without_a_definition_is_refused() {
        assertRefused(() -> engine().submit(power(1), ANNA, "", Toys.NOTHING), ErrorCode.COMMAND_UNKNOWN);
        assertThat(engine.orElseThrow().recent(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void what_a_step_did_not_foresee_becomes_a_problem() {
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", context -> {
            throw new IllegalStateException("surprise");
        })));
        Job job = heard.end(engine.submit(power(1), ANNA, "", Toys.NOTHING));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.problem().orElseThrow().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(job.problem().orElseThrow().details()).contains("surprise");
    }

    @Test
    void a_stopped_job_is_resumed_at_the_step_it_was_in() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", say("a")), step("b", hang(reached), 0)));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        long revision = engine.job(id).revision();
        restarted(toy(RESUME, KEEP, step("a", say("a")), step("b", say("b"), 0)));
        Job job = heard.end(id);
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(job.recovered()).isEqualTo("resumed at step 2");
        assertThat(job.steps().get(1).attempt()).isEqualTo(2);
        assertThat(job.revision()).isGreaterThan(revision);
        assertThat(done).containsExactly("a", "b");
    }

    /** H7 of the security review. */
    @Test
    void work_that_destroys_is_not_gone_on_with_long_after_it_was_cut_off() throws Exception {
        VmCommand.Power off = new VmCommand.Power(PowerAction.FORCE_OFF, power(1).vms());
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", hang(reached)), step("b", say("b"), 0)));
        JobId id = engine.submit(off, ANNA, "", Toys.NOTHING);
        JobId harmless = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        engine.close();
        Clock later = Clock.offset(Clock.systemUTC(), Recovery.YOUNG.plusMinutes(7));
        engine(later, toy(RESUME, KEEP, step("a", say("a")), step("b", say("b"), 0)));

        Job job = heard.end(id);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.problem().orElseThrow().code()).isEqualTo(ErrorCode.JOB_UNSURE);
        assertThat(job.problem().orElseThrow().what()).contains("17 minutes ago");
        assertThat(states(job)).containsExactly(StepState.FAILED, StepState.SKIPPED);
        assertThat(heard.end(harmless).state()).isEqualTo(JobState.DONE);
        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void work_that_destroys_is_gone_on_with_right_after_it_was_cut_off() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", hang(reached))));
        JobId id = engine.submit(new VmCommand.Power(PowerAction.FORCE_OFF, power(1).vms()), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        restarted(toy(RESUME, KEEP, step("a", say("a"))));

        assertThat(heard.end(id).state()).isEqualTo(JobState.DONE);
        assertThat(done).containsExactly("a");
    }

    @Test
    void a_step_tells_of_its_parts_and_those_still_running_end_with_it() {
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", context -> {
            SubstepContext good = context.substep("fetch", "Fetch it");
            good.progress(1, 2, "bytes");
            good.output("one\ntwo");
            good.done();
            SubstepContext bad = context.substep("check", "Check it");
            bad.output("x\n".repeat(Substep.OUTPUT_LINES) + "last");
            bad.failed(Problem.of(ErrorCode.DISK_FULL, "Full.", "", ""));
            context.substep("tidy", "Tidy up").waitingFor("the host");
        })));
        Job job = heard.end(engine.submit(power(1), ANNA, "", Toys.NOTHING));
        assertThat(job.state()).isEqualTo(JobState.DONE);
        List<Substep> parts = job.steps().getFirst().substeps();
        assertThat(parts).extracting(Substep::id).containsExactly("fetch", "check", "tidy");
        assertThat(parts).extracting(Substep::state).containsExactly(StepState.DONE, StepState.FAILED, StepState.DONE);
        assertThat(parts.get(0).output()).containsExactly("one", "two");
        assertThat(parts.get(0).progress().total()).isEqualTo(2);
        assertThat(parts.get(1).output()).hasSize(Substep.OUTPUT_LINES).endsWith("last");
        assertThat(parts.get(1).problem().orElseThrow().code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(parts.get(2).waitingFor()).isEmpty();
        assertThat(parts).allSatisfy(part -> assertThat(part.ended()).isPresent());
        assertThat(engine.job(job.id())).as("from the journal").isEqualTo(job);
    }

    @Test
    void parts_of_a_step_are_what_they_were_after_a_restart() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", context -> {
            context.substep("fetch", "Fetch it").done();
            context.substep("install", "Install it").output("half");
            reached.countDown();
            new CountDownLatch(1).await();
        })));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> substeps(id).contains("half"));
        engine.close();

        JobEngine next = new JobEngine(
                store,
                List.of(toy(RESUME, KEEP, step("a", context -> {
                    done.add("fetched " + context.substep("fetch", "Fetch it").isDone());
                    done.add("installed "
                            + context.substep("install", "Install it").isDone());
                }))),
                Clock.systemUTC(),
                heard);
        this.engine = Optional.of(next);
        List<Substep> parts = next.job(id).steps().getFirst().substeps();
        assertThat(parts).extracting(Substep::state).containsExactly(StepState.DONE, StepState.RUNNING);
        assertThat(parts.get(1).output()).containsExactly("half");

        next.start();
        Job job = heard.end(id);
        assertThat(done).containsExactly("fetched true", "installed false");
        assertThat(job.steps().getFirst().substeps())
                .extracting(Substep::state)
                .containsExactly(StepState.DONE, StepState.DONE);
    }

    private String substeps(JobId id) {
        return store.read(handle -> handle.createQuery("SELECT substeps FROM job_step WHERE job = ?")
                .bind(0, id.text())
                .mapTo(String.class)
                .one());
    }

    @Test
    void a_job_of_an_earlier_run_is_cancelled_also_before_it_is_taken_up() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(
                RESUME,
                JobDefinition.OnFailure.UNDO,
                step("a", say("a"), say("-a")),
                step("b", hang(reached), say("-b"), 0)));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        engine.close();

        JobEngine next = new JobEngine(
                store,
                List.of(toy(
                        RESUME,
                        JobDefinition.OnFailure.UNDO,
                        step("a", say("a"), say("-a")),
                        step("b", say("b"), say("-b"), 0))),
                Clock.systemUTC(),
                heard);
        this.engine = Optional.of(next);
        List<String> alongside = new CopyOnWriteArrayList<>();
        next.cancel(id, ANNA, _ -> alongside.add("first"));
        next.cancel(id, ANNA, _ -> alongside.add("again"));
        assertThat(next.job(id).state()).isEqualTo(JobState.CANCELLING);
        assertThat(alongside).containsExactly("first", "again");

        next.start();
        assertThat(heard.end(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(done).containsExactly("a", "-b", "-a");
        assertThat(next.log(id, 0)).extracting(LogLine::text).contains("Cancelled by anna.");
        assertRefused(() -> next.cancel(JobId.of("none"), ANNA, Toys.NOTHING_MORE), ErrorCode.JOB_NOT_FOUND);
    }

    @Test
    void a_stopped_job_goes_on_although_its_steps_are_worded_otherwise_by_now() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", say("a")), step("b", hang(reached), 0)));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        StepDefinition reworded =
                new StepDefinition("b", "Other words", "", List.of(0), say("b"), StepDefinition.NOTHING);
        restarted(toy(RESUME, KEEP, step("a", say("a")), reworded));
        Job job = heard.end(id);
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(job.steps()).extracting(Step::id).containsExactly("a", "b");
        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void a_stopped_job_whose_steps_are_others_by_now_is_given_up() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", hang(reached))));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        restarted(toy(RESUME, KEEP, step("c", say("c"))));
        assertThat(heard.end(id).state()).isEqualTo(JobState.FAILED);
        assertThat(done).isEmpty();
    }

    @Test
    void a_stopped_job_is_taken_back_where_the_definition_says_so() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(
                JobDefinition.OnRestart.UNDO,
                JobDefinition.OnFailure.UNDO,
                step("a", say("a"), say("-a")),
                step("b", hang(reached), say("-b"), 0),
                step("c", say("c"), say("-c"), 1)));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        restarted(toy(
                JobDefinition.OnRestart.UNDO,
                JobDefinition.OnFailure.UNDO,
                step("a", say("a"), say("-a")),
                step("b", say("b"), say("-b"), 0),
                step("c", say("c"), say("-c"), 1)));
        Job job = heard.end(id);
        assertThat(job.state()).isEqualTo(JobState.UNDONE);
        assertThat(job.recovered()).isEqualTo("taken back");
        assertThat(job.problem().orElseThrow().code()).isEqualTo(ErrorCode.JOB_UNDONE);
        assertThat(done).containsExactly("a", "-b", "-a");
    }

    @Test
    void a_job_whose_definition_is_gone_is_given_up_and_says_so() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobId id = engine(toy(RESUME, KEEP, step("a", hang(reached)), step("b", say("b"), 0)))
                .submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        restarted();
        Job job = heard.end(id);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.problem().orElseThrow().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(states(job)).containsExactly(StepState.FAILED, StepState.SKIPPED);
    }

    @Test
    void facts_are_there_after_a_restart() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", context -> {
            context.putFact("uuid", "42");
            reached.countDown();
            new CountDownLatch(1).await();
        })));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        restarted(toy(RESUME, KEEP, step("a", context -> {
            done.add(
                    context.fact("uuid").orElse("lost") + context.fact("minted").orElse("lost"));
        })));
        heard.end(id);
        assertThat(done).containsExactly("42once");
    }

    @Test
    void log_lines_are_numbered_without_gaps_and_kept() {
        Toys.Toy<?> toy = toy(RESUME, KEEP, step("a", context -> {
            for (int i = 0; i < 200; i++) {
                context.log(LogLine.Level.INFO, "line " + i);
            }
            context.log(LogLine.Level.WARNING, "two\nlines");
        }));
        JobEngine engine = engine(toy);
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        heard.end(id);
        List<Long> expected =
                java.util.stream.LongStream.rangeClosed(1, 202).boxed().toList();
        assertThat(engine.log(id, 0)).extracting(LogLine::number).isEqualTo(expected);
        assertThat(engine.log(id, 200)).extracting(LogLine::text).containsExactly("two", "lines");
        engine.close();
        assertThat(heard.lines()).extracting(LogLine::number).isEqualTo(expected);
        assertThat(restarted(toy).log(id, 0)).extracting(LogLine::number).isEqualTo(expected);
    }

    @Test
    void progress_is_told_ten_times_a_second_at_most_and_the_last_is_never_lost() throws Exception {
        CountDownLatch heardLast = new CountDownLatch(1);
        long begin = System.nanoTime();
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", context -> {
            for (int i = 1; i <= 100_000; i++) {
                context.progress(i, 100_000, "bytes");
            }
            heardLast.await();
        })));
        JobId id = engine.submit(power(1), ANNA, "", Toys.NOTHING);
        org.awaitility.Awaitility.await()
                .until(() ->
                        heard.jobs().stream().anyMatch(job -> job.progress().done() == 100_000));
        long tenths = (System.nanoTime() - begin) / 100_000_000 + 1;
        assertThat(heard.jobs().size()).isLessThanOrEqualTo((int) tenths + 3); // and the changes of state
        assertThat(engine.job(id).progress().unit()).isEqualTo("bytes");
        heardLast.countDown();
        heard.end(id);
        assertThat(heard.jobs()).extracting(Job::revision).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void jobs_are_listed_the_newest_first_and_page_by_page() {
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", say("a"))));
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(engine.submit(power(1), ANNA, "", Toys.NOTHING));
        }
        ids.forEach(heard::end);
        assertThat(ids).isSorted();
        assertThat(engine.recent(Optional.empty(), 2)).extracting(Job::id).containsExactly(ids.get(4), ids.get(3));
        assertThat(engine.recent(Optional.of(ids.get(3)), 9))
                .extracting(Job::id)
                .containsExactly(ids.get(2), ids.get(1), ids.get(0));
        org.awaitility.Awaitility.await().until(() -> engine.unfinished().isEmpty());
    }

    @Test
    void what_is_written_alongside_a_job_is_there_exactly_when_the_job_is() {
        JobEngine engine = engine(toy(RESUME, KEEP, step("a", say("a"))));
        SqlAudit audit = new SqlAudit(store, Clock.systemUTC());
        Function<JobId, Work<?>> entry =
                job -> audit.entry(ANNA, "vm.power", "", AuditEntry.Outcome.ACCEPTED, job.text(), "");

        JobId id = engine.submit(power(1), ANNA, "key-1", entry);
        assertThat(engine.submit(power(1), ANNA, "key-1", entry)).isEqualTo(id);
        heard.end(id);
        assertThatThrownBy(() -> engine.submit(power(1), ANNA, "", job -> handle -> {
                    var _ = entry.apply(job).run(handle);
                    throw new IllegalStateException("no room for it");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(audit.recent(0, 9).entries()).extracting(AuditEntry::job).containsExactly(id.text(), id.text());
        assertThat(engine.recent(Optional.empty(), 9)).extracting(Job::id).containsExactly(id);
        assertThat(engine.unfinished()).isEmpty();
    }

    @Test
    void a_listener_that_throws_disturbs_no_job() {
        ConcurrentLinkedQueue<JobState> seen = new ConcurrentLinkedQueue<>();
        JobEngine deaf = new JobEngine(
                store, List.of(toy(RESUME, KEEP, step("a", say("a")))), Clock.systemUTC(), new JobListener() {
                    @Override
                    public void onJob(Job job) {
                        seen.add(job.state());
                        throw new IllegalStateException("listener");
                    }

                    @Override
                    public void onLog(JobId job, LogLine line) {
                        throw new IllegalStateException("listener");
                    }
                });
        engine = Optional.of(deaf);
        JobId id = deaf.submit(power(1), ANNA, "", Toys.NOTHING);
        org.awaitility.Awaitility.await().until(() -> deaf.job(id).state() == JobState.DONE);
        org.awaitility.Awaitility.await().until(() -> seen.contains(JobState.DONE));
        assertThat(done).containsExactly("a");
    }

    /** The job of an earlier run is taken up first; the new one ends meanwhile. */
    @Test
    void a_job_that_ends_while_earlier_ones_are_taken_up_is_not_run_again() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        JobEngine before = engine(toy(RESUME, KEEP, step("a", hang(reached))));
        JobId earlier = before.submit(power(1), ANNA, "", Toys.NOTHING);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        before.close();

        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        List<JobId> fresh = new CopyOnWriteArrayList<>();
        JobEngine after = new JobEngine(
                store,
                List.of(
                        new Toys.Toy<>(dev.muster.model.vm.VmCommand.Power.class, RESUME, KEEP, command -> {
                            go.countDown();
                            fresh.forEach(heard::end);
                            return List.of(step("a", say("a")));
                        }),
                        new Toys.Toy<>(
                                dev.muster.model.vm.VmCommand.Define.class,
                                RESUME,
                                KEEP,
                                command -> List.of(step("b", context -> {
                                    runs.incrementAndGet();
                                    go.await();
                                })))),
                Clock.systemUTC(),
                heard);
        engine = Optional.of(after);
        fresh.add(after.submit(Toys.define("fresh"), ANNA, "", Toys.NOTHING));
        after.start();
        assertThat(heard.end(earlier).state()).isEqualTo(JobState.DONE);
        org.awaitility.Awaitility.await().until(() -> after.unfinished().isEmpty());
        assertThat(runs).hasValue(1);
        assertThat(after.job(fresh.getFirst()).recovered()).isEmpty();
    }

    @Test
    void an_error_while_taking_back_ends_the_job() {
        JobEngine engine = engine(toy(
                RESUME,
                JobDefinition.OnFailure.UNDO,
                step("a", say("a"), context -> {
                    throw new UnsatisfiedLinkError("virDomainUndefine");
                }),
                step("b", fail(ErrorCode.VM_STATE), 0)));
        Job job = heard.end(engine.submit(power(1), ANNA, "", Toys.NOTHING));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.problem().orElseThrow().details()).contains("virDomainUndefine");
    }
}
