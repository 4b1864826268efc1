package dev.muster.model.recovery;

import java.time.Duration;

/**
 * How long an item takes.
 *
 * @param restore from its begin until it is started, with the commands before
 * @param boot from then until its gates are met, with the commands after; of a prompt until it is answered
 * @param basis where that comes from
 */
public record Measure(Duration restore, Duration boot, Basis basis) {}
