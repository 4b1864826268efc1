package dev.muster.model.job;

import java.time.Instant;

/**
 * One line of a job's log.
 *
 * @param number from 1, without gaps within a job
 * @param at when
 * @param step index of the step that said it; -1 for the job itself
 * @param level how important it is
 * @param text one line
 */
public record LogLine(long number, Instant at, int step, Level level, String text) {
    /** How important a line is. */
    public enum Level {
        INFO,
        WARNING,
        ERROR
    }
}
