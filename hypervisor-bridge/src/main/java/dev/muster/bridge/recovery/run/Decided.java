package dev.muster.bridge.recovery.run;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.PointId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RunKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is decided before a run and does not change while it lasts.
 *
 * @param kind what it is for
 * @param run a word that no other run has
 * @param plan the name of the plan
 * @param version its version
 * @param spec what that says
 * @param newMacs whether machines have MAC addresses of their own, since those they were captured from run
 * @param machines each machine by its key
 * @param warnings what an operator has to know about it
 */
record Decided(
        RunKind kind,
        String run,
        String plan,
        long version,
        PlanSpec spec,
        boolean newMacs,
        Map<String, Machine> machines,
        List<String> warnings) {
    /** Its name among the facts of a job. */
    private static final String FACT = "decided";

    Decided {
        // a job of a bridge before there were recoveries is a test
        kind = Objects.requireNonNullElse(kind, RunKind.TEST);
        machines = Map.copyOf(machines);
        warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
    }

    /**
     * One machine.
     *
     * @param point what it comes from
     * @param captured the instant its disks are of
     * @param pool where what it writes is put
     * @param name what it is called while it is there
     * @param oldName what it was called when it was captured
     * @param macs those of its NICs in order
     * @param source what it was captured from, where that can be reached
     * @param shape what that has; empty where it is not known
     * @param synced of a planned recovery, what is captured of it while it still runs; {@code point} is captured later then
     */
    record Machine(
            PointId point,
            Instant captured,
            PoolId pool,
            String name,
            String oldName,
            List<String> macs,
            Optional<VmId> source,
            String shape,
            Optional<PointId> synced) {
        Machine {
            captured = Objects.requireNonNullElse(captured, Instant.EPOCH);
            macs = List.copyOf(macs);
            source = Objects.requireNonNullElse(source, Optional.empty());
            shape = Objects.requireNonNullElse(shape, "");
            synced = Objects.requireNonNullElse(synced, Optional.empty());
        }

        /** The same machine from what will be captured last, after the disks were captured while it runs. */
        Machine captured(PointId first) {
            return new Machine(first.next(), captured, pool, name, oldName, macs, source, shape, Optional.of(first));
        }

        Machine withMacs(List<String> others) {
            return new Machine(point, captured, pool, name, oldName, others, source, shape, synced);
        }
    }

    PlanId id() {
        return PlanId.of(plan);
    }

    /** What a job has kept of it. */
    static Decided of(Map<String, String> facts) {
        return Json.read(facts.getOrDefault(FACT, ""), Decided.class);
    }

    /** The facts of a job that keeps it, beside others. */
    Map<String, String> with(Map<String, String> others) {
        Map<String, String> facts = new HashMap<>(others);
        facts.put(FACT, Json.write(this));
        return facts;
    }

    /** What was decided of a machine that has a source. */
    Machine machine(String key) {
        return Optional.ofNullable(machines.get(key)).orElseThrow();
    }

    /** The machines of the plan in its order. */
    List<PlanMachine> inOrder() {
        return machines(spec);
    }

    /** The machines of a plan in its order. */
    static List<PlanMachine> machines(PlanSpec spec) {
        return spec.items().stream()
                .filter(PlanMachine.class::isInstance)
                .map(PlanMachine.class::cast)
                .toList();
    }
}
