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
import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.feature.report.Requirements;
import dev.muster.bridge.feature.report.RunFindings;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.PlanFinding;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunSummary;
import dev.muster.model.recovery.Tier;
import dev.muster.model.report.ReportHead.RowCount;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportPart.Span;
import dev.muster.model.report.ReportResult;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reports on recovery plans: what the newest version says, how it stands, and its runs.
 *
 * @param ground what runs stand on
 * @param register what runs found
 */
record PlanReports(RunGround ground, RunFindings register) implements ReportProvider {
    private static final String RULE =
            "A plan passes when nothing stands against running it now and its last test that succeeded still counts.";
    private static final int RUNS = 20;

    @Override
    public ReportKind kind() {
        return ReportKind.PLAN;
    }

    @Override
    public ReportDraft draft(ReportRequest request) {
        request.requireFilters(List.of());
        SavedPlan plan = ground.plans().apply(PlanId.of(request.about()), 0L);
        Deciding.Looked looked =
                new Deciding(ground, plan.plan(), plan.version(), StandingWatch.DRY, RunKind.RECOVERY).look();
        List<PlanFinding> findings = looked.findings().findings();
        List<PlanMachine> machines = Decided.machines(plan.spec());
        List<RunSummary> runs = ground.runs().of(plan.plan(), RUNS);
        List<ReportPart> parts = new ArrayList<>();
        parts.add(CommonParts.failures(findings.stream()
                .filter(finding -> finding.severity() == Health.CRITICAL)
                .map(finding -> finding.problem().what())
                .toList()));
        parts.add(about(plan, looked));
        parts.add(findings(findings));
        parts.add(order(plan));
        parts.add(gates(machines));
        parts.add(networks(plan));
        parts.add(forecast(plan));
        parts.add(runs(runs));
        parts.add(FindingParts.pending(register.pending(plan.plan())));
        parts.add(CommonParts.scope(
                "The report has the newest version of the plan, and its last 20 runs.",
                "What stands against it was looked for without starting anything."));
        parts.add(CommonParts.clock(request.at()));
        parts.add(Requirements.of(
                Requirements.iso22301("plan", "order", "runs", "pending"),
                Requirements.soc2("plan", "runs"),
                Requirements.dora("findings", "runs", "pending")));
        parts.add(CommonParts.signOff("Recovery owner", "Approver"));
        return new ReportDraft(
                plan.plan().text(),
                result(looked),
                List.of(),
                List.of(
                        new RowCount("Machines", machines.size()),
                        new RowCount("Networks", plan.spec().networks().size()),
                        new RowCount("Runs", runs.size())),
                parts);
    }

    private static ReportResult result(Deciding.Looked looked) {
        return switch (looked.findings().health()) {
            case CRITICAL -> new ReportResult("Failed", Severity.FAILED, RULE);
            case WARNING -> new ReportResult("Passed with warnings", Severity.WARNING, RULE);
            case OK ->
                looked.verifiedUntil().isPresent()
                        ? new ReportResult("Passed", Severity.OK, RULE)
                        : new ReportResult("Passed with warnings", Severity.WARNING, RULE);
        };
    }

    private static ReportPart about(SavedPlan plan, Deciding.Looked looked) {
        return new ReportPart.Facts(
                "plan",
                "Plan",
                List.of(
                        new Fact("Plan", text(plan.plan().text())),
                        new Fact("Plan version", number(plan.version()), "ISO 22301 8.5"),
                        new Fact("Scenario", text(plan.spec().description()), "ISO 22301 8.5"),
                        new Fact("Planned by", text(plan.by()), "SOC 2 A1.3"),
                        new Fact("Plan saved", at(plan.saved())),
                        new Fact("Comment on that version", text(plan.comment())),
                        new Fact(
                                "Recovery time objective",
                                plan.spec().objective().map(ReportValue::took).orElse(none())),
                        new Fact(
                                "Recovery point objective",
                                plan.spec()
                                        .ageObjective()
                                        .map(ReportValue::took)
                                        .orElse(none())),
                        new Fact("A test counts for", took(plan.spec().testValidity())),
                        new Fact(
                                "Next exercise due",
                                looked.verifiedUntil().map(ReportValue::at).orElse(message("Now")),
                                "ISO 22301 8.5")));
    }

