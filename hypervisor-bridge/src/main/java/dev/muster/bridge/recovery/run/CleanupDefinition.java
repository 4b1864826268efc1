package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.RunSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes back a run that has ended: its machines and networks, and what was done to what they were captured from. */
final class CleanupDefinition implements JobDefinition<RecoveryCommand.Cleanup> {
    private final RunGround ground;
    private final RunClaims claims;

    CleanupDefinition(RunGround ground, RunClaims claims) {
        this.ground = ground;
        this.claims = claims;
    }

    @Override
    public Class<RecoveryCommand.Cleanup> command() {
        return RecoveryCommand.Cleanup.class;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.KEEP;
    }

    @Override
    public Prepared prepare(RecoveryCommand.Cleanup command, Principal by) {
        RunSummary run = ground.runs().require(command.job()).summary();
        if (!run.plan().equals(command.plan())) {
            throw refused("The job " + command.job() + " is a run of the plan " + run.plan() + ".", "Name that plan.");
        }
        if (run.ended().isEmpty()) {
            throw refused("The job " + command.job() + " goes on.", "Cancel it: it is taken back then.");
        }
        if (!run.standing()) {
            throw refused("Nothing is left of the job " + command.job() + ".", "There is nothing to take back.");
        }
        Map<String, String> facts = ground.runs().facts(command.job());
        requireNotMoved(new RunSteps(ground, facts));
        return new Prepared("Take back a recovery of " + command.plan(), facts);
    }

    private static MusterException refused(String what, String remedy) {
        return Problem.of(ErrorCode.VM_STATE, what, "Nothing was changed.", remedy)
                .toException();
    }

    /** One that has its own disks by now is no part of the recovery any more. */
    private void requireNotMoved(RunSteps run) {
        List<String> moved = run.works().stream()
                .flatMap(work -> ground.life().now(work.vm()).stream())
                .filter(vm -> !ground.points().isOverPoint(vm))
                .map(Vm::name)
                .toList();
        if (!moved.isEmpty()) {
            throw refused(
                    "These VMs were moved out of the repository, so they are there for good: "
                            + String.join(", ", moved) + ".",
                    "Delete by hand what is not wanted.");
        }
    }

    @Override
    public Claim claim(JobId job, RecoveryCommand.Cleanup command, Map<String, String> facts) {
        return RecoverDefinition.held(ground, claims, job, command.plan(), facts);
    }

    @Override
    public Pace.Limits limits(RecoveryCommand.Cleanup command, Map<String, String> facts) {
        return new RunSteps(ground, facts).limits();
    }

    @Override
    public List<StepDefinition> steps(RecoveryCommand.Cleanup command, Map<String, String> facts) {
        RunSteps run = new RunSteps(ground, facts);
        List<StepDefinition> steps = new ArrayList<>();
        for (MachineWork work : run.works().reversed()) {
            steps.add(new StepDefinition(
                            "remove/" + work.key(),
                            "Remove " + work.key(),
                            work.subject(),
                            List.of(),
                            work::remove,
                            StepDefinition.NOTHING)
                    .paced(new Pace(Duration.ZERO, List.of(work.slot()))));
        }
        steps.add(new StepDefinition(
                "remove",
                "See that nothing is left, and remove the networks",
                "",
                IntStream.range(0, steps.size()).boxed().toList(),
                context -> {
                    run.remove(command.job(), context);
                    ground.runs().decided(command.job(), RunOutcome.ROLLED_BACK);
                },
                StepDefinition.NOTHING));
        int removed = steps.size() - 1;
        SourceFence fence = new SourceFence(ground);
        Map<String, VmId> sources = RecoverDefinition.sources(run);
        sources.putAll(FenceDefinition.returned(facts));
        sources.forEach((key, source) -> steps.add(new StepDefinition(
                "release/" + key,
                "Have run again what " + key + " was captured from",
                source.text(),
                List.of(removed),
                context -> fence.release(key, source, context),
                StepDefinition.NOTHING)));
        return steps;
    }
}
