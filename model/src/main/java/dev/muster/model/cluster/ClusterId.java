package dev.muster.model.cluster;

import dev.muster.model.inventory.Id;

/**
 * The name of a cluster, such as {@code shop}; a part of the names of its VMs.
 *
 * @param text up to 32 lower-case letters, digits and {@code -}
 */
public record ClusterId(String text) implements Id {
    public ClusterId {
        Refusals.requireLabel("cluster", text);
    }

    /** Reads the id back from its text. */
    public static ClusterId of(String text) {
        return new ClusterId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
