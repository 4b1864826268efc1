package dev.muster.model.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run of a plan beside an earlier one.
 *
 * @param before the earlier run; empty where there is none
 * @param now the run
 * @param machines their machines: those of the run in its order, then those that only the earlier one had
 */
public record RunComparison(Optional<RunRecord> before, RunRecord now, List<Line> machines) {
    public RunComparison {
        machines = List.copyOf(machines);
    }

    /**
     * One machine of the two; at least one of them had it.
     *
     * @param key its key in the plan
     * @param before as it was in the earlier run
     * @param now as it was in the run
     */
    public record Line(String key, Optional<MachineRun> before, Optional<MachineRun> now) {
        /** How much longer it took until it was ready; negative where it was faster, empty where it was not ready in both. */
        public Optional<Duration> slower() {
            return before.flatMap(MachineRun::took)
                    .flatMap(old -> now.flatMap(MachineRun::took).map(took -> took.minus(old)));
        }
    }

    /** Compares a run with an earlier one. */
    public static RunComparison of(Optional<RunRecord> before, RunRecord now) {
        List<Line> lines = new ArrayList<>();
        for (MachineRun machine : now.machines()) {
            lines.add(
                    new Line(machine.key(), before.flatMap(old -> machine(old, machine.key())), Optional.of(machine)));
        }
        for (MachineRun old : before.map(RunRecord::machines).orElse(List.of())) {
            if (machine(now, old.key()).isEmpty()) {
                lines.add(new Line(old.key(), Optional.of(old), Optional.empty()));
            }
        }
        return new RunComparison(before, now, lines);
    }

    private static Optional<MachineRun> machine(RunRecord run, String key) {
        return run.machines().stream()
                .filter(machine -> machine.key().equals(key))
                .findFirst();
    }

    /** How much longer it took until all were ready; negative where it was faster, empty where one of them has no such time. */
    public Optional<Duration> slower() {
        return before.flatMap(old -> old.summary().recoveryTime())
                .flatMap(old -> now.summary().recoveryTime().map(took -> took.minus(old)));
    }
}
