package dev.muster.model.bridge;

/**
 * Hears a bridge. Called on a thread of the subscription, one call at a time, events in order; a listener that takes long
 * delays only itself.
 */
public interface BridgeListener {
    /** Something happened. */
    void onEvent(BridgeEvent event);

    /** The bridge can be heard again, or no longer. Called once at the beginning. */
    default void onLink(LinkState link) {}
}
