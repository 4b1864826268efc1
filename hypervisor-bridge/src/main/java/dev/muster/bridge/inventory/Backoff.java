package dev.muster.bridge.inventory;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: from 1 s, twice as long each time, at most 60 s, and somewhere in the upper half
 * of that by chance, so that many who lost the same host do not come back at the same instant.
 */
final class Backoff {
    static final Duration LEAST = Duration.ofSeconds(1);
    static final Duration MOST = Duration.ofSeconds(60);

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait after one more failure. */
    Duration next() {
        long ceiling = Math.min(MOST.toMillis(), LEAST.toMillis() << Math.min(failures + 1, 10));
        failures++;
        return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }

    /** It worked. */
    void reset() {
        failures = 0;
    }
}
