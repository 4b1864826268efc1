package dev.muster.model.recovery;

import java.util.List;

/**
 * One run of a plan, as it is kept when its job has ended.
 *
 * @param summary all but its machines
 * @param machines its machines in the order of the plan
 */
public record RunRecord(RunSummary summary, List<MachineRun> machines) {
    public RunRecord {
        machines = List.copyOf(machines);
    }
}
