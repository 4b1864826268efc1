package dev.muster.bridge.job;

import dev.muster.model.error.Problem;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a job back, the step begun last first. A step that cannot be taken back does not stop the others; it is told of
 * beside the problem that led here, never instead of it.
 */
final class Undoing {
    private static final Logger LOG = LoggerFactory.getLogger(Undoing.class);

    private final Scribe scribe;
    private final LiveJob live;
    private final Plan plan;
    private final Semaphore places;

    Undoing(Scribe scribe, Plan plan, Semaphore places) {
        this.scribe = scribe;
        this.live = scribe.live();
        this.plan = plan;
        this.places = places;
    }

    /** Does what is left of it; leaves the rest in the journal when the bridge stops. */
    void run() throws InterruptedException {
        List<StepRow> left = StepOrder.toUndo(live.steps());
        if (left.isEmpty()) {
            scribe.save(Journal.Moment.JOB, end(live.row(), live.steps()), skipped());
        }
        for (StepRow step : left) {
            if (scribe.isStopping()) {
                return;
            }
            takeBack(step, step.equals(left.getLast()));
        }
    }

    private void takeBack(StepRow step, boolean last) throws InterruptedException {
        StepRow begun = step.undoBegun();
        scribe.save(Journal.Moment.UNDO_BEGIN, begun);
        JobRow job = live.row();
        StepRow after;
        places.acquire();
        try {
            plan.steps().get(step.index()).undo().run(new RunningStep(scribe, step.index(), () -> false));
            after = begun.undone(now());
        } catch (Throwable failure) {
            // an error of the linker too: the job has to end, or what it holds is held until the bridge starts again
            if (scribe.isStopping()) {
                throw failure instanceof InterruptedException interrupted ? interrupted : new InterruptedException();
            }
            LOG.error("step {} of job {} could not be taken back", step.index(), job.id(), failure);
            Problem why = JobProblems.of(step, failure);
            scribe.log(step.index(), LogLine.Level.ERROR, "Taking it back failed: " + why.text());
            after = begun.undoFailed(
                    step.problem()
                            .map(first -> JobProblems.withUndo(first, step, why))
                            .orElse(why),
                    now());
            job = job.problem(JobProblems.withUndo(job.problem().orElse(why), step, why));
        } finally {
            places.release();
        }
        List<StepRow> changed = new ArrayList<>(List.of(after));
        if (last) {
            List<StepRow> all = new ArrayList<>(live.steps());
            all.set(step.index(), after);
            job = end(job, all);
            changed.addAll(skipped());
        }
        scribe.save(Journal.Moment.UNDO_END, job, changed);
    }

    private JobRow end(JobRow job, List<StepRow> all) {
        boolean remains = all.stream().anyMatch(step -> step.undo() == StepRow.Undo.FAILED);
        if (remains) {
            return job.ended(JobState.FAILED, now());
        }
        return job.ended(job.state() == JobState.CANCELLING ? JobState.CANCELLED : JobState.UNDONE, now());
    }

    /** Steps that were never begun. */
    private List<StepRow> skipped() {
        return live.steps().stream()
                .filter(step ->
                        step.state() == StepState.WAITING || (step.state() == StepState.ASKING && !step.undoable()))
                .map(StepRow::skipped)
                .toList();
    }

    private Instant now() {
        return scribe.clock().instant();
    }
}
