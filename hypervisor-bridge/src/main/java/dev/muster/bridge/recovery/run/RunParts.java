package dev.muster.bridge.recovery.run;

import static dev.muster.model.report.ReportValue.at;
import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.message;
import static dev.muster.model.report.ReportValue.none;
import static dev.muster.model.report.ReportValue.number;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;
import static dev.muster.model.report.ReportValue.took;

import dev.muster.bridge.feature.report.CommonParts;
import dev.muster.model.job.Answer;
import dev.muster.model.job.Job;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunSummary;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a report on a run says of the run as a whole.
 *
 * @param record the run
 * @param job its job
 * @param decided what was decided before it began
 * @param plan the version of the plan as it was saved; empty where the plan was deleted since
 */
record RunParts(RunRecord record, Job job, Decided decided, Optional<SavedPlan> plan) {
    private RunSummary run() {
        return record.summary();
    }

    List<String> failures() {
        List<String> all = new ArrayList<>();
        run().problem().ifPresent(problem -> all.add(problem.what()));
        job.steps().stream()
                .flatMap(step -> step.problem().stream())
                .map(problem -> problem.what())
                .filter(what -> !all.contains(what))
                .forEach(all::add);
        return all;
    }

    ReportPart about() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Run", code(run().run())));
        facts.add(new Fact("Job", code(run().job().text())));
        facts.add(new Fact("Kind of run", message(word(run().kind())), "ISO 22301 8.5"));
        facts.add(new Fact("Plan", text(run().plan().text())));
        facts.add(new Fact("Plan version", number(run().version()), "ISO 22301 8.5"));
        facts.add(new Fact("Scenario", text(decided.spec().description()), "ISO 22301 8.5"));
        facts.add(new Fact("Planned by", plan.map(saved -> text(saved.by())).orElse(none()), "SOC 2 A1.3"));
        facts.add(new Fact("Plan saved", plan.map(saved -> at(saved.saved())).orElse(none())));
        facts.add(new Fact(
                "Comment on that version",
                plan.map(saved -> text(saved.comment())).orElse(none())));
        facts.add(new Fact("Run by", text(run().by()), "SOC 2 A1.3"));
        facts.add(new Fact("Started", at(run().begun())));
        facts.add(new Fact("Ended", run().ended().map(ReportValue::at).orElse(none())));
        facts.add(new Fact(
                "Duration",
                run().ended()
                        .map(end -> took(Duration.between(run().begun(), end)))
                        .orElse(none())));
        return new ReportPart.Facts("run", "Run", facts);
    }

    static String word(RunKind kind) {
        return switch (kind) {
            case TEST -> "Test in isolated networks";
            case RECOVERY -> "Unplanned recovery";
            case PLANNED -> "Planned recovery";
            case FAILBACK -> "Failback";
        };
    }

    /**
     * The objectives as they stood before the run, and what they came to.
     *
     * @param oldest how old the oldest data was when the run began
     */
    ReportPart objectives(Optional<Duration> oldest) {
        List<List<ReportValue>> rows = List.of(
                row("Recovery time", decided.spec().objective(), run().recoveryTime()),
                row("Age of the oldest data", decided.spec().ageObjective(), oldest));
        return new ReportPart.Table(
                "objectives",
                "Objectives as they stood before the run",
                List.of(
                        new Column("Objective", ValueType.MESSAGE),
                        new Column("At most", ValueType.DURATION),
                        new Column("As it was", ValueType.DURATION),
                        new Column("State", ValueType.STATE)),
                rows,
                List.of("ISO 22301 8.5", "DORA RTS 25"));
    }

    private static List<ReportValue> row(String what, Optional<Duration> limit, Optional<Duration> was) {
        return List.of(
                message(what),
                limit.map(ReportValue::took).orElse(none()),
                was.map(ReportValue::took).orElse(none()),
                limit.isEmpty()
                        ? state("No objective", Severity.NONE)
                        : was.isEmpty()
                                ? state("Not reached", Severity.FAILED)
                                : was.get().compareTo(limit.get()) <= 0
                                        ? state("Met", Severity.OK)
                                        : state("Missed", Severity.FAILED));
    }

    ReportPart rules() {
        return new ReportPart.Text(
                "criteria",
                "Success criteria and assumptions",
                List.of(
                        RunReports.RULE,
                        "Times in the plan are medians of earlier runs where there are some, else what the operator estimated, else defaults.",
                        "The recovery time is from the beginning of the run until the last machine met its gates.",
                        "The age of data is from the capture of a machine's restore point until the beginning of the run."),
                Severity.NONE);
    }

    ReportPart isolation() {
        if (run().kind() != RunKind.TEST) {
            return new ReportPart.Text(
                    "isolation",
                    "Isolation",
                    List.of("The run took the place of production, so it was not isolated from it."),
                    Severity.NONE);
        }
        boolean heard = !run().isolation().isEmpty();
        boolean clean = run().isolation().startsWith("0 frames");
        return new ReportPart.Facts(
                "isolation",
                "Isolation",
                List.of(
                        new Fact(
                                "State",
                                clean
                                        ? state("No frame of the test was seen outside its networks", Severity.OK)
                                        : heard
                                                ? state("Frames of the test were seen elsewhere", Severity.FAILED)
                                                : state("There was no other link to listen on", Severity.NONE),
                                "DORA RTS 25"),
                        new Fact("Listened from", message("Before the first machine was started")),
                        new Fact("Seen", text(run().isolation()))));
    }

    /** What went otherwise than planned, with who decided it and why. */
    ReportPart deviations() {
        List<List<ReportValue>> rows = new ArrayList<>();
        run().warnings().forEach(warning -> rows.add(List.of(none(), message(warning), none(), none())));
        for (Step step : job.steps()) {
            if (step.attempt() > 1) {
                rows.add(List.of(message(step.name()), message("It was tried more than once."), none(), none()));
            }
            if (step.state() == StepState.WAIVED) {
                Optional<Answer> last = step.answers().isEmpty()
                        ? Optional.empty()
                        : Optional.of(step.answers().getLast());
                rows.add(List.of(
                        message(step.name()),
                        message("It was gone on without."),
                        last.map(answer -> text(answer.by())).orElse(none()),
                        last.map(answer -> text(answer.reason())).orElse(none())));
            }
        }
        if (rows.isEmpty()) {
            return new ReportPart.Text(
                    "deviations", "Deviations from the plan", List.of("There were none."), Severity.OK);
        }
        return new ReportPart.Table(
                "deviations",
                "Deviations from the plan",
                List.of(
                        new Column("Step", ValueType.MESSAGE),
                        new Column("Deviation", ValueType.MESSAGE),
                        new Column("Decided by", ValueType.TEXT),
                        new Column("Reason", ValueType.TEXT)),
                rows,
                List.of("ISO 22301 8.5", "DORA RTS 25"));
    }

    Optional<ReportPart> answers() {
        List<List<ReportValue>> rows = job.steps().stream()
                .flatMap(step -> step.answers().stream()
                        .map(answer -> List.of(
                                message(step.name()),
                                message(answer.label()),
                                answer.by().isEmpty() ? message("Nobody in time") : text(answer.by()),
                                text(answer.reason()),
                                at(answer.at()))))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReportPart.Table(
                        "answers",
                        "Decisions of operators",
                        List.of(
                                new Column("Step", ValueType.MESSAGE),
                                new Column("Decision", ValueType.MESSAGE),
                                new Column("Decided by", ValueType.TEXT),
                                new Column("Reason", ValueType.TEXT),
                                new Column("Time", ValueType.INSTANT)),
                        rows,
                        List.of("ISO 22301 8.5")));
    }

    /** Whether something of it is left. */
    ReportPart leftOver() {
        String said = run().standing()
                ? run().outcome().filter(RunOutcome.COMMITTED::equals).isPresent()
                        ? "The recovery is committed: its machines have disks of their own."
                        : "Machines and networks of the run stand."
                : run().outcome()
                        .map(RunParts::left)
                        .orElse(
                                "Nothing is left: machines, what they wrote and networks were removed, and that was read back.");
        return new ReportPart.Text(
                "clean-up", "Clean-up", List.of(said), run().standing() ? Severity.WARNING : Severity.OK);
    }

    private static String left(RunOutcome outcome) {
        return switch (outcome) {
            case COMMITTED -> "The recovery is committed: its machines have disks of their own.";
            case ROLLED_BACK -> "The recovery was taken back: what it replaced runs again.";
            case FAILED_BACK -> "The recovery was failed back: all that was written meanwhile is in what it replaced.";
        };
    }

    ReportPart scope() {
        Stream<String> left = record.machines().stream()
                .filter(machine -> machine.ready().isEmpty())
                .map(machine -> "Not recovered: " + machine.key() + reason(machine));
        return CommonParts.scope(Stream.concat(
                        Stream.of(
                                "The report has one run of the plan as its journal has it, with all machines of the plan.",
                                "What the machines said on their serial lines is kept beside it on the bridge, not in it."),
                        left)
                .toArray(String[]::new));
    }

    private static String reason(MachineRun machine) {
        return machine.note().isEmpty() ? "." : ": " + machine.note();
    }
}
