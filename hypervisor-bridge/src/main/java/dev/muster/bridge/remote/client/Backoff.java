package dev.muster.bridge.remote.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double, each with a random part, so that many clients do not come back at the same instant. */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int tries;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** How often it was asked for a pause since the last {@link #reset}. */
    int tries() {
        return tries;
    }

    /** All is well again. */
    void reset() {
        tries = 0;
    }

    /** The next pause: between half of its full length and all of it. */
    Duration next() {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(tries, 20));
        tries++;
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
