package dev.muster.bridge.recovery.run;

import static dev.muster.model.report.ReportValue.at;
import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.message;
import static dev.muster.model.report.ReportValue.none;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;
import static dev.muster.model.report.ReportValue.took;

import dev.muster.bridge.feature.report.CommonParts;
import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.feature.report.Requirements;
import dev.muster.bridge.job.Jobs;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.backup.PointId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.report.ReportHead.RowCount;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportResult;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reports on restore points that a job booted.
 *
 * @param ground what they were booted on
 * @param jobs the jobs
 */
record BootReports(RunGround ground, Jobs jobs) implements ReportProvider {
    private static final String RULE =
            "A restore point counts as booted when all gates were met in time by a machine that ran over it.";

    @Override
    public ReportKind kind() {
        return ReportKind.BOOT_VERIFICATION;
    }

    /**
     * One point.
     *
     * @param problem why it does not boot; empty where it does, nothing where it was not booted
     * @param known what is kept with it, where that is of this job
     */
    private record Booted(String name, PointId point, Optional<String> problem, Optional<BootVerification> known) {
        boolean failed() {
            return problem.filter(text -> !text.isEmpty()).isPresent();
        }
    }

    @Override
    public ReportDraft draft(ReportRequest request) {
        request.requireFilters(List.of());
        Job job = jobs.job(JobId.of(request.about()));
        Map<String, String> facts = jobs.facts(job.id());
        if (!job.kind().equals("recovery.verify-boot") && !job.kind().equals("recovery.find-good")) {
            throw Problem.of(
                            ErrorCode.JOB_NOT_FOUND,
                            "The job " + job.id() + " booted no restore points.",
                            "No report was made.",
                            "Name a job that did.")
                    .toException();
        }
        List<Booted> points = points(job, facts);
        List<ReportPart> parts = new ArrayList<>();
        parts.add(CommonParts.failures(points.stream()
                .filter(Booted::failed)
                .map(one -> one.point() + ": " + one.problem().orElse(""))
                .toList()));
        parts.add(new ReportPart.Facts(
                "job",
                "Job",
                List.of(
                        new Fact("Job", code(job.id().text())),
                        new Fact("Requested by", text(job.by())),
                        new Fact("Started", job.started().map(ReportValue::at).orElse(none())),
                        new Fact("Ended", job.ended().map(ReportValue::at).orElse(none())),
                        new Fact(
                                "Isolation",
                                message("Machines had their cables out and names and addresses of their own.")))));
        FindGoodDefinition.told(facts)
                .ifPresent(found -> parts.add(new ReportPart.Facts(
                        "search",
                        "Newest restore point that boots",
                        List.of(
                                new Fact(
                                        "Last good",
                                        found.lastGood()
                                                .map(point -> code(point.text()))
                                                .orElse(none())),
                                new Fact(
                                        "First bad",
                                        found.firstBad()
                                                .map(point -> code(point.text()))
                                                .orElse(none())),
                                new Fact("Restore points", ReportValue.number(found.points()))))));
        parts.add(table(points));
        parts.add(evidence(points));
        parts.add(CommonParts.scope(
                "The report has the restore points that one job booted; of a point that was booted again since, the later result is with the point.",
                "Pictures of the screens are kept with the points, not in the report."));
        parts.add(CommonParts.clock(request.at()));
        parts.add(Requirements.of(
                Requirements.iso22301("failures", "points"),
                Requirements.soc2("points", "evidence"),
                Requirements.nis2("points", "evidence")));
        parts.add(CommonParts.signOff("Backup operator", "Reviewer"));
        return new ReportDraft(
                job.title(), result(points), List.of(), List.of(new RowCount("Restore points", points.size())), parts);
    }

    private List<Booted> points(Job job, Map<String, String> facts) {
        List<Booted> all = new ArrayList<>();
        Decided decided = Decided.of(facts);
        decided.inOrder().forEach(machine -> {
            Decided.Machine known = decided.machine(machine.key());
            all.add(new Booted(
                    known.oldName(),
                    known.point(),
                    BootRun.result(machine.key(), facts),
                    ground.points()
                            .booted(known.point())
                            .filter(booted -> booted.job().equals(job.id()))));
        });
        all.sort(Comparator.comparing(one -> !one.failed()));
        return all;
    }

    private static ReportResult result(List<Booted> points) {
        boolean failed = points.stream().anyMatch(Booted::failed);
        boolean open = points.stream().anyMatch(one -> one.problem().isEmpty());
        return failed
                ? new ReportResult("Failed", Severity.FAILED, RULE)
                : open
                        ? new ReportResult("Passed with warnings", Severity.WARNING, RULE)
                        : new ReportResult("Passed", Severity.OK, RULE);
    }

    private static ReportPart table(List<Booted> points) {
        return new ReportPart.Table(
                "points",
                "Restore points",
                List.of(
                        new Column("Machine", ValueType.TEXT),
                        new Column("Restore point", ValueType.CODE),
                        new Column("State", ValueType.STATE),
                        new Column("Time", ValueType.INSTANT),
                        new Column("Duration", ValueType.DURATION),
                        new Column("Picture", ValueType.MESSAGE)),
                points.stream()
                        .map(one -> List.of(
                                text(one.name()),
                                code(one.point().text()),
                                one.failed()
                                        ? state("Does not boot", Severity.FAILED)
                                        : one.problem().isPresent()
                                                ? state("Boots", Severity.OK)
                                                : state("Not booted", Severity.NONE),
                                one.known().map(known -> at(known.at())).orElse(none()),
                                one.known().map(known -> took(known.took())).orElse(none()),
                                one.known()
                                        .map(known -> message(known.screen() ? "Kept" : "None"))
                                        .orElse(none())))
                        .toList(),
                List.of("NIS2 4.2"));
    }

    private static ReportPart evidence(List<Booted> points) {
        List<List<ReportValue>> rows = new ArrayList<>();
        for (Booted one : points) {
            one.known()
                    .ifPresent(known -> known.evidence()
                            .forEach(met -> rows.add(List.of(code(one.point().text()), text(met)))));
        }
        return new ReportPart.Table(
                "evidence",
                "What each gate was met by",
                List.of(
                        new Column("Restore point", ValueType.CODE),
                        new Column("Gate and what was seen", ValueType.TEXT)),
                rows,
                List.of("SOC 2 A1.3"));
    }
}
