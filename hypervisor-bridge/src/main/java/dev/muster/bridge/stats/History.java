package dev.muster.bridge.stats;

import dev.muster.bridge.hypervisor.VmCounters;
import dev.muster.model.stats.StatsFigure;
import dev.muster.model.stats.StatsRange;
import dev.muster.model.stats.VmUsage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What one VM used: the last reading of its counters and three rings, each coarser than the one before. */
final class History {
    /** Readings further apart than this leave a gap; what a VM did in between is not known. */
    static final long GAP_MILLIS = 75_000;

    /** A spark line has that many values, each of ten steps of the finest ring. */
    private static final int SPARK_POINTS = 30;

    private final Ring fine = ring(StatsRange.TEN_MINUTES);
    private final Ring middle = ring(StatsRange.SIX_HOURS);
    private final Ring coarse = ring(StatsRange.WEEK);
    private Optional<VmCounters> before = Optional.empty();
    private long beforeNanos;
    private VmUsage latest = VmUsage.UNKNOWN;

    private static Ring ring(StatsRange range) {
        return new Ring(range.step().toMillis(), range.points());
    }

    /**
     * Adds a reading.
     *
     * @param millis when, by the clock
     * @param nanos when, by a clock that is never set
     */
    synchronized void add(VmCounters now, long millis, long nanos) {
        long apart = nanos - beforeNanos;
        boolean follows = before.isPresent() && apart > 0 && apart <= GAP_MILLIS * 1_000_000;
        if (follows) {
            latest = Rates.between(before.orElseThrow(), now, apart);
            long from = millis - apart / 1_000_000;
            fine.add(from, millis, latest);
            middle.add(from, millis, latest);
            coarse.add(from, millis, latest);
        }
        before = Optional.of(now);
        beforeNanos = nanos;
    }

    /** It does not run, or does not answer: what comes next does not follow on what was. */
    synchronized void interrupt() {
        before = Optional.empty();
        latest = VmUsage.UNKNOWN;
    }

    synchronized VmUsage latest() {
        return latest;
    }

    synchronized boolean isRunning() {
        return before.isPresent();
    }

    synchronized List<VmUsage> last(StatsRange range, long endMillis) {
        Ring ring = switch (range) {
            case TEN_MINUTES -> fine;
            case HOUR, SIX_HOURS -> middle;
            case WEEK -> coarse;
        };
        return ring.last(range.points(), endMillis);
    }

    /** A short line of each figure, up to then. */
    synchronized Map<StatsFigure, List<Double>> spark(Set<StatsFigure> figures, long endMillis) {
        int steps = StatsRange.TEN_MINUTES.points() / SPARK_POINTS;
        List<VmUsage> usage = fine.last(StatsRange.TEN_MINUTES.points(), endMillis);
        Map<StatsFigure, List<Double>> lines = new EnumMap<>(StatsFigure.class);
        for (StatsFigure figure : figures) {
            lines.put(
                    figure,
                    IntStream.range(0, SPARK_POINTS)
                            .mapToObj(point -> mean(figure, usage.subList(point * steps, (point + 1) * steps)))
                            .toList());
        }
        return lines;
    }

    private static double mean(StatsFigure figure, List<VmUsage> usage) {
        return usage.stream()
                .mapToDouble(figure::of)
                .filter(value -> value >= 0)
                .average()
                .orElse(VmUsage.MISSING);
    }
}
