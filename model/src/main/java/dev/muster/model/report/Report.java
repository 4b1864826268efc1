package dev.muster.model.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A report as it is kept: neutral in language, complete, and the same in each format it is drawn in.
 *
 * @param format {@link #FORMAT}
 * @param head what it is
 * @param parts its sections, in order, what failed first
 */
public record Report(String format, ReportHead head, List<ReportPart> parts) {
    /** The name of this form. A form that older readers would misread gets another number. */
    public static final String FORMAT = "muster report 1";

    public Report {
        if (!format.equals(FORMAT)) {
            throw Refusals.refused(
                    "\"" + format + "\" is not a form of reports known here.",
                    "Use a report of the form " + FORMAT + ", or update Muster.");
        }
        parts = List.copyOf(parts);
        Set<String> ids = new HashSet<>();
        for (ReportPart part : parts) {
            if (!ids.add(part.id())) {
                throw Refusals.refused(
                        "Two parts of the report have the anchor \"" + part.id() + "\".",
                        "Give each part its own anchor.");
            }
        }
    }

    /** Makes a report of the current form. */
    public Report(ReportHead head, List<ReportPart> parts) {
        this(FORMAT, head, parts);
    }
}
