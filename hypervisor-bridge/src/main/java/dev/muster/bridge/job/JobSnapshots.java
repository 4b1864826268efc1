package dev.muster.bridge.job;

import dev.muster.model.job.Job;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.util.List;
import java.util.Optional;

/** The journal's rows as the operator sees them. */
final class JobSnapshots {
    private JobSnapshots() {}

    /** A job that nobody works on. */
    static Job of(Journal.Entry entry) {
        return of(
                entry.job(),
                stepsDone(entry.steps()),
                entry.steps().stream().map(step -> of(step, "", Progress.NONE)).toList());
    }

    static Job of(JobRow job, Progress progress, List<Step> steps) {
        return new Job(
                job.id(),
                job.kind(),
                job.title(),
                job.principal(),
                job.state(),
                job.revision(),
                job.state().isForward(),
                progress,
                steps,
                job.created(),
                job.started(),
                job.ended(),
                job.problem(),
                job.recovered(),
                job.pause());
    }

    static Step of(StepRow step, String waitingFor, Progress progress) {
        return new Step(
                step.index(),
                step.id(),
                step.name(),
                step.subject(),
                step.after(),
                step.state(),
                waitingFor,
                step.attempt(),
                progress,
                step.started(),
                step.ended(),
                step.problem(),
                step.substeps(),
                step.question(),
                step.answers());
    }

    static Progress stepsDone(List<StepRow> steps) {
        long done =
                steps.stream().filter(step -> step.state() == StepState.DONE).count();
        return new Progress(done, steps.size(), "steps", 0, Optional.empty());
    }
}
