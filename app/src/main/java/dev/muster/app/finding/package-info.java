/**
 * Findings: a screen with the register of what recovery runs found wanting, and with the map of which functions were exercised. Start at
 * {@link dev.muster.app.finding.FindingFeature}.
 */
package dev.muster.app.finding;
