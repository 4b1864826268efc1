package dev.muster.bridge.remote.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** So many tries in so long a time, for each key. Remembers a bounded number of keys. */
final class Throttle {
    private static final int KEYS = 10_000;

    private final int limit;
    private final Duration window;
    private final Clock clock;
    private final Map<String, ArrayDeque<Instant>> tries = new HashMap<>();

    Throttle(int limit, Duration window, Clock clock) {
        this.limit = limit;
        this.window = window;
        this.clock = clock;
    }

    /** Counts a try; whether it is still within the limit. */
    synchronized boolean allow(String key) {
        Instant since = clock.instant().minus(window);
        if (tries.size() >= KEYS) {
            tries.values().removeIf(times -> !times.isEmpty() && times.getLast().isBefore(since));
        }
        if (tries.size() >= KEYS && !tries.containsKey(key)) {
            return false;
        }
        ArrayDeque<Instant> times = tries.computeIfAbsent(key, fresh -> new ArrayDeque<>());
        while (!times.isEmpty() && times.getFirst().isBefore(since)) {
            times.removeFirst();
        }
        if (times.size() >= limit) {
            return false;
        }
        times.addLast(clock.instant());
        return true;
    }
}
