package dev.muster.app.stats;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.stats.StatsFigure;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.stats.StatsRange;
import dev.muster.model.stats.VmUsage;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How busy sample VMs are: waves, with a gap in which nothing was measured. */
final class SampleStats {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final double MIB = 1 << 20;

    private SampleStats() {}

    static StatsQuery.VmHistory history(VmId vm, StatsRange range) {
        int points = range.points();
        List<VmUsage> usage = IntStream.range(0, points)
                .mapToObj(point -> {
                    double at = (double) point / points;
                    return at > 0.55 && at < 0.6 ? VmUsage.UNKNOWN : usage(at * 20);
                })
                .toList();
        return new StatsQuery.VmHistory(vm, range, NOW, NOW.minus(range.length()), usage);
    }

    static StatsQuery.HostLoad load(HostId host, Collection<Vm> vms) {
        List<StatsQuery.VmLoad> loads = vms.stream()
                .filter(vm -> vm.id().host().equals(host))
                .map(vm -> new StatsQuery.VmLoad(
                        vm.id(), usage(Math.floorMod(vm.id().uuid().hashCode(), 100))))
                .toList();
        VmUsage total = loads.stream()
                .map(StatsQuery.VmLoad::usage)
                .reduce(VmUsage::plus)
                .orElse(VmUsage.UNKNOWN);
        return new StatsQuery.HostLoad(host, NOW, total, loads);
    }

    static StatsQuery.SparkLines sparks(StatsQuery.Sparks asked) {
        return new StatsQuery.SparkLines(asked.vms().stream()
                .map(vm -> new StatsQuery.Spark(
                        vm,
                        asked.figures().stream()
                                .collect(Collectors.toMap(Function.identity(), figure -> line(vm, figure)))))
                .toList());
    }

    private static List<Double> line(VmId vm, StatsFigure figure) {
        return IntStream.range(0, 30)
                .mapToObj(step -> figure.of(usage(Math.floorMod(vm.uuid().hashCode(), 100) + step / 4.0)))
                .toList();
    }

    private static VmUsage usage(double phase) {
        double wave = 0.5 + 0.4 * Math.sin(phase) * Math.cos(phase / 3);
        double other = 0.5 + 0.4 * Math.cos(phase * 1.7);
        return new VmUsage(
                100 * wave,
                1024 * MIB,
                (500 + 200 * wave) * MIB,
                8 * MIB * other,
                3 * MIB * wave,
                120 * other,
                2 * MIB * wave,
                5 * MIB * other);
    }
}
