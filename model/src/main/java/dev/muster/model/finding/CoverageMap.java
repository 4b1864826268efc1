package dev.muster.model.finding;

import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmFunction;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which functions were exercised since a day, and which never; and when each plan is due next. A VM was exercised when it became ready in
 * a run, whatever the run was for.
 *
 * @param since from when on an exercise counts
 * @param at when this was looked at
 * @param functions by name
 * @param plans by name
 */
public record CoverageMap(Instant since, Instant at, List<FunctionCoverage> functions, List<PlanExercise> plans) {
    public CoverageMap {
        functions = List.copyOf(functions);
        plans = List.copyOf(plans);
    }

    /**
     * An exercise.
     *
     * @param run the job of the run
     * @param plan the plan that was run
     * @param kind what it was for
     * @param at when it ended
     */
    public record Exercise(JobId run, PlanId plan, RunKind kind, Instant at) {}

    /**
     * One function.
     *
     * @param function its name
     * @param vms how many VMs serve it
     * @param planned how many of them a plan recovers
     * @param exercised how many of them were exercised since then
     * @param plans the plans that recover one of them, by name
     * @param last the last exercise of one of them, however long ago
     */
    public record FunctionCoverage(
            String function, int vms, int planned, int exercised, List<PlanId> plans, Optional<Exercise> last) {
        public FunctionCoverage {
            plans = List.copyOf(plans);
        }

        /** How far it is covered. */
        public Coverage state() {
            if (exercised == vms) {
                return Coverage.EXERCISED;
            }
            if (exercised > 0) {
                return Coverage.PARTLY;
            }
            if (planned == 0) {
                return Coverage.NO_PLAN;
            }
            return last.isPresent() ? Coverage.LONG_AGO : Coverage.NEVER;
        }
    }

    /** How far a function is covered, the best first. */
    public enum Coverage {
        /** All of its VMs were exercised. */
        EXERCISED,
        /** Some of its VMs were. */
        PARTLY,
        /** Its last exercise was before then. */
        LONG_AGO,
        /** A plan recovers it, and no run ever did. */
        NEVER,
        /** No plan recovers it. */
        NO_PLAN
    }

    /**
     * When a plan is due next.
     *
     * @param plan the plan
     * @param last its last run that succeeded
     * @param due when that run does not count any more; empty where there was none, so that it is due now
     */
    public record PlanExercise(PlanId plan, Optional<Exercise> last, Optional<Instant> due) {
        /** Whether it is due at that time. */
        public boolean isDue(Instant now) {
            return due.filter(now::isBefore).isEmpty();
        }
    }

    /**
     * The map by what is known.
     *
     * @param vms the VMs of all hosts
     * @param newest the plans in their newest versions
     * @param runs the runs of all plans, each with what its plan said when it was run
     */
    public static CoverageMap of(
            Instant since, Instant at, Collection<Vm> vms, List<SavedPlan> newest, Map<RunRecord, PlanSpec> runs) {
        Map<UUID, List<PlanId>> planned = new HashMap<>();
        newest.forEach(plan -> machines(plan.spec())
                .forEach(machine -> planned.computeIfAbsent(machine.source().uuid(), _ -> new ArrayList<>())
                        .add(plan.plan())));
        Map<UUID, Exercise> last = new HashMap<>();
        runs.forEach((run, spec) ->
                exercised(run, spec).forEach((uuid, exercise) -> last.merge(uuid, exercise, CoverageMap::later)));
        return new CoverageMap(since, at, functions(since, vms, planned, last), plans(newest, runs.keySet()));
    }

    private static List<FunctionCoverage> functions(
            Instant since, Collection<Vm> vms, Map<UUID, List<PlanId>> planned, Map<UUID, Exercise> last) {
        Map<String, Set<UUID>> byFunction = new TreeMap<>();
        vms.forEach(vm -> byFunction
                .computeIfAbsent(VmFunction.of(vm), _ -> new HashSet<>())
                .add(vm.id().uuid()));
        List<FunctionCoverage> functions = new ArrayList<>();
        byFunction.forEach((function, uuids) -> functions.add(new FunctionCoverage(
                function,
                uuids.size(),
                (int) uuids.stream().filter(planned::containsKey).count(),
                (int) uuids.stream()
                        .filter(uuid ->
                                last.containsKey(uuid) && !last.get(uuid).at().isBefore(since))
                        .count(),
                uuids.stream()
                        .flatMap(uuid -> planned.getOrDefault(uuid, List.of()).stream())
                        .distinct()
                        .sorted(Comparator.comparing(PlanId::text))
                        .toList(),
                uuids.stream().filter(last::containsKey).map(last::get).max(Comparator.comparing(Exercise::at)))));
        return functions;
    }

    private static List<PlanExercise> plans(List<SavedPlan> newest, Collection<RunRecord> runs) {
        return newest.stream()
                .sorted(Comparator.comparing(plan -> plan.plan().text()))
                .map(plan -> {
                    Optional<Exercise> good = runs.stream()
                            .filter(run -> run.summary().plan().equals(plan.plan())
                                    && run.summary().result() == RunResult.SUCCEEDED)
                            .flatMap(run -> exercise(run).stream())
                            .max(Comparator.comparing(Exercise::at));
                    Duration counts = plan.spec().testValidity();
                    return new PlanExercise(
                            plan.plan(),
                            good,
                            good.map(exercise -> exercise.at().plus(counts)));
                })
                .toList();
    }

    private static Optional<Exercise> exercise(RunRecord run) {
        return run.summary()
                .ended()
                .map(ended -> new Exercise(
                        run.summary().job(), run.summary().plan(), run.summary().kind(), ended));
    }

    private static Map<UUID, Exercise> exercised(RunRecord run, PlanSpec spec) {
        Map<String, UUID> uuids = new HashMap<>();
        machines(spec)
                .forEach(machine -> uuids.put(machine.key(), machine.source().uuid()));
        Map<UUID, Exercise> all = new HashMap<>();
        exercise(run)
                .ifPresent(exercise -> run.machines().stream()
                        .filter(machine -> machine.ready().isPresent())
                        .map(MachineRun::key)
                        .filter(uuids::containsKey)
                        .forEach(key -> all.put(uuids.get(key), exercise)));
        return all;
    }

    private static List<PlanMachine> machines(PlanSpec spec) {
        List<PlanMachine> machines = new ArrayList<>();
        for (PlanItem item : spec.items()) {
            if (item instanceof PlanMachine machine) {
                machines.add(machine);
            }
        }
        return machines;
    }

    private static Exercise later(Exercise one, Exercise other) {
        return one.at().isBefore(other.at()) ? other : one;
    }
}
