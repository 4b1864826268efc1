package dev.muster.bridge.cluster;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.json.Json;
import dev.muster.model.access.Principal;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterPlan;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Brings the VMs of a cluster to the number wanted: makes those missing in start order, takes away the newest. */
final class DeployDefinition<C extends Command> implements JobDefinition<C> {
    private final Class<C> command;
    private final Function<C, ClusterId> cluster;
    private final BiFunction<C, ClusterSpec, ClusterSpec> wanted;
    private final Function<C, String> title;
    private final ClusterStore store;
    private final ClusterPlanner planner;
    private final MemberWork work;
    private final VmClaims claims;
    private final Lookup lookup;
    private final Clock clock;

    /**
     * What of a command differs.
     *
     * @param cluster the cluster it is about
     * @param wanted the description as it is to be from then on
     * @param title of the job
     */
    DeployDefinition(
            Class<C> command,
            Function<C, ClusterId> cluster,
            BiFunction<C, ClusterSpec, ClusterSpec> wanted,
            Function<C, String> title,
            Parts parts) {
        this.command = command;
        this.cluster = cluster;
        this.wanted = wanted;
        this.title = title;
        this.store = parts.store();
        this.planner = parts.planner();
        this.work = parts.work();
        this.claims = parts.claims();
        this.lookup = parts.lookup();
        this.clock = parts.clock();
    }

    /** What all jobs on the VMs of clusters are made from. */
    record Parts(
            ClusterStore store, ClusterPlanner planner, MemberWork work, VmClaims claims, Lookup lookup, Clock clock) {}

    static JobDefinition<ClusterCommand.Deploy> deploy(Parts parts) {
        return new DeployDefinition<>(
                ClusterCommand.Deploy.class,
                ClusterCommand.Deploy::cluster,
                (_, spec) -> spec,
                command -> "Deploy cluster " + command.cluster(),
                parts);
    }

    static JobDefinition<ClusterCommand.Scale> scale(Parts parts) {
        return new DeployDefinition<>(
                ClusterCommand.Scale.class,
                ClusterCommand.Scale::cluster,
                (command, spec) -> scaled(spec, command.function(), command.count()),
                command -> "Scale " + command.cluster() + "/" + command.function() + " to " + command.count(),
                parts);
    }

    /** The description with another number of VMs; {@code CLUSTER_NOT_FOUND}, {@code USAGE_INVALID} below the minimum. */
    static ClusterSpec scaled(ClusterSpec spec, String function, int count) {
        if (spec.function(function).isEmpty()) {
            throw ClusterDefinitions.state(
                    "Cluster " + spec.name() + " has no function \"" + function + "\".", "Name one of its functions.");
        }
        return spec.withCount(function, count);
    }

    @Override
    public Class<C> command() {
        return command;
    }

    @Override
    public Prepared prepare(C given, Principal by) {
        Cluster there = store.require(cluster.apply(given));
        ClusterSpec spec = wanted.apply(given, there.spec());
        ClusterPlan plan = planner.plan(there, spec);
        Map<String, String> facts = new HashMap<>();
        facts.put("plan", Json.write(plan));
        facts.put("spec", Json.write(spec));
        facts.put("by", by.name());
        for (Assignment member : removed(plan)) {
            facts.put("remove:" + member.name(), Json.write(new Removal(member, work.disksOf(member))));
        }
        for (ClusterPlan.Member member : plan.members()) {
            ClusterFunction function = spec.function(member.function()).orElseThrow();
            for (int i = 0; i < function.disks().size(); i++) {
                work.diskPath(member.host(), function.disks().get(i).pool(), member.name(), i);
            }
        }
        plan.networks()
                .forEach(id -> facts.put("network:" + id, lookup.network(id).name()));
        return new Prepared(title.apply(given), facts);
    }

    /**
     * A VM that is taken away.
     *
     * @param member as it was
     * @param disks that go with it
     */
    record Removal(Assignment member, List<String> disks) {}

    private List<Assignment> removed(ClusterPlan plan) {
        return store.membersOf(plan.cluster()).stream()
                .filter(one -> plan.removed().contains(one.name()))
                .toList();
    }

    private static ClusterPlan plan(Map<String, String> facts) {
        return Json.read(facts.getOrDefault("plan", "{}"), ClusterPlan.class);
    }

    @Override
    public Claim claim(JobId job, C given, Map<String, String> facts) {
        List<VmId> vms = Stream.concat(
                        plan(facts).members().stream().map(MemberWork::vm),
                        plan(facts).removed().stream()
                                .map(name -> removal(facts, name).member().vm()))
                .toList();
        return ClusterDefinitions.claim(claims, job, vms, title.apply(given));
    }

    private static Removal removal(Map<String, String> facts, String name) {
        return Json.read(facts.getOrDefault("remove:" + name, "{}"), Removal.class);
    }

    @Override
    public List<StepDefinition> steps(C given, Map<String, String> facts) {
        ClusterPlan plan = plan(facts);
        ClusterSpec spec = Json.read(facts.getOrDefault("spec", "{}"), ClusterSpec.class);
        String by = facts.getOrDefault("by", "");
        List<StepDefinition> steps =
                new ArrayList<>(work.check(spec, plan.members().stream().map(ClusterPlan.Member::function)));
        List<Integer> checked = upTo(0, steps.size());
        for (NetworkId network : plan.networks()) {
            steps.add(work.network(network, facts.getOrDefault("network:" + network, ""), checked));
        }
        List<Integer> networks = upTo(0, steps.size());
        int defined = steps.size();
        for (ClusterPlan.Member member : plan.members()) {
            steps.add(work.mint(spec, member, by, networks));
            steps.add(work.define(spec, member, List.of(steps.size() - 1)));
        }
        // a function is started when all of lower order run
        List<Integer> before = upTo(defined, steps.size());
        for (int order : plan.members().stream()
                .mapToInt(ClusterPlan.Member::startOrder)
                .distinct()
                .sorted()
                .toArray()) {
            int first = steps.size();
            for (ClusterPlan.Member member : plan.members()) {
                if (member.startOrder() == order) {
                    steps.add(work.start(member, before));
                }
            }
            before = upTo(first, steps.size());
        }
        List<Integer> last = before;
        int removals = steps.size();
        for (String name : plan.removed()) {
            Removal removal = removal(facts, name);
            steps.add(work.remove(removal.member(), removal.disks(), by));
        }
        List<Integer> all = Stream.concat(last.stream(), upTo(removals, steps.size()).stream())
                .toList();
        steps.add(new StepDefinition(
                "settle",
                "Write down cluster " + spec.name(),
                spec.name().text(),
                all,
                _ -> settle(spec),
                StepDefinition.NOTHING));
        return steps;
    }

    /** The counts alone: what else was changed meanwhile stays. */
    private void settle(ClusterSpec spec) {
        Cluster there = store.require(spec.name());
        ClusterSpec counted = there.spec();
        for (ClusterFunction function : spec.functions()) {
            if (counted.function(function.name()).isPresent()) {
                counted = counted.withCount(function.name(), function.count());
            }
        }
        boolean same = counted.equals(there.spec());
        store.put(new Cluster(
                there.id(),
                counted,
                true,
                same ? there.revision() : there.revision() + 1,
                same ? there.changed() : clock.instant()));
    }

    private static List<Integer> upTo(int from, int to) {
        return java.util.stream.IntStream.range(from, to).boxed().toList();
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }
}
