package dev.muster.app.job;

import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One job in the list; the same object from its first event to its last, so that a selection stays on it. */
public final class JobRow {
    private final JobId id;
    private final ReadOnlyObjectWrapper<Job> job;

    JobRow(Job job) {
        this.id = job.id();
        this.job = new ReadOnlyObjectWrapper<>(job);
    }

    /** The job's id. */
    public JobId id() {
        return id;
    }

    /** The newest snapshot of the job. */
    public ReadOnlyObjectProperty<Job> jobProperty() {
        return job.getReadOnlyProperty();
    }

    /** The newest snapshot of the job. */
    public Job job() {
        return job.get();
    }

    /** Takes a snapshot over, unless it is older than the one known. */
    boolean update(Job newer) {
        if (newer.revision() < job().revision()) {
            return false;
        }
        job.set(newer);
        return true;
    }

    /** How many steps are over. */
    public int stepsDone() {
        return (int) job().steps().stream()
                .filter(step -> step.state() != StepState.WAITING
                        && step.state() != StepState.RUNNING
                        && step.state() != StepState.ASKING)
                .count();
    }

    /** Part done, 0 to 1; -1 when it cannot be known. An ended job is whole. */
    public double fraction() {
        Job now = job();
        if (now.state().isEnded()) {
            return 1;
        }
        return now.progress()
                .fraction()
                .orElseGet(() -> now.steps().size() > 1
                        ? (double) stepsDone() / now.steps().size()
                        : -1.0);
    }

    /** What a step of the job waits for, in the bridge's words; empty when nothing waits. */
    public String waitingFor() {
        return job().steps().stream()
                .filter(step -> step.state() == StepState.RUNNING || step.state() == StepState.WAITING)
                .map(Step::waitingFor)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }
}
