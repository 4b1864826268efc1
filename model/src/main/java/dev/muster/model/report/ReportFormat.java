package dev.muster.model.report;

import dev.muster.model.error.MusterException;
import java.util.Arrays;
import java.util.Locale;

/** The file formats a report can be written in. */
public enum ReportFormat {
    PDF("application/pdf"),
    HTML("text/html; charset=utf-8"),
    CSV("text/csv; charset=utf-8"),
    /** The canonical form, over which the SHA-256 of a report is. */
    JSON("application/json");

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Returns the ending of a file's name, without the dot; also the word on the command line. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the media type as in {@code Content-Type} (RFC 9110, section 8.3). */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Returns the format of an ending, in either case.
     *
     * @throws MusterException {@code USAGE_INVALID} for any other ending
     */
    public static ReportFormat of(String extension) {
        String lower = extension.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(lower))
                .findFirst()
                .orElseThrow(() -> Refusals.refused(
                        "\"" + extension + "\" is not a format of reports.", "Use pdf, html, csv or json."));
    }
}
