package dev.muster.bridge.job;

import dev.muster.model.error.Problem;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decides what becomes of a job that was in flight when the bridge ended, and writes that down before anything is done. */
final class Recovery {
    /** More than the changes of any job between two writings, so that revisions told before the end were lower. */
    private static final long REVISIONS_APART = 1L << 32;

    /** Within that time nobody has made up their mind or made something else of that name. */
    static final Duration YOUNG = Duration.ofMinutes(10);

    private final Scribe scribe;
    private final Plan plan;
    private final boolean destroys;
    private final Instant lastSign;

    /**
     * Recovers one job.
     *
     * @param destroys whether it ends or destroys something
     * @param lastSign when it was heard of last
     */
    Recovery(Scribe scribe, Plan plan, boolean destroys, Instant lastSign) {
        this.scribe = scribe;
        this.plan = plan;
        this.destroys = destroys;
        this.lastSign = lastSign;
    }

    /** Makes the job ready to be led on. */
    void run() {
        JobRow job = scribe.live().row();
        List<StepRow> all = new ArrayList<>(scribe.live().steps());
        JobRow next = job.revision(job.revision() + REVISIONS_APART);
        Map<Integer, StepRow> changed = new TreeMap<>();
        for (StepRow step : plan.identified(all)) {
            all.set(step.index(), step);
            changed.put(step.index(), step);
        }
        boolean allDone = all.stream().allMatch(step -> step.state() == StepState.DONE);
        switch (job.state()) {
            case QUEUED, RUNNING, PAUSED -> {
                Duration age = Duration.between(lastSign, scribe.clock().instant());
                if (destroys && age.compareTo(YOUNG) > 0 && !allDone && !waitsForSomebody(job, all)) {
                    end(scribe, JobProblems.unsure(job, age.toMinutes()), "left as it was");
                    return;
                }
                if (plan.onRestart() == JobDefinition.OnRestart.RESUME || (allDone && !all.isEmpty())) {
                    next = next.recovered(resumedAt(all));
                    interrupted(all).forEach(step -> changed.put(step.index(), step.waiting()));
                } else {
                    next = next.at(JobState.UNDOING)
                            .problem(JobProblems.undoneAfterRestart(job))
                            .recovered("taken back");
                }
            }
            case CANCELLING -> {
                next = next.recovered("cancelling went on");
                if (plan.onCancel() == JobDefinition.OnFailure.KEEP) {
                    next = next.ended(JobState.CANCELLED, scribe.clock().instant());
                    for (StepRow step : all) {
                        if (step.state() == StepState.RUNNING) {
                            Problem why = JobProblems.stopped(step, "the job was cancelled");
                            changed.put(
                                    step.index(),
                                    step.failed(why, scribe.clock().instant()));
                        } else if (step.state() == StepState.WAITING || step.state() == StepState.ASKING) {
                            changed.put(
                                    step.index(), step.unneeded(scribe.clock().instant()));
                        }
                    }
                }
            }
            case UNDOING -> next = next.recovered("taking back went on");
            case DONE, FAILED, CANCELLED, UNDONE -> throw new IllegalStateException(job.id() + " has ended");
        }
        scribe.log(-1, LogLine.Level.WARNING, "The bridge was restarted; this job is " + next.recovered() + ".");
        scribe.save(Journal.Moment.JOB, next, List.copyOf(changed.values()));
    }

    /** Nothing of it was under way, and nothing is begun before somebody says so. */
    private static boolean waitsForSomebody(JobRow job, List<StepRow> all) {
        return interrupted(all).findAny().isEmpty()
                && (job.state() == JobState.PAUSED || all.stream().anyMatch(StepRow::isAsking));
    }

    /** Neither its command nor its definition can be made sense of any more: it ends here. */
    static void giveUp(Scribe scribe, Exception why) {
        end(scribe, JobProblems.unrecoverable(scribe.live().row(), why), "given up");
    }

    private static void end(Scribe scribe, Problem problem, String recovered) {
        JobRow job = scribe.live().row();
        List<StepRow> changed = new ArrayList<>();
        for (StepRow step : scribe.live().steps()) {
            if (step.state() == StepState.RUNNING) {
                changed.add(step.failed(problem, scribe.clock().instant()));
            } else if (step.state() == StepState.WAITING || step.state() == StepState.ASKING) {
                changed.add(step.unneeded(scribe.clock().instant()));
            }
        }
        scribe.log(-1, LogLine.Level.ERROR, problem.text());
        scribe.save(
                Journal.Moment.JOB,
                job.revision(job.revision() + REVISIONS_APART)
                        .problem(problem)
                        .recovered(recovered)
                        .ended(JobState.FAILED, scribe.clock().instant()),
                changed);
    }

    private static java.util.stream.Stream<StepRow> interrupted(List<StepRow> all) {
        return all.stream().filter(step -> step.state() == StepState.RUNNING);
    }

    private static String resumedAt(List<StepRow> all) {
        return all.stream()
                .filter(step -> step.state() == StepState.RUNNING
                        || step.state() == StepState.ASKING
                        || step.state() == StepState.WAITING)
                .findFirst()
                .map(step -> "resumed at step " + (step.index() + 1))
                .orElse("resumed");
    }
}
