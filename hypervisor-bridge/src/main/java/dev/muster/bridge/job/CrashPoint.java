package dev.muster.bridge.job;

import java.util.Locale;

/** The boundaries of a journaled step at which a process can be killed; see {@link CrashJournal}. */
public enum CrashPoint {
    /**
     * The job is written, what is written alongside it is not, and neither is committed: the job never was. The step named
     * does not matter.
     */
    INSERTED,
    /** The job is journaled, nothing of it was begun. The step named does not matter. */
    SUBMITTED,
    /** The step is about to be journaled as begun. */
    BEFORE,
    /** It is journaled as begun and has not run. */
    BEGUN,
    /** It has run; that is not journaled. */
    DURING,
    /** That it has run is journaled. */
    AFTER,
    /** What it asks before it begins is journaled. */
    ASKED,
    /** Taking it back is about to be journaled. */
    UNDO_BEFORE,
    /** Taking it back is journaled as begun. */
    UNDO_BEGUN,
    /** It was taken back; that is not journaled. */
    UNDO_DURING,
    /** That it was taken back is journaled. */
    UNDO_AFTER;

    /** As {@code MUSTER_CRASH_AT} names it, such as {@code undo-before}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
