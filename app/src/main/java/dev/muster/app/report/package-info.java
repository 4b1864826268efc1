/**
 * Reports: a screen with those that were made, those that the calendar makes, and a check of files that were handed out. Start at
 * {@link dev.muster.app.report.ReportFeature}; a report is drawn by {@code ReportPane} from its canonical form.
 */
package dev.muster.app.report;
