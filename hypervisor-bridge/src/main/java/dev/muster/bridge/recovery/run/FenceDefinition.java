package dev.muster.bridge.recovery.run;

import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.StartGuard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sees to what a recovery replaced and could not reach, once its host answers again. */
final class FenceDefinition implements JobDefinition<RecoveryCommand.Fence> {
    /** What facts begin with that say what was seen to. */
    static final String RETURNED = "returned.";

    private final RunGround ground;
    private final ObjectStore<StartGuard> guards;

    FenceDefinition(RunGround ground, ObjectStore<StartGuard> guards) {
        this.ground = ground;
        this.guards = guards;
    }

    @Override
    public Class<RecoveryCommand.Fence> command() {
        return RecoveryCommand.Fence.class;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    /** What was seen to stays so. */
    @Override
    public OnFailure onFailure() {
        return OnFailure.KEEP;
    }

    @Override
    public Prepared prepare(RecoveryCommand.Fence command, Principal by) {
        StandingRun standing = StandingRun.require(ground, command.plan(), command.job());
        Map<String, String> facts = new HashMap<>();
        unreached(ground, standing.facts()).forEach((key, vm) -> {
            boolean connected = ground.lookup()
                    .image()
                    .host(vm.host())
                    .filter(host -> host.state() == HostState.CONNECTED)
                    .isPresent();
            if (connected && ground.lookup().image().vm(vm).isPresent()) {
                facts.put(RETURNED + key, vm.text());
            }
        });
        if (facts.isEmpty()) {
            throw StandingRun.refused(
                    "None of what the plan " + command.plan() + " replaced has to be seen to.",
                    "There is nothing to do.");
        }
        return new Prepared("Keep off what the recovery of " + command.plan() + " replaced", facts);
    }

    /** What a recovery could not reach and nobody has seen to since, by the keys of its machines. */
    static Map<String, VmId> unreached(RunGround ground, Map<String, String> facts) {
        Map<String, VmId> all = new HashMap<>();
        Decided decided = Decided.of(facts);
        decided.inOrder().forEach(machine -> {
            boolean seenTo = facts.containsKey(SourceCables.TAKEN_OUT + machine.key());
            if (!seenTo && decided.machines().containsKey(machine.key())) {
                ground.lookup().image().vms().values().stream()
                        .filter(vm -> vm.id().uuid().equals(machine.source().uuid()))
                        .findFirst()
                        .ifPresent(vm -> all.put(machine.key(), vm.id()));
            }
        });
        return all;
    }

    private boolean starts(PlanId plan, VmId vm) {
        return guards.find(plan).filter(guard -> guard.vms().contains(vm)).isPresent()
                || ground.life().now(vm).filter(Vm::autostart).isPresent();
    }

    /** What was seen to, by the keys of its machines. */
    static Map<String, VmId> returned(Map<String, String> facts) {
        Map<String, VmId> all = new HashMap<>();
        facts.forEach((name, value) -> {
            if (name.startsWith(RETURNED)) {
                all.put(name.substring(RETURNED.length()), VmId.of(value));
            }
        });
        return all;
    }

    @Override
    public Claim claim(JobId job, RecoveryCommand.Fence command, Map<String, String> facts) {
        List<Claim> held = new ArrayList<>();
        boolean all = false;
        try {
            for (VmId vm : returned(facts).values()) {
                held.add(ground.vms().claim(job, vm, "Keep off what " + command.plan() + " replaced"));
            }
            all = true;
        } finally {
            if (!all) {
                held.forEach(Claim::release);
            }
        }
        return () -> held.forEach(Claim::release);
    }

    @Override
    public List<StepDefinition> steps(RecoveryCommand.Fence command, Map<String, String> facts) {
        SourceFence fence = new SourceFence(ground);
        List<StepDefinition> steps = new ArrayList<>();
        returned(facts)
                .forEach((key, vm) -> steps.add(new StepDefinition(
                        "guard/" + key,
                        "Keep " + key + " off: autostart, cables",
                        vm.text(),
                        List.of(),
                        context -> fence.guard(key, vm, starts(command.plan(), vm), context),
                        StepDefinition.NOTHING)));
        steps.add(new StepDefinition(
                "note",
                "Note it with the recovery",
                "",
                IntStream.range(0, steps.size()).boxed().toList(),
                context -> ground.runs().fenced(command.job(), context.job()),
                StepDefinition.NOTHING));
        return steps;
    }
}
