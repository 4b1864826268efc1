package dev.muster.bridge.recovery.run;

import dev.muster.model.backup.PointId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.recovery.PlanSpec;
import java.util.List;
import java.util.Map;

/**
 * What is decided before a run and does not change while it lasts.
 *
 * @param run a word that no other run has
 * @param plan the name of the plan
 * @param version its version
 * @param spec what that says
 * @param newMacs whether machines have MAC addresses of their own, since those they were captured from run
 * @param machines each machine by its key
 */
record Decided(String run, String plan, long version, PlanSpec spec, boolean newMacs, Map<String, Machine> machines) {
    Decided {
        machines = Map.copyOf(machines);
    }

    /**
     * One machine.
     *
     * @param point what it comes from
     * @param pool where what it writes is put
     * @param name what it is called while it is there
     * @param oldName what it was called when it was captured
     * @param macs those of its NICs in order
     */
    record Machine(PointId point, PoolId pool, String name, String oldName, List<String> macs) {
        Machine {
            macs = List.copyOf(macs);
        }
    }
}
