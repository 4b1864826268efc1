package dev.muster.model.recovery;

/** Where a time in a forecast comes from. */
public sealed interface Basis {
    /**
     * Runs of the plan.
     *
     * @param runs how many, at least 1
     */
    record Measured(int runs) implements Basis {}

    /** The operator's estimate in the plan. */
    record Estimated() implements Basis {}

    /** A default. */
    record Assumed() implements Basis {}

    /** Nothing: a prompt, counted as answered at once; how long people take is not in the forecast. */
    record Unattended() implements Basis {}
}
