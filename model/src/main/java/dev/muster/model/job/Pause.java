package dev.muster.model.job;

import java.time.Instant;

/**
 * That a job begins no further step for now.
 *
 * @param by the name of who asked for that; empty when the bridge did, after its restart
 * @param at since when
 */
public record Pause(String by, Instant at) {}
