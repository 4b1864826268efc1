package dev.muster.model.finding;

/** What in a run a finding is about. */
public enum FindingSource {
    /** Somebody wrote it down. */
    OPERATOR,
    /** The run as a whole did not come to its end. */
    RUN,
    /** A machine did not become ready. */
    MACHINE,
    /** The recovery time objective was missed. */
    RECOVERY_TIME,
    /** Data was older than the recovery point objective allows. */
    DATA_AGE,
    /** Frames of a test were seen outside its networks. */
    ISOLATION
}
