package dev.muster.bridge.feature.report;

import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.job.Substep;
import dev.muster.model.report.ReportPart.TreeStep;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps of a job as a section of a report has them. */
public final class JobSteps {
    private JobSteps() {}

    /**
     * Returns the steps with their parts and what each printed.
     *
     * @param log the lines of the job's log
     */
    public static List<TreeStep> of(Job job, List<LogLine> log) {
        return job.steps().stream().map(step -> step(step, log)).toList();
    }

    private static TreeStep step(Step step, List<LogLine> log) {
        Stream<String> said =
                log.stream().filter(line -> line.step() == step.index()).map(LogLine::text);
        return new TreeStep(
                step.name(),
                state(step.state()),
                step.started(),
                step.ended(),
                Optional.empty(),
                step.attempt(),
                Stream.concat(said, problem(step.problem())).toList(),
                step.substeps().stream().map(JobSteps::substep).toList());
    }

    private static TreeStep substep(Substep part) {
        return new TreeStep(
                part.name(),
                state(part.state()),
                part.started(),
                part.ended(),
                Optional.empty(),
                part.started().isPresent() ? 1 : 0,
                Stream.concat(part.output().stream(), problem(part.problem())).toList(),
                List.of());
    }

    private static Stream<String> problem(Optional<Problem> problem) {
        return problem.map(Problem::text).stream().flatMap(String::lines);
    }

    /** Returns the state of a step as a report has it. */
    public static ReportValue.State state(StepState state) {
        return switch (state) {
            case DONE -> ReportValue.state("Done", Severity.OK);
            case FAILED -> ReportValue.state("Failed", Severity.FAILED);
            case SKIPPED -> ReportValue.state("Skipped", Severity.NONE);
            case WAIVED -> ReportValue.state("Waived", Severity.WARNING);
            case UNDONE -> ReportValue.state("Taken back", Severity.WARNING);
            case WAITING -> ReportValue.state("Waiting", Severity.NONE);
            case RUNNING -> ReportValue.state("Running", Severity.NONE);
            case ASKING -> ReportValue.state("Asking", Severity.WARNING);
        };
    }
}
