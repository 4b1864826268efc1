package dev.muster.app.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Where times are on the axis of the bars.
 *
 * @param total the length of the axis in time
 * @param width its length in pixels
 */
record BarScale(Duration total, double width) {
    /** Seconds between ticks, as people count time. */
    private static final List<Long> STEPS = LongStream.of(
                    1, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400)
            .boxed()
            .toList();

    private static final double LEAST_GAP = 64;
    private static final int MOST_TICKS = 100;

    /** The pixel of a time, from the left. */
    double x(Duration time) {
        return total.isZero() ? 0 : time.toMillis() * width / total.toMillis();
    }

    /** The times that are written above the bars: 0 and each step after it for which there is room. */
    List<Duration> ticks() {
        List<Duration> ticks = new ArrayList<>(List.of(Duration.ZERO));
        Duration step = step();
        for (Duration at = step;
                ticks.size() < MOST_TICKS && x(at) > 0 && x(at) <= width - LEAST_GAP;
                at = at.plus(step)) {
            ticks.add(at);
        }
        return ticks;
    }

    private Duration step() {
        return STEPS.stream()
                .map(Duration::ofSeconds)
                .filter(step -> x(step) >= LEAST_GAP)
                .findFirst()
                .orElseGet(this::days);
    }

    /** Doubled days, for plans that take longer than any. */
    private Duration days() {
        Duration step = Duration.ofDays(2);
        while (x(step) > 0 && x(step) < LEAST_GAP) {
            step = step.multipliedBy(2);
        }
        return step;
    }
}
