package dev.muster.model.backup;

import java.time.Instant;

/**
 * What came of reading all of a restore point.
 *
 * @param at when it was read
 * @param damage what is wrong with it, in a sentence; empty where nothing is
 */
public record Verification(Instant at, String damage) {
    /** Whether it held what it did when it was captured. */
    public boolean passed() {
        return damage.isEmpty();
    }
}
