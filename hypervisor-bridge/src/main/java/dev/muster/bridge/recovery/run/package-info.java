/** Runs of recovery plans: what is decided before, the steps, and what each machine's readiness rests on. */
@org.jspecify.annotations.NullMarked
package dev.muster.bridge.recovery.run;
