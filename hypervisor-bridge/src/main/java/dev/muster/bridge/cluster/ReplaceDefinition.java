package dev.muster.bridge.cluster;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.json.Json;
import dev.muster.model.access.Principal;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterPlan;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a VM anew with the identifier it had, so that it regains its function; elsewhere when its host is gone. */
final class ReplaceDefinition implements JobDefinition<ClusterCommand.Replace> {
    private final DeployDefinition.Parts parts;

    ReplaceDefinition(DeployDefinition.Parts parts) {
        this.parts = parts;
    }

    @Override
    public Class<ClusterCommand.Replace> command() {
        return ClusterCommand.Replace.class;
    }

    @Override
    public Prepared prepare(ClusterCommand.Replace command, Principal by) {
        Assignment member = parts.store().require(command.id());
        if (!member.made()) {
            throw ClusterDefinitions.state(
                    member.name() + " was not made for its cluster.", "Make it anew as you made it.");
        }
        Cluster cluster = parts.store().require(member.cluster());
        ClusterFunction function = cluster.spec()
                .function(member.function())
                .orElseThrow(() -> ClusterDefinitions.state(
                        "Cluster " + cluster.id() + " has no function \"" + member.function() + "\" any more.",
                        "Give the VM another function first."));
        HostId host =
                parts.planner().place(cluster.spec(), function, member.vm().host());
        ClusterPlan.Member made = new ClusterPlan.Member(
                member.name(), member.function(), host, member.id(), member.mac(), function.startOrder());
        for (int i = 0; i < function.disks().size(); i++) {
            parts.work().diskPath(host, function.disks().get(i).pool(), member.name(), i);
        }
        boolean reachable = parts.lookup()
                .image()
                .host(member.vm().host())
                .filter(one -> one.state() == HostState.CONNECTED)
                .isPresent();
        return new Prepared(
                "Replace " + member.name(),
                Map.of(
                        "made", Json.write(made),
                        "spec", Json.write(cluster.spec()),
                        "old",
                                Json.write(new DeployDefinition.Removal(
                                        member, parts.work().disksOf(member))),
                        "reachable", String.valueOf(reachable),
                        "by", by.name()));
    }

    @Override
    public Claim claim(JobId job, ClusterCommand.Replace command, Map<String, String> facts) {
        List<VmId> vms = List.of(old(facts).member().vm(), MemberWork.vm(made(facts))).stream()
                .distinct()
                .toList();
        return ClusterDefinitions.claim(
                parts.claims(), job, vms, "Replace " + old(facts).member().name());
    }

    private static DeployDefinition.Removal old(Map<String, String> facts) {
        return Json.read(facts.getOrDefault("old", "{}"), DeployDefinition.Removal.class);
    }

    private static ClusterPlan.Member made(Map<String, String> facts) {
        return Json.read(facts.getOrDefault("made", "{}"), ClusterPlan.Member.class);
    }

    @Override
    public List<StepDefinition> steps(ClusterCommand.Replace command, Map<String, String> facts) {
        ClusterSpec spec = Json.read(facts.getOrDefault("spec", "{}"), ClusterSpec.class);
        ClusterPlan.Member made = made(facts);
        DeployDefinition.Removal old = old(facts);
        List<StepDefinition> steps = new ArrayList<>(parts.work().check(spec, Stream.of(made.function())));
        List<Integer> checked = IntStream.range(0, steps.size()).boxed().toList();
        if (Boolean.parseBoolean(facts.getOrDefault("reachable", ""))) {
            steps.add(new StepDefinition(
                    "remove",
                    "Remove the old " + made.name(),
                    old.member().vm().text(),
                    checked,
                    context -> parts.work()
                            .takeDown(old.member().vm(), old.member().name(), old.disks(), context),
                    StepDefinition.NOTHING));
        }
        steps.add(new StepDefinition(
                "mint",
                "Note where " + made.name() + " is from now on",
                made.id().text(),
                IntStream.range(0, steps.size()).boxed().toList(),
                _ -> parts.store()
                        .update(
                                made.id(),
                                one -> one.replaced(
                                        MemberWork.vm(made),
                                        parts.store()
                                                .change(made.function(), facts.getOrDefault("by", ""), "replaced"))),
                StepDefinition.NOTHING));
        steps.add(parts.work().define(spec, made, behind(steps)));
        steps.add(parts.work().start(made, behind(steps)));
        return steps;
    }

    private static List<Integer> behind(List<StepDefinition> steps) {
        return steps.isEmpty() ? List.of() : List.of(steps.size() - 1);
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.KEEP;
    }
}
