package dev.muster.model.recovery;

/** What a plan is run for. */
public enum RunKind {
    /** Beside production, in networks that lead nowhere; nothing of it remains. */
    TEST,
    /** In the place of production, in the plan's networks as they are; what was recovered stays. */
    RECOVERY,
    /** In the place of production that is there: it is shut down and captured once more, so that nothing is lost. */
    PLANNED,
    /** Back to what a recovery had replaced, with all that was written meanwhile. */
    FAILBACK;

    /** Whether what comes up takes the place of production and stays. */
    public boolean isRecovery() {
        return this == RECOVERY || this == PLANNED;
    }
}
