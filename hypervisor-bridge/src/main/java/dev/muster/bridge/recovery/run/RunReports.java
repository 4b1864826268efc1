package dev.muster.bridge.recovery.run;

import dev.muster.bridge.feature.report.CommonParts;
import dev.muster.bridge.feature.report.JobSteps;
import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.feature.report.Requirements;
import dev.muster.bridge.feature.report.RunFindings;
import dev.muster.bridge.job.Jobs;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import dev.muster.model.recovery.RunSummary;
import dev.muster.model.report.ReportHead.RowCount;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportResult;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports on runs of recovery plans: tests, recoveries, planned ones and failbacks, from their journals.
 *
 * @param ground what runs stand on
 * @param jobs the jobs
 * @param findings what they found
 */
record RunReports(RunGround ground, Jobs jobs, RunFindings findings) implements ReportProvider {
    static final String RULE =
            "A run succeeds when every machine met all its gates and stood at the end; a test also when no frame of it was seen"
                    + " elsewhere and nothing of it is left. It is incomplete when something was left out or failed and the rest stands.";

    @Override
    public ReportKind kind() {
        return ReportKind.RUN;
    }

    @Override
    public ReportDraft draft(ReportRequest request) {
        request.requireFilters(List.of());
        RunRecord record = ground.runs().require(JobId.of(request.about()));
        RunSummary run = record.summary();
        Job job = jobs.job(run.job());
        Decided decided = Decided.of(jobs.facts(run.job()));
        Optional<SavedPlan> plan = saved(run);
        RunParts parts = new RunParts(record, job, decided, plan);
        RunMachineParts machines = new RunMachineParts(ground, record, decided);
        List<ReportPart> all = new ArrayList<>();
        all.add(CommonParts.failures(parts.failures()));
        all.add(parts.about());
        all.add(parts.objectives(machines.oldest()));
        all.add(parts.rules());
        all.add(machines.table());
        all.add(machines.times(ground.runs().measuresBefore(run.plan(), run.job())));
        all.add(machines.points());
        all.add(machines.evidence());
        machines.overrides().ifPresent(all::add);
        all.add(FindingParts.found(findings.of(run.job())));
        FindingParts.retested(findings.retestedBy(run.job())).ifPresent(all::add);
        all.add(parts.isolation());
        all.add(parts.deviations());
        parts.answers().ifPresent(all::add);
        all.add(parts.leftOver());
        all.add(new RunComparisonPart(ground.runs().before(run), record).part());
        all.add(new ReportPart.Tree("steps", "Steps", JobSteps.of(job, jobs.log(job.id(), 0))));
        all.add(parts.scope());
        all.add(CommonParts.clock(request.at()));
        all.add(Requirements.of(
                Requirements.iso22301(
                        "failures", "run", "objectives", "machines", "deviations", "run-findings", "comparison"),
                Requirements.soc2("run", "machines", "evidence"),
                Requirements.dora("objectives", "isolation", "deviations", "run-findings"),
                Requirements.nis2("points", "evidence")));
        all.add(CommonParts.signOff("Exercise lead", "Recovery owner", "Auditor"));
        return new ReportDraft(
                run.plan() + ", " + run.run(),
                result(run.result()),
                List.of(),
                List.of(
                        new RowCount("Machines", record.machines().size()),
                        new RowCount("Steps", job.steps().size())),
                all);
    }

    /** The version of the plan that was run; a plan that was deleted leaves its runs. */
    private Optional<SavedPlan> saved(RunSummary run) {
        try {
            return Optional.of(ground.plans().apply(run.plan(), run.version()));
        } catch (MusterException e) {
            return Optional.empty();
        }
    }

    private static ReportResult result(RunResult result) {
        ReportValue.State state = state(result);
        return new ReportResult(state.word(), state.severity(), RULE);
    }

    /** What came of a run, in a word. */
    static ReportValue.State state(RunResult result) {
        return switch (result) {
            case SUCCEEDED -> ReportValue.state("Succeeded", Severity.OK);
            case INCOMPLETE -> ReportValue.state("Incomplete", Severity.WARNING);
            case INTERRUPTED -> ReportValue.state("Interrupted", Severity.FAILED);
            case FAILED -> ReportValue.state("Failed", Severity.FAILED);
            case CANCELLED -> ReportValue.state("Cancelled", Severity.WARNING);
            case RUNNING -> ReportValue.state("Not ended yet", Severity.WARNING);
        };
    }
}
