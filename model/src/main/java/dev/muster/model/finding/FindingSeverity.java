package dev.muster.model.finding;

import java.util.Locale;

/** How much a finding matters, the least first. */
public enum FindingSeverity {
    /** Something to know. */
    LOW,
    /** An objective was missed, or could be. */
    MEDIUM,
    /** A machine would not have come back. */
    HIGH,
    /** A run did harm, or could have. */
    CRITICAL;

    /** The severity of that word, whatever its case. */
    public static FindingSeverity of(String word) {
        return FindingWords.of(values(), word, "\"" + word + "\" is no severity of a finding.");
    }

    /** Its word, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
