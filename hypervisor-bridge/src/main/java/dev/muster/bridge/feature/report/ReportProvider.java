package dev.muster.bridge.feature.report;

import dev.muster.model.report.ReportKind;

/** Draws up the reports of one kind from what is kept. A feature names its own in {@code Feature.reports()}. */
public interface ReportProvider {
    /** Returns what its reports are about. */
    ReportKind kind();

    /**
     * Returns what the report says now. Changes nothing.
     *
     * @throws dev.muster.model.error.MusterException the {@code …_NOT_FOUND} of an unknown subject; {@code USAGE_INVALID} for a
     *     filter that makes no sense
     */
    ReportDraft draft(ReportRequest request);

    /**
     * Refuses what no report can be made of, before a job is made of it. Overridden where a draft takes long.
     *
     * @throws dev.muster.model.error.MusterException as {@link #draft}
     */
    default void check(ReportRequest request) {
        var _ = draft(request);
    }
}
