/**
 * Recovery plans: which machines come back from their restore points, in which order, in which networks, and how long that
 * takes. Start reading at {@link dev.muster.model.recovery.PlanSpec}; {@link dev.muster.model.recovery.PlanCheck} says what is
 * wrong with a plan, {@link dev.muster.model.recovery.Forecast} how long it takes.
 */
package dev.muster.model.recovery;