    private static ReportPart findings(List<PlanFinding> findings) {
        if (findings.isEmpty()) {
            return new ReportPart.Text(
                    "findings", "What stands against it", List.of("Nothing stands against it."), Severity.OK);
        }
        return new ReportPart.Table(
                "findings",
                "What stands against it",
                List.of(
                        new Column("Severity", ValueType.STATE),
                        new Column("Machine", ValueType.TEXT),
                        new Column("What", ValueType.MESSAGE),
                        new Column("Recommended action", ValueType.MESSAGE)),
                findings.stream()
                        .map(finding -> List.of(
                                finding.severity() == Health.CRITICAL
                                        ? state("Critical", Severity.FAILED)
                                        : state("Warning", Severity.WARNING),
                                text(finding.item()),
                                message(finding.problem().what()),
                                message(finding.problem().remedy())))
                        .toList(),
                List.of("DORA RTS 25"));
    }

    private static ReportPart order(SavedPlan plan) {
        List<List<ReportValue>> rows = new ArrayList<>();
        for (Tier tier : plan.spec().tiers()) {
            tier.items()
                    .forEach(item -> rows.add(List.of(
                            text(tier.name()),
                            text(item.key()),
                            item instanceof PlanMachine machine
                                    ? text(machine.source().name())
                                    : message("Question to the operator"),
                            text(String.join(", ", item.needs())),
                            item instanceof PlanMachine machine
                                    ? code(machine.point().rule().text())
                                    : none())));
        }
        return new ReportPart.Table(
                "order",
                "Order of recovery",
                List.of(
                        new Column("Tier", ValueType.TEXT),
                        new Column("Machine", ValueType.TEXT),
                        new Column("Source", ValueType.TEXT),
                        new Column("Waits for", ValueType.TEXT),
                        new Column("Restore point", ValueType.CODE)),
                rows,
                List.of("ISO 22301 8.5"));
    }

    private static ReportPart gates(List<PlanMachine> machines) {
        return new ReportPart.Table(
                "gates",
                "Success criteria of each machine",
                List.of(
                        new Column("Machine", ValueType.TEXT),
                        new Column("Gates", ValueType.TEXT),
                        new Column("Within", ValueType.DURATION),
                        new Column("Tried", ValueType.NUMBER),
                        new Column("Then", ValueType.MESSAGE)),
                machines.stream()
                        .map(machine -> List.of(
                                text(machine.key()),
                                text(machine.readiness().gates().stream()
                                        .map(Gate::text)
                                        .collect(Collectors.joining(", "))),
                                took(machine.readiness().timeout()),
                                number(machine.onFailure().retries() + 1L),
                                message(
                                        switch (machine.onFailure().then()) {
                                            case STOP -> "Somebody decides";
                                            case CONTINUE -> "The run goes on without it";
                                        })))
                        .toList(),
                List.of("SOC 2 A1.3"));
    }

    private static ReportPart networks(SavedPlan plan) {
        return new ReportPart.Table(
                "networks",
                "Networks",
                List.of(
                        new Column("Network", ValueType.TEXT),
                        new Column("Subnet", ValueType.CODE),
                        new Column("Stands for", ValueType.TEXT),
                        new Column("Reach", ValueType.MESSAGE),
                        new Column("Forwards", ValueType.NUMBER)),
                plan.spec().networks().stream()
                        .map(network -> List.of(
                                text(network.name()),
                                code(network.subnet()),
                                text(String.join(", ", network.standsFor())),
                                message(network.reach() == RecoveryNetwork.Reach.CONNECTED ? "Connected" : "Isolated"),
                                number(network.forwards().size())))
                        .toList(),
                List.of());
    }

    private ReportPart forecast(SavedPlan plan) {
        Forecast forecast = Forecast.of(plan.spec(), ground.runs().measures(plan.plan()), Limits.of(plan.spec()));
        return new ReportPart.Gantt(
                "forecast",
                "How long it takes",
                forecast.bars().stream()
                        .map(bar -> new ReportPart.Bar(
                                bar.key(),
                                Optional.of(new Span(bar.begins(), bar.met())),
                                Optional.empty(),
                                state("Planned", Severity.NONE)))
                        .toList(),
                List.of());
    }

    private static ReportPart runs(List<RunSummary> runs) {
        return new ReportPart.Table(
                "runs",
                "Runs",
                List.of(
                        new Column("Job", ValueType.CODE),
                        new Column("Kind of run", ValueType.MESSAGE),
                        new Column("Started", ValueType.INSTANT),
                        new Column("Run by", ValueType.TEXT),
                        new Column("State", ValueType.STATE),
                        new Column("Recovery time", ValueType.DURATION)),
                runs.stream()
                        .map(run -> List.of(
                                code(run.job().text()),
                                message(RunParts.word(run.kind())),
                                at(run.begun()),
                                text(run.by()),
                                RunReports.state(run.result()),
                                run.recoveryTime().map(ReportValue::took).orElse(none())))
                        .toList(),
                List.of("ISO 22301 8.5"));
    }
}
