package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.Steering;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.PointId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Recovers on purpose: networks first, then all sources are captured while they run, shut down in the reverse order of the plan and
 * captured once more; from that their machines come up in order. What a source wrote last is in what takes its place.
 */
final class PlannedDefinition implements JobDefinition<RecoveryCommand.RecoverPlanned> {
    /** A last capture that is missing cannot be gone on without. */
    private static final Steering NEEDED =
            Steering.withRecourse(new Steering.Recourse(false, Optional.empty(), "", true));

    private static final Steering HOLDING = Steering.withRecourse(Steering.Recourse.holding());

    private final RunGround ground;
    private final RunClaims claims;

    PlannedDefinition(RunGround ground, RunClaims claims) {
        this.ground = ground;
        this.claims = claims;
    }

    @Override
    public Class<RecoveryCommand.RecoverPlanned> command() {
        return RecoveryCommand.RecoverPlanned.class;
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
    public Prepared prepare(RecoveryCommand.RecoverPlanned command, Principal by) {
        Deciding.Made made = new Deciding(ground, command.plan(), command.version(), by, RunKind.PLANNED).require();
        RecoverDefinition.requireNone(ground, command.plan());
        return new Prepared(
                "Recover as planned by plan " + command.plan() + ", version "
                        + made.decided().version(),
                made.decided().with(made.facts()));
    }

    @Override
    public Claim claim(JobId job, RecoveryCommand.RecoverPlanned command, Map<String, String> facts) {
        Claim run = RecoverDefinition.held(ground, claims, job, command.plan(), facts);
        List<Claim> held = new ArrayList<>(List.of(run));
        boolean all = false;
        try {
            for (Decided.Machine machine : Decided.of(facts).machines().values()) {
                held.add(ground.points()
                        .adding(
                                job,
                                machine.point().repository(),
                                machine.point().vm(),
                                "Capture " + machine.oldName() + " for a planned recovery"));
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
    public Pace.Limits limits(RecoveryCommand.RecoverPlanned command, Map<String, String> facts) {
        return new RunSteps(ground, facts).limits();
    }

    @Override
    public List<StepDefinition> steps(RecoveryCommand.RecoverPlanned command, Map<String, String> facts) {
        RunSteps run = new RunSteps(ground, facts);
        Map<String, Source> sources = new LinkedHashMap<>();
        SourceFence fence = new SourceFence(ground);
        RecoverDefinition.sources(run)
                .forEach((key, vm) -> sources.put(
                        key, new Source(ground, fence, key, vm, run.decided().machine(key))));
        List<StepDefinition> steps = new ArrayList<>();
        steps.add(run.networks());
        for (Source source : sources.values()) {
            steps.add(source.sync(0));
        }
        int first = steps.size();
        steps.add(join("synced", "See that all sources are captured", 1, first));
        int synced = steps.size() - 1;
        Map<String, Integer> off = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> each :
                ReverseOrder.of(run.decided().spec(), sources.keySet()).entrySet()) {
            List<Integer> after = new ArrayList<>(List.of(synced));
            each.getValue().forEach(key -> after.add(off.getOrDefault(key, synced)));
            steps.add(of(sources, each.getKey()).shutDown(after));
            off.put(each.getKey(), steps.size() - 1);
        }
        int begun = steps.size();
        off.forEach((key, at) -> {
            Source source = of(sources, key);
            steps.add(source.fence(at));
            steps.add(source.last(steps.size() - 1));
            steps.add(source.disconnect(steps.size() - 1));
        });
        Map<String, VmId> fenced = RecoverDefinition.sources(run);
        steps.add(new StepDefinition(
                        "fenced",
                        "See that nothing runs that is recovered",
                        "",
                        IntStream.range(begun, steps.size()).boxed().toList(),
                        context -> fence.requireFenced(fenced, context),
                        StepDefinition.NOTHING)
                .steered(HOLDING));
        steps.add(run.stand(run.order().add(steps, steps.size() - 1)));
        return steps;
    }

    private static Source of(Map<String, Source> sources, String key) {
        return Optional.ofNullable(sources.get(key)).orElseThrow();
    }

    private static StepDefinition join(String id, String name, int from, int until) {
        return new StepDefinition(
                id,
                name,
                "",
                IntStream.range(from, until).boxed().toList(),
                StepDefinition.NOTHING,
                StepDefinition.NOTHING);
    }

    /** What is done with one source, step by step. */
    private record Source(RunGround ground, SourceFence fence, String key, VmId vm, Decided.Machine machine) {
        StepDefinition sync(int after) {
            return step(
                            "sync/" + key,
                            "Capture " + key + " while it runs",
                            List.of(after),
                            context -> capture(context, true),
                            context -> endCapture(context, true))
                    .steered(HOLDING)
                    .paced(slot());
        }

        StepDefinition shutDown(List<Integer> after) {
            return step(
                            "shutdown/" + key,
                            "Shut down " + key,
                            after.stream().distinct().toList(),
                            context -> fence.shutDown(key, vm, context),
                            context -> fence.release(key, vm, context))
                    .steered(HOLDING);
        }

        StepDefinition fence(int after) {
            return step(
                            "fence/" + key,
                            "Keep " + key + " from running",
                            List.of(after),
                            context -> fence.fence(key, vm, context),
                            context -> fence.release(key, vm, context))
                    .steered(HOLDING);
        }

        StepDefinition last(int after) {
            return step(
                            "last/" + key,
                            "Capture what " + key + " wrote last",
                            List.of(after),
                            context -> {
                                capture(context, false);
                                context.putFact(
                                        RunRecords.CAPTURED + key,
                                        ground.points()
                                                .manifest(machine.point())
                                                .captured()
                                                .toString());
                            },
                            context -> endCapture(context, false))
                    .steered(NEEDED)
                    .paced(slot());
        }

        StepDefinition disconnect(int after) {
            return step(
                            "disconnect/" + key,
                            "Take the cables out of what " + key + " was captured from",
                            List.of(after),
                            context -> fence.disconnect(key, vm, context),
                            context -> fence.release(key, vm, context))
                    .steered(HOLDING);
        }

        private Pace slot() {
            return new Pace(Duration.ZERO, List.of(RunSteps.hostSlot(vm.host())));
        }

        private StepDefinition step(
                String id, String name, List<Integer> after, StepDefinition.Action run, StepDefinition.Action undo) {
            return new StepDefinition(id, name, vm.text(), after, run, undo);
        }

        private void capture(StepContext context, boolean first) throws InterruptedException {
            PointId point = first ? machine.synced().orElseThrow() : machine.point();
            ground.points().capture(vm, point.repository(), point.name(), context);
        }

        private void endCapture(StepContext context, boolean first) throws InterruptedException {
            PointId point = first ? machine.synced().orElseThrow() : machine.point();
            ground.points().endCapture(vm, point.repository(), point.name(), context);
        }
    }
}
