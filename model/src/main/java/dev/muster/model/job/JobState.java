package dev.muster.model.job;

/** Where a job stands. */
public enum JobState {
    /** Journaled, not yet begun. */
    QUEUED,
    RUNNING,
    /** It begins no further step until somebody continues it; steps that had begun come to their end. */
    PAUSED,
    /** Somebody asked for it to stop; it is cleaning up. */
    CANCELLING,
    /** What it did is being taken back, after a failure or a restart of the bridge. */
    UNDOING,
    DONE,
    FAILED,
    CANCELLED,
    /** Taken back: nothing of it remains. */
    UNDONE;

    /** Whether nothing more will happen. */
    public boolean isEnded() {
        return switch (this) {
            case DONE, FAILED, CANCELLED, UNDONE -> true;
            case QUEUED, RUNNING, PAUSED, CANCELLING, UNDOING -> false;
        };
    }

    /** Whether it is on its way to be done, and neither being taken back nor ended. */
    public boolean isForward() {
        return this == QUEUED || this == RUNNING || this == PAUSED;
    }
}
