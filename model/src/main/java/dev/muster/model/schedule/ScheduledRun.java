package dev.muster.model.schedule;

import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a schedule.
 *
 * @param due when it was due
 * @param submitted when it was submitted, refused or skipped
 * @param job the job it became; empty where it was refused or skipped
 * @param ended how the job ended; empty while it runs
 * @param problem why there is no job, or why the job did not end well
 * @param caughtUp whether the bridge did not run when it was due
 * @param missed how many runs before it were missed and are not caught up
 */
public record ScheduledRun(
        Instant due,
        Instant submitted,
        Optional<JobId> job,
        Optional<JobState> ended,
        Optional<Problem> problem,
        boolean caughtUp,
        int missed) {
    /** A run that became a job. */
    public ScheduledRun submittedAs(JobId id, Instant at) {
        return new ScheduledRun(due, at, Optional.of(id), Optional.empty(), Optional.empty(), caughtUp, missed);
    }

    /** A run that became none. */
    public ScheduledRun refused(Problem why, Instant at) {
        return new ScheduledRun(due, at, Optional.empty(), Optional.empty(), Optional.of(why), caughtUp, missed);
    }

    /** The run after its job ended. */
    ScheduledRun ended(Job job) {
        return new ScheduledRun(due, submitted, this.job, Optional.of(job.state()), job.problem(), caughtUp, missed);
    }

    /** Whether it became no job, or the job did not do what it was to do. */
    public boolean isFailed() {
        return job.isEmpty() || ended.filter(state -> state != JobState.DONE).isPresent();
    }
}
