package dev.muster.bridge.recovery;

import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanId;

/** How long the items of a plan took when it was run. */
@FunctionalInterface
public interface PlanMeasures {
    /** The times that were measured in runs of a plan. */
    Measures of(PlanId plan);
}
