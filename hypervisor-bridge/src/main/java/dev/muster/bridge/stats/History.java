package dev.muster.bridge.stats;

import dev.muster.bridge.hypervisor.VmCounters;
import dev.muster.model.stats.StatsRange;
import dev.muster.model.stats.VmUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    synchronized List<Double> spark(long endMillis) {
        int steps = StatsRange.TEN_MINUTES.points() / SPARK_POINTS;
        long end = Math.floorDiv(endMillis - 1, StatsRange.TEN_MINUTES.step().toMillis());
        List<Double> line = new ArrayList<>(SPARK_POINTS);
        for (int point = SPARK_POINTS - 1; point >= 0; point--) {
            double sum = 0;
            int known = 0;
            for (int i = 0; i < steps; i++) {
                double cpu = fine.figure(end - (long) point * steps - i, 0);
                if (cpu >= 0) {
                    sum += cpu;
                    known++;
                }
            }
            line.add(known == 0 ? VmUsage.MISSING : sum / known);
        }
        return line;
    }
}
