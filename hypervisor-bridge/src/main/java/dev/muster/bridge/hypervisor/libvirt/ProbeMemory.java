package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.inventory.Accelerator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What probes found, so that a connection that comes and goes does not boot a guest each time. That KVM works holds until the
 * host is booted anew; that it does not, for an hour, since somebody may mend it; what is not known is not kept.
 */
final class ProbeMemory {
    private static final Duration DOES_NOT_WORK = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final LongSupplier nanoTime;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    ProbeMemory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Kept(Accelerator found, long at) {}

    /** What was found there and still holds. */
    Optional<Accelerator> of(String host) {
        return Optional.ofNullable(kept.get(host))
                .filter(one -> one.found().kind() == Accelerator.Kind.KVM
                        || nanoTime.getAsLong() - one.at() < DOES_NOT_WORK.toNanos())
                .map(Kept::found);
    }

    void keep(String host, Accelerator found) {
        switch (found.kind()) {
            case KVM, EMULATION, SIMULATED -> kept.put(host, new Kept(found, nanoTime.getAsLong()));
            case UNKNOWN -> kept.remove(host);
        }
    }

    /**
     * When to look again while the connection stays: after 1, 2, 4 … 60 minutes where it is not known, after an hour where KVM
     * does not work; empty where it works.
     *
     * @param attempt 0 for the first
     */
    static Optional<Duration> again(Accelerator found, int attempt) {
        return switch (found.kind()) {
            case KVM, SIMULATED -> Optional.empty();
            case EMULATION -> Optional.of(DOES_NOT_WORK);
            case UNKNOWN -> {
                Duration wait = FIRST.multipliedBy(1L << Math.clamp(attempt, 0, 6));
                yield Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
            }
        };
    }
}
