package dev.muster.bridge.vm;

import java.time.Duration;

/**
 * How long is waited.
 *
 * @param shutDown for a guest to shut itself down or restart
 * @param state for a hypervisor to bring a VM into a state it said it would
 */
public record VmLimits(Duration shutDown, Duration state) {
    /** Three minutes for a guest, one for a hypervisor. */
    public static final VmLimits USUAL = new VmLimits(Duration.ofMinutes(3), Duration.ofMinutes(1));
}
