package dev.muster.model.job;

/** Where a job stands. */
public enum JobState {
    /** Journaled, not yet begun. */
    QUEUED,
    RUNNING,
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
            case QUEUED, RUNNING, CANCELLING, UNDOING -> false;
        };
    }
}
