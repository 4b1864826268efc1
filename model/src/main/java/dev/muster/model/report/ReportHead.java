package dev.muster.model.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a report is, before its parts.
 *
 * @param id name of the report
 * @param kind what it is about
 * @param subject what exactly, such as the name of the plan; never translated; empty where the kind says all
 * @param result what came out
 * @param madeAt when the report was made, to the second
 * @param madeBy name of the user it was made for
 * @param version version of Muster that made it
 * @param filters what limits its rows, none where it has all
 * @param counts how many rows it has of what
 * @param previous SHA-256 of the canonical JSON form of the report before it, 64 lower-case hexadecimal digits; empty for the
 *     first
 */
public record ReportHead(
        ReportId id,
        ReportKind kind,
        String subject,
        ReportResult result,
        Instant madeAt,
        String madeBy,
        String version,
        List<Filter> filters,
        List<RowCount> counts,
        String previous) {
    private static final Pattern SHA_256 = Pattern.compile("([0-9a-f]{64})?");

    public ReportHead {
        if (!SHA_256.matcher(previous).matches()) {
            throw Refusals.refused(
                    "\"" + previous + "\" is not the SHA-256 of a report.",
                    "Use 64 lower-case hexadecimal digits, or nothing for the first report.");
        }
        madeAt = madeAt.truncatedTo(ChronoUnit.SECONDS);
        filters = List.copyOf(filters);
        counts = List.copyOf(counts);
    }

    /**
     * What limits the rows.
     *
     * @param name what is filtered by, an English label that is a message id
     * @param value which of it is in the report
     */
    public record Filter(String name, ReportValue value) {}

    /**
     * How many rows there are.
     *
     * @param name what the rows are, an English label that is a message id
     * @param rows how many, 0 or more
     */
    public record RowCount(String name, long rows) {}
}
