package dev.muster.bridge.cluster;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.bridge.json.Json;
import dev.muster.model.access.Principal;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Deletes a cluster with the VMs made for it. Nothing of it can be taken back. */
final class DeleteDefinition implements JobDefinition<ClusterCommand.Delete> {
    private final DeployDefinition.Parts parts;

    DeleteDefinition(DeployDefinition.Parts parts) {
        this.parts = parts;
    }

    @Override
    public Class<ClusterCommand.Delete> command() {
        return ClusterCommand.Delete.class;
    }

    @Override
    public Prepared prepare(ClusterCommand.Delete command, Principal by) {
        Cluster cluster = parts.store().require(command.cluster());
        Map<String, String> facts = new HashMap<>();
        List<Assignment> made = parts.store().membersOf(cluster.id()).stream()
                .filter(Assignment::made)
                .toList();
        for (int i = 0; i < made.size(); i++) {
            parts.lookup().connected(made.get(i).vm().host());
            facts.put(
                    "vm:" + i,
                    Json.write(new DeployDefinition.Removal(
                            made.get(i), parts.work().disksOf(made.get(i)))));
        }
        facts.put("by", by.name());
        String vms = made.isEmpty() ? "" : made.size() == 1 ? " with 1 VM" : " with " + made.size() + " VMs";
        return new Prepared("Delete cluster " + cluster.id() + vms, facts);
    }

    private static List<DeployDefinition.Removal> vms(Map<String, String> facts) {
        List<DeployDefinition.Removal> vms = new ArrayList<>();
        for (int i = 0; facts.containsKey("vm:" + i); i++) {
            vms.add(Json.read(facts.getOrDefault("vm:" + i, "{}"), DeployDefinition.Removal.class));
        }
        return vms;
    }

    @Override
    public Claim claim(JobId job, ClusterCommand.Delete command, Map<String, String> facts) {
        List<VmId> vms = vms(facts).stream().map(one -> one.member().vm()).toList();
        return ClusterDefinitions.claim(parts.claims(), job, vms, "Delete cluster " + command.cluster());
    }

    @Override
    public List<StepDefinition> steps(ClusterCommand.Delete command, Map<String, String> facts) {
        List<StepDefinition> steps = new ArrayList<>();
        for (DeployDefinition.Removal vm : vms(facts)) {
            steps.add(parts.work().remove(vm.member(), vm.disks(), facts.getOrDefault("by", "")));
        }
        steps.add(new StepDefinition(
                "delete",
                "Delete cluster " + command.cluster(),
                command.cluster().text(),
                IntStream.range(0, steps.size()).boxed().toList(),
                _ -> {
                    parts.store().assignments().stream()
                            .filter(one -> one.cluster().equals(command.cluster()))
                            .forEach(one -> parts.store().delete(one.id()));
                    parts.store().delete(command.cluster());
                },
                StepDefinition.NOTHING));
        return steps;
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
