/**
 * How a recovery plan stands: what was found against recovering by it. Start reading at
 * {@link dev.muster.app.recovery.health.HealthViewModel}; {@link dev.muster.app.recovery.health.HealthView} shows it.
 */
package dev.muster.app.recovery.health;
