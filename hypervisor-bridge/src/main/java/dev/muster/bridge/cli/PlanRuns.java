package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.PlanFinding;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs of plans on the command line. */
final class PlanRuns {
    /** The step of a test that asks whether it can be removed, and what it is told. */
    private static final String KEEP = "keep";

    private static final String REMOVE = "remove";

    private final CtlSession session;
    private final PlanId plan;

    PlanRuns(CtlSession session, PlanId plan) {
        this.session = session;
        this.plan = plan;
    }

    private List<RunSummary> runs(int limit) {
        return session.ask(new RunQuery.Runs(plan, limit)).runs();
    }

    /** Recovers, when that was confirmed. */
    int recover(long version, boolean planned, boolean yes) {
        if (!yes) {
            session.output()
                    .note("Recovers for real by the plan " + plan + ": what its machines were captured from is "
                            + (planned
                                    ? "shut down in reverse order and captured once more."
                                    : "forced off where it can be reached."));
            Confirmation.require(session.output(), plan.text());
        }
        return session.submit(
                planned
                        ? new RecoveryCommand.RecoverPlanned(plan, version)
                        : new RecoveryCommand.Recover(plan, version));
    }

    /** Removes a test that stands, else takes back what stands of a run that has ended. */
    int cleanup(boolean yes) {
        for (RunSummary run : runs(RunQuery.Runs.MOST)) {
            if (run.kind() == RunKind.TEST && asks(run)) {
                session.bridge().submit(new JobCommand.Answer(run.job(), KEEP, REMOVE, ""));
                return session.finish(run.job());
            }
            if (run.standing() && run.ended().isPresent()) {
                if (!yes && run.kind().isRecovery()) {
                    session.output()
                            .note("Removes what was recovered by the plan " + plan
                                    + ", with all that was written since, and starts again what was forced off.");
                    Confirmation.require(session.output(), plan.text());
                }
                return session.submit(new RecoveryCommand.Cleanup(plan, run.job()));
            }
        }
        throw Problem.of(
                        ErrorCode.JOB_NOT_ASKING,
                        "Neither a test nor a recovery of the plan " + plan + " stands.",
                        "Nothing was changed.",
                        "List the jobs to see those that run.")
                .toException();
    }

    /** The recovery of the plan that has ended and stands. */
    private RunSummary stands() {
        return runs(RunQuery.Runs.MOST).stream()
                .filter(run ->
                        run.kind().isRecovery() && run.standing() && run.ended().isPresent())
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.VM_STATE,
                                "No recovery of the plan " + plan + " stands.",
                                "Nothing was changed.",
                                "Look at its history with: plan history " + plan + ".")
                        .toException());
    }

    /** Makes the recovery that stands production. */
    int commit(boolean yes) {
        RunSummary run = stands();
        if (!yes) {
            session.output()
                    .note("Moves what was recovered by the plan " + plan
                            + " out of the repository; it cannot be taken back then, only failed back.");
            Confirmation.require(session.output(), plan.text());
        }
        return session.submit(new RecoveryCommand.Commit(plan, run.job()));
    }

    /** Brings the recovery that stands home. */
    int failback(boolean yes) {
        RunSummary run = stands();
        if (!yes) {
            session.output()
                    .note(
                            "Shuts down what was recovered by the plan " + plan
                                    + " and brings all it wrote home. What the old machines wrote after their restore points is lost.");
            Confirmation.require(session.output(), plan.text());
        }
        return session.submit(new RecoveryCommand.Failback(plan, run.job()));
    }

    /** Has Muster, or the hosts, start the machines. */
    int guard(boolean on) {
        return session.submit(new RecoveryCommand.Guard(plan, on));
    }

    private boolean asks(RunSummary run) {
        Job job = session.ask(new JobQuery.Show(run.job()));
        return job.asking().stream().anyMatch(step -> step.id().equals(KEEP));
    }

    /** The runs, or one of them with its machines. */
    int history(Optional<String> job, int limit) {
        if (job.isPresent()) {
            RunRecord record = session.ask(new RunQuery.Run(JobId.of(job.get())));
            return session.output().answer(record, text(record));
        }
        List<RunSummary> runs = runs(limit);
        Table table = new Table(
                "The plan was never run.",
                "JOB",
                "BEGUN",
                "KIND",
                ">VERSION",
                "RESULT",
                ">TIME",
                ">OBJECTIVE",
                ">READY",
                "BY",
                "");
        for (RunSummary run : runs) {
            table.row(
                    run.job().text(),
                    Table.moment(run.begun()),
                    word(run.kind()),
                    "" + run.version(),
                    word(run.result()),
                    run.recoveryTime().map(JobProgress::duration).orElse(""),
                    run.objective().map(JobProgress::duration).orElse(""),
                    run.ready() + "/" + run.machines(),
                    run.by(),
                    run.standing() && run.ended().isPresent() ? "stands" : "");
        }
        return session.output().answer(runs, table);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String text(RunRecord record) {
        RunSummary run = record.summary();
        StringWriter out = new StringWriter();
        PrintWriter text = new PrintWriter(out, true);
        text.println(run.plan() + ", version " + run.version() + ": " + word(run.kind()) + ", " + word(run.result()));
        text.println("Begun " + Table.moment(run.begun()) + " by " + run.by());
        run.recoveryTime()
                .ifPresent(took -> text.println("Ready after " + JobProgress.duration(took)
                        + run.objective()
                                .map(limit -> " (objective " + JobProgress.duration(limit) + ")")
                                .orElse("")));
        if (!run.isolation().isEmpty()) {
            text.println("Seen elsewhere: " + run.isolation());
        }
        run.warnings().forEach(warning -> text.println("Warning: " + warning));
        run.problem().ifPresent(problem -> text.println(problem.text()));
        text.println();
        Table table = new Table(
                "No machines.", "MACHINE", "STATE", ">STARTED", ">READY", ">TRIED", "POINT", "READY BY, OR WHY NOT");
        for (MachineRun machine : record.machines()) {
            table.row(
                    machine.key(),
                    machine.ready().isPresent() ? "ready" : word(machine.state()),
                    since(run, machine.started()),
                    since(run, machine.ready()),
                    "" + machine.attempts(),
                    machine.point().text(),
                    machine.ready().isPresent() ? String.join("; ", machine.evidence()) : machine.note());
        }
        table.print(text);
        return out.toString().replace("\r\n", "\n");
    }

    private static String since(RunSummary run, Optional<Instant> moment) {
        return moment.map(when -> JobProgress.duration(Duration.between(run.begun(), when)))
                .orElse("");
    }

    /** What stands against running the plan, one a line. */
    static String text(List<PlanFinding> findings) {
        StringBuilder text = new StringBuilder();
        for (PlanFinding finding : findings) {
            text.append(finding.severity() == Health.CRITICAL ? "critical: " : "warning: ")
                    .append(finding.problem().what())
                    .append(' ')
                    .append(finding.problem().remedy())
                    .append('\n');
        }
        return text.toString().stripTrailing();
    }
}
