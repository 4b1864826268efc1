package dev.muster.model.recovery;

/** What was decided about a recovery that stood. */
public enum RunOutcome {
    /** It is production now: its machines have disks of their own. */
    COMMITTED,
    /** It was taken back: what it had replaced is production again, as it was. */
    ROLLED_BACK,
    /** It was brought home: what it had replaced is production again, with all that was written meanwhile. */
    FAILED_BACK
}
