package dev.muster.bridge.job;

import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads one job from where it stands to its end, on a thread of its own: the only one that changes the job's state. Steps
 * that may run get threads; what they, a cancelling operator and a stopping bridge have to say comes in as signals.
 */
final class JobRun {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final Scribe scribe;
    private final LiveJob live;
    private final Plan plan;
    private final Semaphore places;
    private final Inbox inbox = new Inbox();
    private final StepThreads threads;
    private final Runnable first;
    private final Runnable onEnd;
    private final Thread thread;

    /**
     * @param first done before anything else, on the job's thread
     * @param onEnd done when it has ended or stopped
     */
    JobRun(Scribe scribe, Plan plan, Semaphore places, Runnable first, Runnable onEnd) {
        this.first = first;
        this.scribe = scribe;
        this.live = scribe.live();
        this.plan = plan;
        // one that says itself how much of it runs at once does not wait for others
        this.places = plan.limits().equals(Pace.Limits.USUAL)
                ? places
                : new Semaphore(plan.limits().steps());
        this.onEnd = onEnd;
        this.threads = new StepThreads(scribe, plan, inbox, this.places, this::isHeld, scribe::isHalted);
        this.thread = Thread.ofVirtual().name("job-" + live.row().id()).unstarted(this::run);
    }

    LiveJob live() {
        return live;
    }

    Scribe scribe() {
        return scribe;
    }

    void start() {
        scribe.announce();
        thread.start();
    }

