package dev.muster.model.recovery;

import java.time.Duration;
import java.util.List;

/**
 * When a machine is ready: when all its gates are met. Without gates it is when it is started.
 *
 * @param gates in any order, all of them
 * @param timeout how long after the start they are waited for
 */
public record Readiness(List<Gate> gates, Duration timeout) {
    /** The default of {@code timeout}. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** Ready when started. */
    public static final Readiness STARTED = new Readiness(List.of(), DEFAULT_TIMEOUT);

    public Readiness {
        gates = List.copyOf(gates);
    }
}
