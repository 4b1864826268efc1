package dev.muster.model.report;

/** What a value is, which decides how it is written and on which side of a column it stands. */
public enum ValueType {
    /** As a user or a program wrote it; never translated. */
    TEXT,
    /** A sentence or word of Muster in English, its own message id. */
    MESSAGE,
    NUMBER,
    INSTANT,
    DURATION,
    BYTES,
    STATE,
    HASH,
    /** An id, a path, a command: shown in a font of fixed width. */
    CODE;

    /** Returns whether columns of this type are aligned to the right, so that digits stand below each other. */
    public boolean isRightAligned() {
        return this == NUMBER || this == DURATION || this == BYTES;
    }
}
