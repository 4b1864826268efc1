package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanStanding;
import dev.muster.model.recovery.RecoveryPlan;
import java.util.Optional;

/**
 * A plan as it is listed.
 *
 * @param plan the plan
 * @param standing how it stands; empty where it was never looked at
 */
record ListedPlan(RecoveryPlan plan, Optional<PlanStanding> standing) {}
