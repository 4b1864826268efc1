package dev.muster.model.recovery;

/** What a plan is run for. */
public enum RunKind {
    /** Beside production, in networks that lead nowhere; nothing of it remains. */
    TEST,
    /** In the place of production, in the plan's networks as they are; what was recovered stays. */
    RECOVERY
}
