package dev.muster.bridge.report;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** What goes wrong with reports. */
final class ReportProblems {
    private ReportProblems() {}

    static MusterException notFound(ReportId id) {
        return Problem.of(
                        ErrorCode.REPORT_NOT_FOUND,
                        "There is no report " + id + ".",
                        "Nothing was changed.",
                        "Look at the list of reports.")
                .toException();
    }

    static MusterException notDrawn(ReportId id, ReportFormat format) {
        return Problem.of(
                        ErrorCode.REPORT_NOT_FOUND,
                        "The report " + id + " was not drawn as " + format.name() + ".",
                        "Nothing was changed.",
                        "Use one of its formats, or make the report again.")
                .toException();
    }

    static MusterException noProvider(ReportKind kind) {
        return Problem.of(
                        ErrorCode.NOT_SUPPORTED,
                        "This bridge makes no reports of the kind " + kind.word() + ".",
                        "Nothing was changed.",
                        "Update the bridge.")
                .toException();
    }

    static MusterException notAllowed(String name) {
        return Problem.of(
                        ErrorCode.NOT_ALLOWED,
                        name + " may not read or delete audit reports.",
                        "Nothing was changed.",
                        "Ask an administrator.")
                .toException();
    }

    static MusterException damaged(ReportId id, ReportFormat format) {
        return Problem.of(
                        ErrorCode.REPORT_DAMAGED,
                        "The file " + format.extension().toUpperCase(Locale.ROOT) + " of the report " + id
                                + " is missing or is not the one that was written.",
                        "VMs are not affected.",
                        "Keep what is there as evidence, and verify the register of reports.")
                .toException();
    }

    static MusterException failed(Path file, IOException e) {
        return Problem.of(
                        ErrorCode.REPORT_DAMAGED,
                        "The file " + file + " of a report cannot be read or written.",
                        "VMs are not affected.",
                        "Check the free space and the permissions of the bridge's state directory.")
                .withDetails(String.valueOf(e.getMessage()))
                .toException(e);
    }
}
