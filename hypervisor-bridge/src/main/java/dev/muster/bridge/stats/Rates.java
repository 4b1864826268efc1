package dev.muster.bridge.stats;

import dev.muster.bridge.hypervisor.VmCounters;
import dev.muster.model.stats.VmUsage;

/** What a VM used between two readings of its counters. */
final class Rates {
    private Rates() {}

    /**
     * The means between two readings. A counter that went back, as after the VM was started anew, gives no figure.
     *
     * @param nanos how far apart they are; more than 0
     */
    static VmUsage between(VmCounters before, VmCounters now, long nanos) {
        double seconds = nanos / 1e9;
        boolean anew = before.cpuNanos() > now.cpuNanos() && now.cpuNanos() >= 0;
        double cpu = rate(before.cpuNanos(), now.cpuNanos(), seconds, anew);
        return new VmUsage(
                cpu < 0 ? cpu : cpu / 1e7,
                gauge(now.memoryBytes()),
                gauge(now.residentBytes()),
                rate(before.diskRead(), now.diskRead(), seconds, anew),
                rate(before.diskWritten(), now.diskWritten(), seconds, anew),
                rate(before.diskOperations(), now.diskOperations(), seconds, anew),
                rate(before.received(), now.received(), seconds, anew),
                rate(before.sent(), now.sent(), seconds, anew));
    }

    private static double rate(long before, long now, double seconds, boolean anew) {
        return anew || before < 0 || now < before ? VmUsage.MISSING : (now - before) / seconds;
    }

    private static double gauge(long value) {
        return value < 0 ? VmUsage.MISSING : value;
    }
}
