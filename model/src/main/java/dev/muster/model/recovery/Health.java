package dev.muster.model.recovery;

/** How a plan stands. */
public enum Health {
    /** It can be run. */
    OK,
    /** It can be run, and something about it should be looked at. */
    WARNING,
    /** Running it would be refused. */
    CRITICAL
}
