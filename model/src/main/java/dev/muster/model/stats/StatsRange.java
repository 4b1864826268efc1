package dev.muster.model.stats;

import java.time.Duration;

/** How far back a history goes, and how finely. */
public enum StatsRange {
    /** Ten minutes, a value for each 2 s. */
    TEN_MINUTES(Duration.ofMinutes(10), Duration.ofSeconds(2)),
    /** An hour, a value for each minute. */
    HOUR(Duration.ofHours(1), Duration.ofMinutes(1)),
    /** Six hours, a value for each minute. */
    SIX_HOURS(Duration.ofHours(6), Duration.ofMinutes(1)),
    /** Seven days, a value for each quarter of an hour. */
    WEEK(Duration.ofDays(7), Duration.ofMinutes(15));

    private final Duration length;
    private final Duration step;

    StatsRange(Duration length, Duration step) {
        this.length = length;
        this.step = step;
    }

    /** How far back it goes. */
    public Duration length() {
        return length;
    }

    /** What one value stands for. */
    public Duration step() {
        return step;
    }

    /** How many values it has. */
    public int points() {
        return (int) length.dividedBy(step);
    }
}
