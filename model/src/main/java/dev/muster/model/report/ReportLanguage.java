package dev.muster.model.report;

import dev.muster.model.error.MusterException;
import java.util.Arrays;
import java.util.Locale;

/** The languages a report can be drawn in. */
public enum ReportLanguage {
    EN,
    DE;

    /** Returns the language tag (RFC 5646), which is also the word on the command line. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the language as renderers take it. */
    public Locale locale() {
        return Locale.forLanguageTag(tag());
    }

    /**
     * Returns the language of a tag.
     *
     * @throws MusterException {@code USAGE_INVALID} for any other tag
     */
    public static ReportLanguage of(String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag().equals(tag))
                .findFirst()
                .orElseThrow(() -> Refusals.refused(
                        "\"" + tag + "\" is not a language of reports.", "Use en for English or de for German."));
    }
}
