package dev.muster.bridge.job;

import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads one job from where it stands to its end, on a thread of its own: the only one that changes the job's state. Steps
 * that may run get threads; what they, a cancelling operator and a stopping bridge have to say comes in as signals.
 */
final class JobRun {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final int STEPS_AT_ONCE = 8;

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
        this.places = places;
        this.onEnd = onEnd;
        this.threads = new StepThreads(scribe, plan, inbox, places, this::isHalted);
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
     * Asks for it to stop; returns when that is journaled.
     *
     * @throws dev.muster.model.error.MusterException {@code JOB_NOT_CANCELLABLE}; {@code STORE_FULL} when it cannot be journaled
     */
    void cancel(Principal by, Work<?> alongside) {
        scribe.stalled().ifPresent(why -> {
            throw why;
        });
        Signal.Cancel cancel = new Signal.Cancel(by, alongside, new CompletableFuture<>());
        if (!inbox.offer(cancel)) {
            refuseOrPass(cancel);
        }
        try {
            var _ = cancel.answer().join();
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
    boolean join(java.time.Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    private void run() {
        try {
            first.run();
            JobState state = live.row().state();
            if (state == JobState.QUEUED || state == JobState.RUNNING) {
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
            inbox.shut().forEach(cancel -> cancel.answer().completeExceptionally(JobProblems.stopping()));
            onEnd.run();
        }
    }

    /** Too late to cancel: fine if it is being cancelled already, refused otherwise. */
    private void refuseOrPass(Signal.Cancel cancel) {
        JobState state = live.row().state();
        if (state == JobState.CANCELLING || state == JobState.CANCELLED) {
            again(cancel);
        } else {
            cancel.answer()
                    .completeExceptionally(JobProblems.notCancellable(live.row().id(), state));
        }
    }

    /** It is being cancelled already; what belongs to the asking is written down all the same. */
    private void again(Signal.Cancel cancel) {
        try {
            scribe.record(cancel.alongside());
            cancel.answer().complete(true);
        } catch (MusterException e) {
            cancel.answer().completeExceptionally(e);
        }
    }

    private boolean isHalted() {
        return scribe.isStopping() || live.row().state() != JobState.RUNNING;
    }

    /** Runs steps until none is left that may run. */
    private void forward() {
        Turn first = new Turn(live.row().started(now()));
        first.endIfOver();
        first.save(Journal.Moment.JOB);
        while (true) {
            startReady();
            if (threads.count() == 0) {
                return;
            }
            Turn turn = new Turn(live.row());
            inbox.take().forEach(turn::hear);
            turn.endIfOver();
            turn.save(Journal.Moment.END);
        }
    }

    private void startReady() {
        List<StepRow> all = live.steps();
        for (StepRow step : all) {
            if (isHalted() || threads.count() >= STEPS_AT_ONCE) {
                return;
            }
            if (StepOrder.ready(step, all) && !threads.has(step.index())) {
                threads.start(step.index());
            }
        }
    }

    private Instant now() {
        return scribe.clock().instant();
    }

    /** What a few signals that came together change; journaled in one go. */
    private final class Turn {
        private final Map<Integer, StepRow> changed = new HashMap<>();
        private final List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        private final List<Work<?>> alongside = new ArrayList<>();
        private final JobRow before;
        private JobRow job;

        Turn(JobRow job) {
            this.before = live.row();
            this.job = job;
        }

        void hear(Signal signal) {
            switch (signal) {
                case Signal.Ended ended -> ended(ended);
                case Signal.Cancel cancel -> cancel(cancel);
                case Signal.Stop _ -> threads.interruptAll();
            }
        }

        private void cancel(Signal.Cancel cancel) {
            answers.add(cancel.answer());
            alongside.add(cancel.alongside());
            if (job.state() == JobState.RUNNING) {
                job = job.at(JobState.CANCELLING).problem(JobProblems.cancelled(job, plan.onFailure()));
                scribe.log(
                        -1, LogLine.Level.WARNING, "Cancelled by " + cancel.by().name() + ".");
            }
        }

        private void ended(Signal.Ended ended) {
            threads.ended(ended.step());
            StepRow step = live.step(ended.step());
            if (!ended.begun()) {
                ended.failure()
                        .filter(failure -> !isHalted() && job.state() == JobState.RUNNING)
                        .ifPresent(failure -> fail(step, failure));
            } else if (ended.failure().isEmpty()) {
                changed.put(step.index(), step.done(now()));
            } else if (job.state() != JobState.RUNNING
                    && wasStopped(ended.failure().get())) {
                String why = job.state() == JobState.CANCELLING ? "the job was cancelled" : "another step failed";
                changed.put(step.index(), step.failed(JobProblems.stopped(step, why), now()));
            } else if (!scribe.isStopping()) {
                fail(step, ended.failure().get());
            }
        }

        private boolean wasStopped(Throwable failure) {
            return failure instanceof InterruptedException
                    || (failure instanceof MusterException known
                            && known.problem().code() == ErrorCode.JOB_CANCELLED);
        }

        private void fail(StepRow step, Throwable failure) {
            Problem why = JobProblems.of(step, failure);
            changed.put(step.index(), step.failed(why, now()));
            scribe.log(step.index(), LogLine.Level.ERROR, why.text());
            if (job.state() != JobState.RUNNING) {
                return; // what led here came first
            }
            switch (plan.onFailure()) {
                case UNDO -> job = job.at(JobState.UNDOING).problem(why);
                case KEEP -> skip(StepOrder.unreachable(steps()));
            }
        }

        private void skip(List<StepRow> unneeded) {
            unneeded.forEach(step -> changed.put(step.index(), step.skipped()));
        }

        private List<StepRow> steps() {
            List<StepRow> all = new ArrayList<>(live.steps());
            changed.forEach(all::set);
            return all;
        }

        /** The end of the job goes into the same writing as the end of its last step. */
        void endIfOver() {
            List<StepRow> all = steps();
            boolean undoes = plan.onFailure() == JobDefinition.OnFailure.UNDO;
            if (threads.count() > 0 || scribe.isStopping() || (undoes && job.state() != JobState.RUNNING)) {
                return;
            }
            List<StepRow> waiting = all.stream()
                    .filter(step -> step.state() == StepState.WAITING)
                    .toList();
            if (all.stream().allMatch(step -> step.state() == StepState.DONE)) {
                job = job.withoutProblem().ended(JobState.DONE, now());
            } else if (job.state() == JobState.CANCELLING) {
                skip(waiting);
                job = job.ended(JobState.CANCELLED, now());
            } else if (waiting.stream().noneMatch(step -> StepOrder.ready(step, all))) {
                skip(waiting);
                job = job.problem(JobProblems.several(all)).ended(JobState.FAILED, now());
            }
        }

        void save(Journal.Moment moment) {
            if (!changed.isEmpty() || !job.equals(before) || !alongside.isEmpty()) {
                scribe.save(moment, job, List.copyOf(changed.values()), alongside);
            }
            if (job.state() != JobState.RUNNING) {
                threads.interruptAll();
            }
            answers.forEach(answer -> answer.complete(true));
        }
    }
}
