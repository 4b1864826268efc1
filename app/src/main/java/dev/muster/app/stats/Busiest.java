package dev.muster.app.stats;

import dev.muster.model.stats.StatsFigure;
import dev.muster.model.stats.StatsQuery;
import java.util.Comparator;
import java.util.List;

/** The VMs of a host that use most of something. */
final class Busiest {
    private static final int MOST = 8;

    private Busiest() {}

    /** Those of which it is known, the busiest first. */
    static List<StatsQuery.VmLoad> of(StatsQuery.HostLoad load, StatsFigure by) {
        return load.vms().stream()
                .filter(each -> by.of(each.usage()) >= 0)
                .sorted(Comparator.comparingDouble((StatsQuery.VmLoad each) -> by.of(each.usage()))
                        .reversed()
                        .thenComparing(each -> each.vm().uuid()))
                .limit(MOST)
                .toList();
    }
}
