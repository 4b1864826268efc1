package dev.muster.model.job;

/** Where a step stands. */
public enum StepState {
    WAITING,
    RUNNING,
    /** It waits to be told something: before it begins, or what to do after it failed. */
    ASKING,
    DONE,
    FAILED,
    /** Not needed: a step before it failed, or the job was cancelled. */
    SKIPPED,
    /** It failed, and somebody decided that it is not needed: the steps after it go on. */
    WAIVED,
    UNDONE;

    /** Whether the steps that wait for it may begin. */
    public boolean isPassed() {
        return this == DONE || this == WAIVED;
    }
}
