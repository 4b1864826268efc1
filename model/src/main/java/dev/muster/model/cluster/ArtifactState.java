package dev.muster.model.cluster;

/** What is known of an artifact's content. */
public enum ArtifactState {
    /** It is there and was right when it was last read. */
    WHOLE,
    /** The bridge has no file of it. */
    MISSING,
    /** The file has another size or other bytes than were stored. */
    CORRUPT
}
