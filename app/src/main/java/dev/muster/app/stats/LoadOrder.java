package dev.muster.app.stats;

import dev.muster.model.stats.StatsQuery;
import dev.muster.model.stats.VmUsage;
import java.util.Comparator;
import java.util.List;

/** By what the VMs of a host are ranked. */
enum LoadOrder {
    CPU,
    MEMORY,
    DISK,
    NETWORK;

    private static final int MOST = 8;

    /** The figure; {@link VmUsage#MISSING} where there is none. */
    double of(VmUsage usage) {
        return switch (this) {
            case CPU -> usage.cpuPercent();
            case MEMORY -> usage.residentBytes() < 0 ? usage.memoryBytes() : usage.residentBytes();
            case DISK -> sum(usage.diskReadRate(), usage.diskWriteRate());
            case NETWORK -> sum(usage.receiveRate(), usage.sendRate());
        };
    }

    /** The busiest, by what was chosen. */
    List<StatsQuery.VmLoad> ranked(StatsQuery.HostLoad load) {
        return load.vms().stream()
                .filter(each -> of(each.usage()) >= 0)
                .sorted(Comparator.comparingDouble((StatsQuery.VmLoad each) -> of(each.usage()))
                        .reversed()
                        .thenComparing(each -> each.vm().uuid()))
                .limit(MOST)
                .toList();
    }

    private static double sum(double one, double other) {
        return one < 0 && other < 0 ? VmUsage.MISSING : Math.max(0, one) + Math.max(0, other);
    }
}
