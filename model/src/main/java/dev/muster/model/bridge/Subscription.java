package dev.muster.model.bridge;

/** A listener's place at a bridge. */
public interface Subscription extends AutoCloseable {
    /** Ends it. No call begins after this returns; closing twice is closing once. */
    @Override
    void close();
}
