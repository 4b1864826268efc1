package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobPart;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Makes a recovery production: its machines get disks of their own, and what they replaced is marked. */
final class CommitDefinition implements JobDefinition<RecoveryCommand.Commit> {
    /** The tag of what a recovery replaced for good. */
    static final String REPLACED = "replaced";

    private final RunGround ground;
    private final RunClaims claims;

    CommitDefinition(RunGround ground, RunClaims claims) {
        this.ground = ground;
        this.claims = claims;
    }

    @Override
    public Class<RecoveryCommand.Commit> command() {
        return RecoveryCommand.Commit.class;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    /** What was moved stays moved; the rest can be committed again. */
    @Override
    public OnFailure onFailure() {
        return OnFailure.KEEP;
    }

    @Override
    public Prepared prepare(RecoveryCommand.Commit command, Principal by) {
        StandingRun standing =
                StandingRun.require(ground, command.plan(), command.job()).requireOpen();
        Map<String, String> facts = new HashMap<>(standing.facts());
        for (MachineWork work : new RunSteps(ground, standing.facts()).works()) {
            Optional<Vm> vm = ground.life().now(work.vm());
            if (vm.filter(ground.points()::isOverPoint).isPresent()) {
                facts.putAll(move(work).prepare(by));
            }
        }
        return new Prepared("Commit the recovery of " + command.plan(), facts);
    }

    private JobPart<RestoreCommand.MoveOut> move(MachineWork work) {
        return new JobPart<>(
                ground.points().moveOut(),
                new RestoreCommand.MoveOut(work.vm(), work.pool()),
                word(work.key()),
                Set.of());
    }

    private static String word(String key) {
        return "v." + key;
    }

    @Override
    public Claim claim(JobId job, RecoveryCommand.Commit command, Map<String, String> facts) {
        return RecoverDefinition.held(ground, claims, job, command.plan(), facts);
    }

    @Override
    public Pace.Limits limits(RecoveryCommand.Commit command, Map<String, String> facts) {
        return new RunSteps(ground, facts).limits();
    }

    @Override
    public List<StepDefinition> steps(RecoveryCommand.Commit command, Map<String, String> facts) {
        RunSteps run = new RunSteps(ground, facts);
        List<StepDefinition> steps = new ArrayList<>();
        for (MachineWork work : run.works()) {
            if (facts.keySet().stream().anyMatch(name -> name.startsWith(word(work.key()) + "/"))) {
                steps.addAll(move(work).steps(facts, steps.size()));
            }
        }
        RecoverDefinition.sources(run)
                .forEach((key, source) -> steps.add(new StepDefinition(
                        "mark/" + key,
                        "Mark what " + key + " was captured from as replaced",
                        "",
                        List.of(),
                        context -> mark(key, source, context),
                        StepDefinition.NOTHING)));
        steps.add(new StepDefinition(
                "commit",
                "Note that the recovery is committed",
                "",
                IntStream.range(0, steps.size()).boxed().toList(),
                _ -> ground.runs().decided(command.job(), RunOutcome.COMMITTED),
                StepDefinition.NOTHING));
        return steps;
    }

    /** One whose host does not answer is seen to when that returns. */
    private void mark(String key, VmId source, StepContext context) {
        if (context.fact(SourceFence.UNFENCED + key).isEmpty()) {
            tag(ground, source, true);
        }
    }

    /** Puts the tag on a VM, or takes it off. */
    static void tag(RunGround ground, VmId source, boolean replaced) {
        ground.life().now(source).ifPresent(vm -> {
            SortedSet<String> tags = new TreeSet<>(vm.tags());
            if (replaced ? tags.add(REPLACED) : tags.remove(REPLACED)) {
                ground.lookup().hypervisor(source.host()).vms().annotate(source, Optional.of(tags), Optional.empty());
            }
        });
    }
}
