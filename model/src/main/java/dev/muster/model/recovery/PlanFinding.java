package dev.muster.model.recovery;

import dev.muster.model.error.Problem;

/**
 * Something that stands against running a plan, or should be known before.
 *
 * @param severity never {@link Health#OK}
 * @param item the key of the machine it is about; empty where it is about the whole
 * @param problem what it is
 */
public record PlanFinding(Health severity, String item, Problem problem) {}
