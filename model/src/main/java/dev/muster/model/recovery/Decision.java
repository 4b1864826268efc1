package dev.muster.model.recovery;

import java.time.Duration;

/**
 * A time limit that decides about a recovery that stands, when nobody does.
 *
 * @param within how long after its end
 * @param otherwise what is done then
 */
public record Decision(Duration within, Otherwise otherwise) {
    /** What is done. */
    public enum Otherwise {
        /** Its machines get disks of their own, and stay. */
        COMMIT,
        /** Its machines are removed, and what they replaced runs again. */
        ROLL_BACK
    }
}
