package dev.muster.bridge.cluster;

import static dev.muster.model.report.ReportValue.at;
import static dev.muster.model.report.ReportValue.bytes;
import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.message;
import static dev.muster.model.report.ReportValue.number;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;

import dev.muster.bridge.feature.report.CommonParts;
import dev.muster.bridge.feature.report.JobSteps;
import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.feature.report.Requirements;
import dev.muster.bridge.job.Jobs;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.report.ReportHead.Filter;
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
import java.util.List;
import java.util.Optional;

/**
 * Reports on clusters: functions, members and, where its id is given, the job that deployed them.
 *
 * @param store the clusters
 * @param jobs the jobs
 */
record DeploymentReports(ClusterStore store, Jobs jobs) implements ReportProvider {
    private static final String JOB = "job";
    private static final String RULE =
            "A deployment passes when each function has as many active members as are described.";

    @Override
    public ReportKind kind() {
        return ReportKind.CLUSTER_DEPLOYMENT;
    }

    @Override
    public ReportDraft draft(ReportRequest request) {
        request.requireFilters(List.of(JOB));
        Cluster cluster = store.require(ClusterId.of(request.about()));
        List<Assignment> members = store.membersOf(cluster.id());
        Optional<Job> job =
                Optional.ofNullable(request.filters().get(JOB)).map(JobId::of).map(jobs::job);
        List<String> failures = new ArrayList<>();
        cluster.spec().functions().stream()
                .filter(function -> active(members, function) < function.count())
                .forEach(function -> failures.add("The function " + function.name() + " has "
                        + active(members, function) + " of " + function.count() + " members."));
        job.flatMap(Job::problem).ifPresent(problem -> failures.add(problem.what()));
        List<ReportPart> parts = new ArrayList<>();
        parts.add(CommonParts.failures(failures));
        parts.add(new ReportPart.Facts(
                "cluster",
                "Cluster",
                List.of(
                        new Fact("Name", text(cluster.id().text())),
                        new Fact("Revision", number(cluster.revision())),
                        new Fact("Changed", at(cluster.changed())),
                        new Fact("Network", code(cluster.spec().network())))));
        parts.add(functions(cluster, members));
        parts.add(members(members));
        job.ifPresent(one ->
                parts.add(new ReportPart.Tree("steps", "Deployment job", JobSteps.of(one, jobs.log(one.id(), 0)))));
        parts.add(CommonParts.scope(
                "The report has the cluster as it is described and its members as they are assigned.",
                "The steps of a deployment are in the report where the filter job names its job."));
        parts.add(CommonParts.clock(request.at()));
        parts.add(Requirements.of(Requirements.iso22301("functions", "members")));
        parts.add(CommonParts.signOff("Operator", "Reviewer"));
        return new ReportDraft(
                cluster.id().text(),
                failures.isEmpty()
                        ? new ReportResult("Passed", Severity.OK, RULE)
                        : new ReportResult("Failed", Severity.FAILED, RULE),
                job.map(one -> new Filter("Job", code(one.id().text()))).stream()
                        .toList(),
                List.of(
                        new RowCount("Functions", cluster.spec().functions().size()),
                        new RowCount("Members", members.size())),
                parts);
    }

    private static long active(List<Assignment> members, ClusterFunction function) {
        return members.stream()
                .filter(member -> member.state() == Assignment.State.ACTIVE)
                .filter(member -> member.function().equals(function.name()))
                .count();
    }

    private static ReportPart functions(Cluster cluster, List<Assignment> members) {
        return new ReportPart.Table(
                "functions",
                "Functions",
                List.of(
                        new Column("Function", ValueType.TEXT),
                        new Column("Described", ValueType.NUMBER),
                        new Column("Active", ValueType.NUMBER),
                        new Column("CPUs", ValueType.NUMBER),
                        new Column("Memory", ValueType.BYTES),
                        new Column("Boot profile", ValueType.TEXT)),
                cluster.spec().functions().stream()
                        .map(function -> List.of(
                                text(function.name()),
                                number(function.count()),
                                number(active(members, function)),
                                number(function.vcpus()),
                                bytes(function.memoryMib() << 20),
                                text(function.profile())))
                        .toList(),
                List.of());
    }

    private static ReportPart members(List<Assignment> members) {
        return new ReportPart.Table(
                "members",
                "Members",
                List.of(
                        new Column("Name", ValueType.TEXT),
                        new Column("Host", ValueType.TEXT),
                        new Column("Identifier", ValueType.CODE),
                        new Column("MAC address", ValueType.CODE),
                        new Column("Function", ValueType.TEXT),
                        new Column("Last booted as", ValueType.TEXT),
                        new Column("State", ValueType.STATE),
                        new Column("Installation", ValueType.MESSAGE)),
                members.stream().map(DeploymentReports::row).toList(),
                List.of());
    }

    private static List<ReportValue> row(Assignment member) {
        return List.of(
                text(member.name()),
                text(member.vm().host().text()),
                code(member.id().text()),
                code(member.mac()),
                text(member.function()),
                text(member.booted()),
                member.state() == Assignment.State.ACTIVE
                        ? state("Active", Severity.OK)
                        : state("Revoked", Severity.WARNING),
                message(member.installed() ? "Reported as done" : "Not reported"));
    }
}
