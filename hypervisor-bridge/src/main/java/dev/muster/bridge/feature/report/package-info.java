/**
 * How a feature offers reports: it draws up what one says as a {@link dev.muster.bridge.feature.report.ReportDraft}, and leaves
 * making, keeping and verifying it to the room of reports. Start reading at
 * {@link dev.muster.bridge.feature.report.ReportProvider}.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.bridge.feature.report;
