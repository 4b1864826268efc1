package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.Steering;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Recovers by a plan: networks first, then what the machines were captured from is kept from running where it can be reached, then the
 * machines in their order. What stands when a step fails goes on standing; one that is cancelled is taken back.
 */
final class RecoverDefinition implements JobDefinition<RecoveryCommand.Recover> {
    private final RunGround ground;
    private final RunClaims claims;

    RecoverDefinition(RunGround ground, RunClaims claims) {
        this.ground = ground;
        this.claims = claims;
    }

    @Override
    public Class<RecoveryCommand.Recover> command() {
        return RecoveryCommand.Recover.class;
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
    public OnFailure onCancel() {
        return OnFailure.UNDO;
    }

    @Override
    public Prepared prepare(RecoveryCommand.Recover command, Principal by) {
        Deciding.Made made = new Deciding(ground, command.plan(), command.version(), by, RunKind.RECOVERY).require();
        requireNone(ground, command.plan());
        return new Prepared(
                "Recover by plan " + command.plan() + ", version "
                        + made.decided().version(),
                made.decided().with(made.facts()));
    }

    /** By a plan is recovered once at a time. */
    static void requireNone(RunGround ground, PlanId plan) {
        ground.runs().recovery(plan).ifPresent(run -> {
            throw Problem.of(
                            ErrorCode.PLAN_NOT_READY,
                            "What the plan " + plan + " recovers was recovered already, by the job " + run.job() + ".",
                            "That goes on as it is; nothing was started.",
                            "Go on with that one, or take it back with: plan cleanup " + plan + ".")
                    .toException();
        });
    }

    @Override
    public Claim claim(JobId job, RecoveryCommand.Recover command, Map<String, String> facts) {
        return held(ground, claims, job, command.plan(), facts);
    }

    /** Holds the plan, its machines and what they were captured from. */
    static Claim held(RunGround ground, RunClaims claims, JobId job, PlanId plan, Map<String, String> facts) {
        RunSteps run = new RunSteps(ground, facts);
        List<Claim> held = new ArrayList<>();
        boolean all = false;
        try {
            held.add(claims.claim(job, plan));
            held.add(run.claim(job, facts));
            Map<String, VmId> sources = sources(run);
            sources.putAll(FenceDefinition.returned(facts));
            for (VmId source : sources.values()) {
                held.add(ground.vms().claim(job, source, "Keep from running what " + plan + " recovers"));
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
    public Pace.Limits limits(RecoveryCommand.Recover command, Map<String, String> facts) {
        return new RunSteps(ground, facts).limits();
    }

    /** What machines were captured from, by their keys, in the order of the plan. */
    static Map<String, VmId> sources(RunSteps run) {
        Map<String, VmId> sources = new LinkedHashMap<>();
        for (PlanMachine machine : run.decided().inOrder()) {
            Optional.ofNullable(run.decided().machines().get(machine.key()))
                    .flatMap(Decided.Machine::source)
                    .ifPresent(source -> sources.put(machine.key(), source));
        }
        return sources;
    }

    @Override
    public List<StepDefinition> steps(RecoveryCommand.Recover command, Map<String, String> facts) {
        RunSteps run = new RunSteps(ground, facts);
        List<StepDefinition> steps = new ArrayList<>();
        steps.add(run.networks());
        Map<String, VmId> sources = sources(run);
        SourceFence fence = new SourceFence(ground);
        // the last to be recovered is the first to be off
        for (Map.Entry<String, VmId> each : List.copyOf(sources.entrySet()).reversed()) {
            String key = each.getKey();
            VmId source = each.getValue();
            // without a subject: it does not wait for a host that is gone
            steps.add(new StepDefinition(
                            "fence/" + key,
                            "Keep from running what " + key + " was captured from",
                            "",
                            List.of(0),
                            context -> {
                                fence.fence(key, source, context);
                                fence.disconnect(key, source, context);
                            },
                            context -> fence.release(key, source, context))
                    .steered(Steering.withRecourse(Steering.Recourse.holding())));
        }
        steps.add(new StepDefinition(
                        "fenced",
                        "See that nothing runs that is recovered",
                        "",
                        IntStream.range(0, steps.size()).boxed().toList(),
                        context -> fence.requireFenced(sources, context),
                        StepDefinition.NOTHING)
                .steered(Steering.withRecourse(Steering.Recourse.holding())));
        steps.add(run.stand(run.order().add(steps, steps.size() - 1)));
        return steps;
    }
}
