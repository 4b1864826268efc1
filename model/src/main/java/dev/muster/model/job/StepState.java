package dev.muster.model.job;

/** Where a step stands. */
public enum StepState {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    /** Not needed: a step before it failed, or the job was cancelled. */
    SKIPPED,
    UNDONE
}
