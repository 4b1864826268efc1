package dev.muster.bridge.job;

import dev.muster.bridge.store.Work;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes one job into the journal first and into memory after. While the journal has no room or does not answer, the job
 * waits: nothing is done that is not written down.
 */
final class Scribe {
    private static final long AGAIN_SECONDS = 1;
    private static final long SUBSTEPS_APART_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private final LiveJob live;
    private final JobLog log;
    private final Map<String, String> facts;
    private final Announcer.Channel channel;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Optional<MusterException> stalled = Optional.empty();
    private long substepsSavedNanos = System.nanoTime() - SUBSTEPS_APART_NANOS;
    private boolean substepsDue;

    Scribe(Journal journal, LiveJob live, JobLog log, Map<String, String> facts, Announcer announcer, Clock clock) {
        this.journal = journal;
        this.live = live;
        this.log = log;
        this.facts = new ConcurrentHashMap<>(facts);
        this.clock = clock;
        this.channel = announcer.channel(live.row().id(), live::snapshot, this::flush);
    }

    Clock clock() {
        return clock;
    }

    LiveJob live() {
        return live;
    }

    /** Nothing more is to be begun; a writing that waits for room gives up. */
    void stop() {
        stopping.countDown();
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Whether steps that run are to stop. */
    boolean isHalted() {
        return isStopping() || !live.row().state().isForward();
    }

    /** Whether no step is to begin. */
    boolean isHeld() {
        return isHalted() || live.row().state() == JobState.PAUSED;
    }

    /** Why nothing can be written right now. */
    Optional<MusterException> stalled() {
        return stalled;
    }

    /** The job itself and some of its steps. Only the thread that leads the job calls this. */
    void save(Journal.Moment moment, JobRow job, List<StepRow> steps) {
        save(moment, job, steps, List.of());
    }

    /** The same, and in the same transaction what belongs to it. */
    void save(Journal.Moment moment, JobRow job, List<StepRow> changed, List<Work<?>> alongside) {
        List<StepRow> steps = changed.stream().map(live::withSubsteps).toList();
        boolean state = job.state() != live.row().state();
        List<LogLine> lines = log.unsaved();
        JobRow next = job.revision(Math.max(job.revision(), live.row().revision() + 1));
        insist(steps, () -> journal.save(moment, next, steps, lines, alongside));
        log.saved(lines);
        live.apply(next, steps);
        if (state) {
            channel.now();
        } else {
            channel.touch();
        }
    }

    /** A step alone; the job stays what it is. */
    void save(Journal.Moment moment, StepRow changed) {
        StepRow step = live.withSubsteps(changed);
        List<LogLine> lines = log.unsaved();
        insist(List.of(step), () -> journal.saveStep(moment, live.row(), step, lines));
        log.saved(lines);
        live.apply(step);
        channel.touch();
    }

    /** Something that belongs to no change of the job. */
    void record(Work<?> work) {
        journal.record(work);
    }

    void log(int step, LogLine.Level level, String text) {
        log.add(clock.instant(), step, level, text).forEach(channel::line);
    }

    /** Lines the journal does not have yet. */
    List<LogLine> unsavedLog() {
        return log.unsaved();
    }

    private void flush() {
        flushLog();
        flushSubsteps();
    }

    /** At most once a second; what changes before that is written when the second is over. Only the announcer calls this. */
    private void flushSubsteps() {
        if (!live.hasUnsaved()) {
            return;
        }
        long left = SUBSTEPS_APART_NANOS - (System.nanoTime() - substepsSavedNanos);
        if (left > 0) {
            if (!substepsDue) {
                substepsDue = true;
                channel.after(left);
            }
            return;
        }
        substepsDue = false;
        substepsSavedNanos = System.nanoTime();
        live.takeUnsaved().forEach(step -> {
            var _ = journal.saveSubsteps(live.row().id(), step.index(), step.substeps());
        });
    }

    /** Changes the parts of a step. */
    void substeps(int step, Consumer<Substeps> how) {
        live.substeps(step, how);
        channel.touch();
    }

    private void flushLog() {
        List<LogLine> lines = log.unsaved();
        if (!lines.isEmpty()) {
            var _ = journal.saveLog(live.row().id(), lines).thenRun(() -> log.saved(lines));
        }
    }

    void progress(int step, long done, long total, String unit) {
        live.progress(step, done, total, unit);
        channel.touch();
    }

    void waitingFor(int step, String what) {
        live.waitingFor(step, what);
        channel.touch();
    }

    void announce() {
        channel.now();
    }

    Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    void putFact(int step, String name, String value) {
        insist(List.of(live.step(step)), () -> journal.putFact(live.row().id(), name, value));
        facts.put(name, value);
    }

    private void insist(List<StepRow> steps, Runnable writing) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    writing.run();
                    break;
                } catch (MusterException e) {
                    if (!mayPass(e) || isStopping()) {
                        throw e;
                    }
                    stalled = Optional.of(e);
                    steps.forEach(step -> waitingFor(
                            step.index(), "the journal: " + e.problem().what()));
                    interrupted |= awaitStop();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (stalled.isPresent()) {
            stalled = Optional.empty();
            steps.forEach(step -> waitingFor(step.index(), ""));
        }
    }

    private static boolean mayPass(MusterException failure) {
        ErrorCode code = failure.problem().code();
        return code == ErrorCode.STORE_FULL || code == ErrorCode.STORE_UNREADABLE;
    }

    /** Waits a moment or until stopped; true when it was interrupted. */
    private boolean awaitStop() {
        try {
            var _ = stopping.await(AGAIN_SECONDS, TimeUnit.SECONDS);
            return false;
        } catch (InterruptedException e) {
            return true; // a cancelled job still has to be written down
        }
    }
}
