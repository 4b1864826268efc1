package dev.muster.bridge.feature.report;

import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportResult;
import java.util.List;

/**
 * What a report says, before it has a name, a maker and a place in the chain.
 *
 * @param subject what exactly it is about, as people know it; never translated; empty where the kind says all
 * @param result what came out, and by which rule
 * @param filters what limits its rows
 * @param counts how many rows it has of what
 * @param parts its sections, what failed first
 */
public record ReportDraft(
        String subject,
        ReportResult result,
        List<ReportHead.Filter> filters,
        List<ReportHead.RowCount> counts,
        List<ReportPart> parts) {
    public ReportDraft {
        filters = List.copyOf(filters);
        counts = List.copyOf(counts);
        parts = List.copyOf(parts);
    }

    /** Returns how many rows it has in all. */
    public long rows() {
        return counts.stream().mapToLong(ReportHead.RowCount::rows).sum();
    }
}
