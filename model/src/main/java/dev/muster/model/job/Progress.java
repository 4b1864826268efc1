package dev.muster.model.job;

import java.time.Duration;
import java.util.Optional;

/**
 * How far work has come.
 *
 * @param done in {@code unit}
 * @param total in {@code unit}; 0 when it cannot be known
 * @param unit such as {@code bytes} or {@code steps}
 * @param ratePerSecond in {@code unit}; 0 while unknown
 * @param left time left; empty while it cannot be known
 */
public record Progress(long done, long total, String unit, double ratePerSecond, Optional<Duration> left) {
    /** Nothing known. */
    public static final Progress NONE = new Progress(0, 0, "", 0, Optional.empty());

    /** Part done, 0 to 1; empty when the total is not known. */
    public Optional<Double> fraction() {
        return total <= 0 ? Optional.empty() : Optional.of(Math.clamp((double) done / total, 0.0, 1.0));
    }
}
