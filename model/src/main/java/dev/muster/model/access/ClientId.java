package dev.muster.model.access;

import dev.muster.model.inventory.Id;

/**
 * One paired client.
 *
 * @param text SHA-256 of its certificate, lower-case hex
 */
public record ClientId(String text) implements Id {
    /** Reads the id back from its text. */
    public static ClientId of(String text) {
        return new ClientId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
