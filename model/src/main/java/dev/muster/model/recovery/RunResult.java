package dev.muster.model.recovery;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.job.Job;
import dev.muster.model.job.StepState;

/** What came of a run. */
public enum RunResult {
    /** It goes on, or waits to be told something. */
    RUNNING,
    /** All machines became ready; of a test, also not one frame of it was seen elsewhere and nothing of it is left. */
    SUCCEEDED,
    /** It came to its end, and something in it failed or was left out. */
    INCOMPLETE,
    /** The bridge was away for so long that it was not gone on with; what it had done stands. */
    INTERRUPTED,
    /** It was given up, or taken back after a failure. */
    FAILED,
    /** Somebody cancelled it. */
    CANCELLED;

    /**
     * By a stated rule.
     *
     * @param kind what it was for: a recovery that failed is not taken back, so something of it stands
     * @param job the job it is
     */
    public static RunResult of(RunKind kind, Job job) {
        boolean leftOut = job.steps().stream().anyMatch(step -> step.state() == StepState.WAIVED);
        return switch (job.state()) {
            case QUEUED, RUNNING, PAUSED, CANCELLING, UNDOING -> RUNNING;
            case DONE -> leftOut ? INCOMPLETE : SUCCEEDED;
            case FAILED -> isInterrupted(job) ? INTERRUPTED : kind != RunKind.TEST ? INCOMPLETE : FAILED;
            case UNDONE -> FAILED;
            case CANCELLED -> CANCELLED;
        };
    }

    private static boolean isInterrupted(Job job) {
        return job.problem()
                .filter(problem -> problem.code() == ErrorCode.JOB_UNSURE)
                .isPresent();
    }
}
