package dev.muster.bridge.recovery.run;

import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.message;
import static dev.muster.model.report.ReportValue.none;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;

import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingSeverity;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.util.List;
import java.util.Optional;

/** Sections about findings. */
final class FindingParts {
    private FindingParts() {}

    /** What a run found. */
    static ReportPart found(List<Finding> findings) {
        return findings.isEmpty()
                ? new ReportPart.Text(
                        "run-findings", "Findings", List.of("The register has no finding of this run."), Severity.OK)
                : table("run-findings", "Findings", findings);
    }

    /** What of earlier runs was not found again. */
    static Optional<ReportPart> retested(List<Finding> findings) {
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(table("retested", "Earlier findings that were not found again", findings));
    }

    /** What is left to do about a plan. */
    static ReportPart pending(List<Finding> findings) {
        return findings.isEmpty()
                ? new ReportPart.Text(
                        "pending",
                        "Findings of its runs that are left to do",
                        List.of("None is left to do."),
                        Severity.OK)
                : table("pending", "Findings of its runs that are left to do", findings);
    }

    private static ReportPart table(String id, String heading, List<Finding> findings) {
        return new ReportPart.Table(
                id,
                heading,
                List.of(
                        new Column("Severity", ValueType.STATE),
                        new Column("Finding", ValueType.MESSAGE),
                        new Column("Cause", ValueType.MESSAGE),
                        new Column("Owner", ValueType.TEXT),
                        new Column("Due", ValueType.CODE),
                        new Column("Status", ValueType.STATE),
                        new Column("Note", ValueType.TEXT),
                        new Column("Number", ValueType.CODE)),
                findings.stream().map(FindingParts::row).toList(),
                List.of("ISO 22301 8.5", "DORA RTS 25"));
    }

    private static List<ReportValue> row(Finding finding) {
        return List.of(
                severity(finding.severity()),
                message(finding.title()),
                message(finding.cause()),
                finding.owner().isEmpty() ? message("Nobody") : text(finding.owner()),
                finding.due().map(day -> code(day.toString())).orElse(none()),
                status(finding.status()),
                text(finding.note()),
                code(finding.id().text()));
    }

    private static ReportValue.State severity(FindingSeverity severity) {
        return switch (severity) {
            case LOW -> state("Low", Severity.NONE);
            case MEDIUM -> state("Medium", Severity.WARNING);
            case HIGH -> state("High", Severity.FAILED);
            case CRITICAL -> state("Critical", Severity.FAILED);
        };
    }

    private static ReportValue.State status(FindingStatus status) {
        return switch (status) {
            case OPEN -> state("Open", Severity.WARNING);
            case FIXED -> state("Said to be mended", Severity.WARNING);
            case CLOSED -> state("Closed", Severity.OK);
            case ACCEPTED -> state("Risk accepted", Severity.NONE);
        };
    }
}
