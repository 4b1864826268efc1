package dev.muster.bridge.report;

import static dev.muster.model.report.ReportValue.at;
import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.message;
import static dev.muster.model.report.ReportValue.none;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;
import static dev.muster.model.report.ReportValue.took;

import dev.muster.bridge.feature.report.CommonParts;
import dev.muster.bridge.feature.report.JobSteps;
import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.feature.report.Requirements;
import dev.muster.bridge.job.Jobs;
import dev.muster.model.job.Answer;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.report.ReportHead.RowCount;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportResult;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports on any job, from its journal.
 *
 * @param jobs the jobs
 * @param bridge what the bridge calls itself
 */
record JobReports(Jobs jobs, String bridge) implements ReportProvider {
    private static final String RULE =
            "A job passes when each of its steps is done; it passes with a warning when somebody decided to go on without one.";

    @Override
    public ReportKind kind() {
        return ReportKind.JOB;
    }

    @Override
    public ReportDraft draft(ReportRequest request) {
        request.requireFilters(List.of());
        Job job = jobs.job(JobId.of(request.about()));
        List<LogLine> log = jobs.log(job.id(), 0);
        List<List<ReportValue>> answers = answers(job);
        List<List<ReportValue>> own = log.stream()
                .filter(line -> line.step() < 0)
                .map(line -> List.of(at(line.at()), level(line), text(line.text())))
                .toList();
        List<ReportPart> parts = new ArrayList<>();
        parts.add(CommonParts.failures(failures(job)));
        parts.add(facts(job));
        parts.add(new ReportPart.Tree("steps", "Steps", JobSteps.of(job, log)));
        if (!answers.isEmpty()) {
            parts.add(new ReportPart.Table(
                    "answers",
                    "Decisions of operators",
                    List.of(
                            new Column("Step", ValueType.MESSAGE),
                            new Column("Question", ValueType.MESSAGE),
                            new Column("Decision", ValueType.MESSAGE),
                            new Column("Decided by", ValueType.TEXT),
                            new Column("Reason", ValueType.TEXT),
                            new Column("Time", ValueType.INSTANT)),
                    answers,
                    List.of()));
        }
        if (!own.isEmpty()) {
            parts.add(new ReportPart.Table(
                    "log",
                    "Log of the job itself",
                    List.of(
                            new Column("Time", ValueType.INSTANT),
                            new Column("Level", ValueType.STATE),
                            new Column("Text", ValueType.TEXT)),
                    own,
                    List.of()));
        }
        parts.add(CommonParts.scope(
                "The report has all steps of one job as its journal has them.",
                "Of what a part of a step printed the journal keeps the last 50 lines; earlier lines are left out."));
        parts.add(CommonParts.clock(request.at()));
        parts.add(Requirements.of(
                Requirements.iso22301("failures", "steps"), Requirements.soc2("steps"), Requirements.dora("failures")));
        parts.add(CommonParts.signOff("Operator", "Reviewer"));
        return new ReportDraft(
                job.title(),
                result(job),
                List.of(),
                List.of(
                        new RowCount("Steps", job.steps().size()),
                        new RowCount("Decisions of operators", answers.size()),
                        new RowCount("Log lines", log.size())),
                parts);
    }

    private static ReportResult result(Job job) {
        boolean waived = job.steps().stream().anyMatch(step -> step.state() == StepState.WAIVED);
        return switch (job.state()) {
            case DONE ->
                waived
                        ? new ReportResult("Passed with warnings", Severity.WARNING, RULE)
                        : new ReportResult("Passed", Severity.OK, RULE);
            case FAILED -> new ReportResult("Failed", Severity.FAILED, RULE);
            case CANCELLED -> new ReportResult("Cancelled", Severity.WARNING, RULE);
            case UNDONE -> new ReportResult("Taken back", Severity.WARNING, RULE);
            case QUEUED, RUNNING, PAUSED, CANCELLING, UNDOING ->
                new ReportResult("Not ended yet", Severity.WARNING, RULE);
        };
    }

    private static List<String> failures(Job job) {
        List<String> sentences = new ArrayList<>();
        job.problem().ifPresent(problem -> sentences.add(problem.what()));
        job.steps().stream()
                .flatMap(step -> step.problem().stream())
                .map(problem -> problem.what())
                .filter(what -> !sentences.contains(what))
                .forEach(sentences::add);
        return sentences;
    }

    private ReportPart facts(Job job) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Title", message(job.title())));
        facts.add(new Fact("Job", code(job.id().text())));
        facts.add(new Fact("Kind", code(job.kind())));
        facts.add(new Fact("Bridge", text(bridge)));
        facts.add(new Fact("Requested by", text(job.by())));
        facts.add(new Fact("Submitted", at(job.created())));
        facts.add(new Fact("Started", moment(job.started())));
        facts.add(new Fact("Ended", moment(job.ended())));
        facts.add(new Fact("Duration", time(job.started(), job.ended())));
        if (!job.recovered().isEmpty()) {
            facts.add(new Fact("After a restart of the bridge", message(job.recovered())));
        }
        job.problem().ifPresent(problem -> {
            facts.add(new Fact("Error code", code(problem.code().id())));
            facts.add(new Fact("What it means", message(problem.meaning())));
            facts.add(new Fact("Recommended action", message(problem.remedy()), "ISO 22301 8.5"));
            facts.add(new Fact("Details", text(problem.details())));
        });
        return new ReportPart.Facts("job", "Job", facts);
    }

    private static List<List<ReportValue>> answers(Job job) {
        List<List<ReportValue>> rows = new ArrayList<>();
        for (Step step : job.steps()) {
            for (Answer answer : step.answers()) {
                rows.add(List.of(
                        message(step.name()),
                        message(answer.question()),
                        message(answer.label()),
                        answer.by().isEmpty() ? message("Nobody in time") : text(answer.by()),
                        text(answer.reason()),
                        at(answer.at())));
            }
        }
        return rows;
    }

    private static ReportValue level(LogLine line) {
        return switch (line.level()) {
            case INFO -> state("Information", Severity.NONE);
            case WARNING -> state("Warning", Severity.WARNING);
            case ERROR -> state("Error", Severity.FAILED);
        };
    }

    private static ReportValue moment(Optional<Instant> time) {
        return time.map(ReportValue::at).orElse(none());
    }

    private static ReportValue time(Optional<Instant> from, Optional<Instant> to) {
        return from.flatMap(begin -> to.map(end -> took(Duration.between(begin, end))))
                .orElse(none());
    }
}
