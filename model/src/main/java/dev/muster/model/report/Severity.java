package dev.muster.model.report;

/** How good or bad a result or a state is. Renderers show it by a shape and a colour beside the word, never by colour alone. */
public enum Severity {
    OK,
    WARNING,
    FAILED,
    /** Neither good nor bad. */
    NONE
}
