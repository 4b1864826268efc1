/**
 * Draws a report: as PDF, HTML, CSV and JSON, in English and German. Start reading at
 * {@link dev.muster.bridge.report.render.ReportRenderers}. What is drawn depends on the report and the language alone, so that it
 * can be made again and compared.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.bridge.report.render;