    /**
     * Asks something of it; returns when that is journaled.
     *
     * @throws dev.muster.model.error.MusterException {@code JOB_NOT_CANCELLABLE}, {@code JOB_NOT_PAUSABLE}, {@code JOB_NOT_ASKING},
     *     {@code JOB_ANSWER_INVALID}; {@code STORE_FULL} when it cannot be journaled
     */
    void ask(Signal.Wish wish, Principal by, Work<?> alongside) {
        scribe.stalled().ifPresent(why -> {
            throw why;
        });
        Signal.Asked asked = new Signal.Asked(wish, by, alongside, new CompletableFuture<>());
        if (!inbox.offer(asked)) {
            refuseOrPass(asked);
        }
        try {
            var _ = asked.answer().join();
        } catch (java.util.concurrent.CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Stops at the next boundary; what is left in the journal goes on at the next start. */
    void stop() {
        scribe.stop();
        inbox.put(new Signal.Stop());
        threads.interruptAll();
    }

    /** Interrupts what is being taken back as well. */
    void interrupt() {
        thread.interrupt();
    }

    /** Waits for it to have stopped or ended; false when it did not in time. */
    boolean join(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    private void run() {
        try {
            first.run();
            if (live.row().state().isForward()) {
                forward();
            }
            inbox.shut().forEach(this::refuseOrPass);
            if (!scribe.isStopping() && !live.row().state().isEnded()) {
                new Undoing(scribe, plan, places).run();
            }
        } catch (Throwable e) { // an error of the linker too: silent, it would leave a job that nobody leads
            if (!scribe.isStopping()) {
                LOG.error(
                        "job {} cannot go on; it is taken up again at the next start",
                        live.row().id(),
                        e);
            }
        } finally {
            inbox.shut().forEach(asked -> asked.answer().completeExceptionally(JobProblems.stopping()));
            onEnd.run();
        }
    }

    /** Too late to ask: fine if it is to be cancelled and is being cancelled already, refused otherwise. */
    private void refuseOrPass(Signal.Asked asked) {
        JobRow row = live.row();
        boolean cancelled = row.state() == JobState.CANCELLING || row.state() == JobState.CANCELLED;
        if (cancelled && asked.wish() instanceof Signal.Wish.Cancel) {
            again(asked);
        } else {
            asked.answer().completeExceptionally(JobProblems.refused(asked.wish(), row.id(), row.state()));
        }
    }

    /** It is so already; what belongs to the asking is written down all the same. */
    private void again(Signal.Asked asked) {
        try {
            scribe.record(asked.alongside());
            asked.answer().complete(true);
        } catch (MusterException e) {
            asked.answer().completeExceptionally(e);
        }
    }

    /** Whether it goes on only when somebody says something. */
    private boolean isWaiting() {
        return !scribe.isHalted()
                && (live.row().state() == JobState.PAUSED
                        || live.steps().stream().anyMatch(StepRow::isAsking)
                        || untilDue().isPresent());
    }

    /** Runs steps until none is left that may run. */
    private void forward() {
        JobRow row = live.row();
        JobTurn first = new JobTurn(scribe, plan, threads, row.state() == JobState.PAUSED ? row : row.started(now()));
        first.endIfOver();
        first.save(Journal.Moment.JOB);
        while (true) {
            askReady();
            startReady();
            if (threads.count() == 0 && !isWaiting()) {
                return;
            }
            JobTurn turn = new JobTurn(scribe, plan, threads, live.row());
            inbox.take(untilDue()).forEach(turn::hear);
            turn.takeDefaults();
            turn.endIfOver();
            turn.save(Journal.Moment.END);
        }
    }

    /** Whether no step is to begin; also while it has to be decided what becomes of one that failed. */
    private boolean isHeld() {
        return scribe.isHeld()
                || live.steps().stream()
                        .filter(step -> step.isAsking() && step.problem().isPresent())
                        .anyMatch(step -> plan.steering(step)
                                .recourse()
                                .filter(Steering.Recourse::holds)
                                .isPresent());
    }

    /** Asks what is asked before a step that may begin now. */
    private void askReady() {
        if (!isHeld()) {
            JobTurn turn = new JobTurn(scribe, plan, threads, live.row());
            List<StepRow> all = live.steps();
            all.stream()
                    .filter(step -> StepOrder.ready(step, all) && isUnasked(step) && isDue(step, all))
                    .forEach(turn::ask);
            turn.save(Journal.Moment.ASK);
        }
    }

    private boolean isUnasked(StepRow step) {
        return plan.steering(step).prompt().isPresent() && step.answers().isEmpty();
    }

    private void startReady() {
        List<StepRow> all = live.steps();
        StepSlots slots = new StepSlots(plan, threads);
        for (StepRow step : all) {
            if (!StepOrder.ready(step, all)
                    || threads.has(step.index())
                    || isUnasked(step)
                    || !isDue(step, all)
                    || !slots.areFree(step.index())) {
                continue;
            }
            // looks at all steps, so only where one would begin: of thousands most wait
            if (isHeld() || threads.count() >= plan.limits().steps()) {
                return;
            }
            slots.take(step.index());
            threads.start(step.index());
        }
    }

    /** Whether so much time has gone by since all it waits for has ended as it wants. */
    private boolean isDue(StepRow step, List<StepRow> all) {
        return !due(step, all).isAfter(now());
    }

    private Instant due(StepRow step, List<StepRow> all) {
        return step.after().stream()
                .flatMap(before -> all.get(before).ended().stream())
                .max(Comparator.naturalOrder())
                .or(() -> live.row().started())
                .orElseGet(this::now)
                .plus(plan.steps().get(step.index()).pace().delay());
    }

    /** Until the first question's time is over, or the first step's delay; while paused no time runs. */
    private Optional<Duration> untilDue() {
        if (scribe.isHeld()) {
            return Optional.empty();
        }
        List<StepRow> all = live.steps();
        Stream<Instant> delays = isHeld()
                ? Stream.empty()
                : all.stream()
                        .filter(step -> StepOrder.ready(step, all) && !isDue(step, all))
                        .map(step -> due(step, all));
        Stream<Instant> limits = all.stream()
                .filter(StepRow::isAsking)
                .flatMap(step -> step.question().flatMap(Question::until).stream());
        return Stream.concat(delays, limits)
                .min(Comparator.naturalOrder())
                .map(until -> Duration.between(now(), until))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    private Instant now() {
        return scribe.clock().instant();
    }
}
