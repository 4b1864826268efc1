package dev.muster.bridge.cli;

import dev.muster.bridge.open.ReportTransfers;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportQuery;
import java.nio.file.Path;
import java.util.Locale;

/** What is known of a file, in plain sentences. */
final class ReportVerdictText {
    private ReportVerdictText() {}

    static String of(Path file, ReportTransfers.Verified verified) {
        ReportQuery.Verdict verdict = verified.verdict();
        StringBuilder text = new StringBuilder();
        switch (verdict.finding()) {
            case MADE_HERE ->
                text.append("Made here: ").append(file).append(" is the ").append(report(verdict));
            case CHANGED -> {
                text.append("Changed: ").append(file).append(" is not the ").append(report(verdict));
                verified.firstDifference()
                        .ifPresent(
                                offset -> text.append("\nByte ").append(offset).append(" is the first that differs."));
            }
            case UNKNOWN -> text.append("Unknown: ").append(file).append(" is no report that was made here.");
        }
        text.append('\n');
        if (verdict.report().isPresent() && !verdict.kept()) {
            text.append("Its files are no longer kept here.\n");
        }
        ReportQuery.Chain chain = verdict.chain();
        if (chain.isWhole()) {
            text.append(String.format(
                    Locale.ROOT,
                    "The register of %d reports and the audit of %d entries are unbroken.%n",
                    chain.reports(),
                    chain.auditEntries()));
        } else {
            chain.faults()
                    .forEach(fault -> text.append("Broken: ").append(fault).append('\n'));
            chain.auditBreak()
                    .ifPresent(entry -> text.append("Broken: entry ")
                            .append(entry)
                            .append(" of the audit does not fit the one before it.\n"));
        }
        return text.toString();
    }

    private static String report(ReportQuery.Verdict verdict) {
        return verdict.format()
                        .map(format -> format.name() + " file of the report ")
                        .orElse("report ")
                + verdict.report().map(ReportVerdictText::report).orElse("");
    }

    private static String report(MadeReport report) {
        return report.id() + ", made " + Table.moment(report.madeAt()) + " by " + report.madeBy() + ".";
    }
}
