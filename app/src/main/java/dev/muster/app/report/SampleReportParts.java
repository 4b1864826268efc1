package dev.muster.app.report;

import dev.muster.model.report.ReportHead.RowCount;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Answer;
import dev.muster.model.report.ReportPart.Bar;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportPart.Span;
import dev.muster.model.report.ReportPart.TreeStep;
import dev.muster.model.report.ReportResult;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the reports of the sample say. */
final class SampleReportParts {
    private SampleReportParts() {}

    static ReportResult result(ReportKind kind) {
        return switch (kind) {
            case JOB ->
                new ReportResult(
                        "Failed",
                        Severity.FAILED,
                        "A job passes when each of its steps is done; it passes with a warning when somebody decided to go on without one.");
            case BACKUP ->
                new ReportResult(
                        "Passed with warnings",
                        Severity.WARNING,
                        "Backups pass when each restore point was read whole and found as it was captured; one that was never read is a warning.");
            case AUDIT, INVENTORY, PLAN -> new ReportResult("Complete", Severity.NONE, "");
            case RUN, BOOT_VERIFICATION, GROUP_CAPTURE, CLUSTER_DEPLOYMENT ->
                new ReportResult("Passed", Severity.OK, "");
        };
    }

    static List<RowCount> counts(ReportKind kind) {
        return switch (kind) {
            case JOB -> List.of(new RowCount("Steps", 4), new RowCount("Log lines", 19));
            case AUDIT -> List.of(new RowCount("Entries", 1284));
            case BACKUP -> List.of(new RowCount("Restore points", 12), new RowCount("Disks", 24));
            case RUN, PLAN, BOOT_VERIFICATION, GROUP_CAPTURE, CLUSTER_DEPLOYMENT, INVENTORY ->
                List.of(new RowCount("Hosts", 3), new RowCount("VMs", 48));
        };
    }

    static List<ReportPart> of(ReportKind kind, Instant at) {
        List<ReportPart> parts = new ArrayList<>();
        parts.add(
                kind == ReportKind.JOB
                        ? new ReportPart.Text(
                                "failures", "What failed", List.of("db-21 did not answer in time."), Severity.FAILED)
                        : new ReportPart.Text("failures", "What failed", List.of("Nothing failed."), Severity.OK));
        parts.add(new ReportPart.Facts(
                "clock",
                "Times in this report",
                List.of(
                        new Fact("Time zone", ReportValue.code("UTC")),
                        new Fact("Clock of the bridge when this was gathered", ReportValue.at(at)))));
        switch (kind) {
            case JOB -> {
                parts.add(steps(at));
                parts.add(times());
            }
            case RUN, PLAN, BOOT_VERIFICATION, BACKUP, GROUP_CAPTURE, CLUSTER_DEPLOYMENT, AUDIT, INVENTORY ->
                parts.add(vms());
        }
        parts.add(new ReportPart.Clauses(
                "requirements",
                "Requirements answered",
                List.of(new Answer(
                        "SOC 2",
                        "A1.3",
                        "Recovery procedures are tested, and the results are kept.",
                        List.of("failures")))));
        parts.add(new ReportPart.SignOff("sign-off", "Signatures", List.of("Operator", "Reviewer")));
        return parts;
    }

    private static ReportPart steps(Instant at) {
        List<String> names = List.of("web-20", "db-21", "lb-22", "mail-23");
        return new ReportPart.Tree(
                "steps",
                "Steps",
                IntStream.range(0, names.size())
                        .mapToObj(index -> new TreeStep(
                                "Start " + names.get(index),
                                state(index),
                                Optional.of(at.plusSeconds(index)),
                                Optional.of(at.plusSeconds(index == 1 ? 31 : index + 2L)),
                                Optional.empty(),
                                1,
                                index == 1 ? List.of("virDomainCreate: timed out") : List.of(),
                                List.of()))
                        .toList());
    }

    private static ReportPart times() {
        List<String> names = List.of("web-20", "db-21", "lb-22", "mail-23");
        return new ReportPart.Gantt(
                "times",
                "Duration",
                IntStream.range(0, names.size())
                        .mapToObj(index -> new Bar(
                                names.get(index),
                                Optional.of(span(index, index + 4)),
                                Optional.of(span(index, index == 1 ? 31 : index + 3)),
                                state(index)))
                        .toList(),
                List.of());
    }

    private static Span span(int begin, int end) {
        return new Span(Duration.ofSeconds(begin), Duration.ofSeconds(end));
    }

    private static ReportValue.State state(int index) {
        return index == 1 ? ReportValue.state("Failed", Severity.FAILED) : ReportValue.state("Done", Severity.OK);
    }

    private static ReportPart vms() {
        List<List<ReportValue>> rows = IntStream.range(0, 64)
                .mapToObj(index -> List.<ReportValue>of(
                        ReportValue.text(
                                index % 8 == 4 ? "reconciliation-service-with-a-long-name-1" + index : "web-1" + index),
                        index % 3 == 2
                                ? ReportValue.state("Off", Severity.NONE)
                                : ReportValue.state("Running", Severity.OK),
                        ReportValue.text("h" + (1 + index % 3)),
                        ReportValue.number(1L + index % 4),
                        ReportValue.bytes((1L + index % 8) << 30)))
                .toList();
        return new ReportPart.Table(
                "vms",
                "VMs",
                List.of(
                        new Column("Name", ValueType.TEXT),
                        new Column("State", ValueType.STATE),
                        new Column("Host", ValueType.TEXT),
                        new Column("vCPUs", ValueType.NUMBER),
                        new Column("Memory", ValueType.BYTES)),
                rows,
                List.of());
    }
}
