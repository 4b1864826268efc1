package dev.muster.model.report;

/**
 * What came out, and why that is said.
 *
 * @param word the result in English, a message id, such as {@code Passed}
 * @param severity how good or bad it is
 * @param rule the rule by which it was decided, an English sentence that is a message id; empty where nothing was decided
 */
public record ReportResult(String word, Severity severity, String rule) {}
