package dev.muster.bridge.recovery;

import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanId;

/** How long the items of a plan took when it was run. */
@FunctionalInterface
interface PlanMeasures {
    /** Nothing was measured: estimates and assumptions count. */
    PlanMeasures NONE = _ -> Measures.NONE;

    /** The times that were measured in runs of a plan. */
    Measures of(PlanId plan);
}
