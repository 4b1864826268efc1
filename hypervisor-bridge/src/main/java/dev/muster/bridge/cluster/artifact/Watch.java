package dev.muster.bridge.cluster.artifact;

/** Hears how far the reading of a content is; what it throws ends the reading. */
@FunctionalInterface
interface Watch {
    /** Hears nothing. */
    Watch NOBODY = (_, _) -> {};

    /** So many bytes of the total are read. */
    void at(long done, long total);
}
