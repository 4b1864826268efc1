package dev.muster.bridge.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * When a step begins, beside what it waits for.
 *
 * @param delay how long after the last of those has ended
 * @param slots names of what it takes one of while it runs; there are as many as {@link Limits} says
 */
public record Pace(Duration delay, List<String> slots) {
    /** As soon as what it waits for is done. */
    public static final Pace AT_ONCE = new Pace(Duration.ZERO, List.of());

    public Pace {
        slots = List.copyOf(slots);
    }

    /**
     * How much of a job runs at once.
     *
     * @param steps how many of its steps
     * @param slots how many slots there are of each name; without end where it is not named
     */
    public record Limits(int steps, Map<String, Integer> slots) {
        static final int USUAL_STEPS = 8;

        /** As most jobs. */
        public static final Limits USUAL = new Limits(USUAL_STEPS, Map.of());

        public Limits {
            slots = Map.copyOf(slots);
        }
    }
}
