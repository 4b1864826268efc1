/**
 * Makes, keeps and verifies reports. Start reading at {@link dev.muster.bridge.report.ReportFeature}; what a report says comes from
 * the providers of the other features, and how it is drawn is in {@code render}.
 *
 * <p>Reports form a chain: each names the SHA-256 of the JSON form of the one before it. The register in the store has the chain,
 * and the audit has what the register says of each report, so that who changes a file has to change the register, and who changes
 * the register has to change the audit, which is a chain itself.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.bridge.report;
