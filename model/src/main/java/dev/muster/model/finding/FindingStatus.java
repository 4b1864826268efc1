package dev.muster.model.finding;

import java.util.Locale;

/** What was done about a finding. */
public enum FindingStatus {
    /** Nothing yet. */
    OPEN,
    /** What caused it is said to be mended; the next run that does not find it again closes it. */
    FIXED,
    /** A run did not find it again, or somebody said why none needs to. */
    CLOSED,
    /** It stays as it is, and somebody said why that is acceptable. */
    ACCEPTED;

    /** The status of that word, whatever its case. */
    public static FindingStatus of(String word) {
        return FindingWords.of(values(), word, "\"" + word + "\" is no status of a finding.");
    }

    /** Its word, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether something is left to do. */
    public boolean isPending() {
        return this == OPEN || this == FIXED;
    }
}
