package dev.muster.bridge.report.render;

import dev.muster.model.report.ReportPart.Bar;
import dev.muster.model.report.ReportPart.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The axis of a Gantt chart.
 *
 * @param end where it ends, after the last bar and not zero
 * @param ticks where it is marked, from zero on
 */
record TimeAxis(Duration end, List<Duration> ticks) {
    private static final int MOST_TICKS = 7;
    private static final long[] STEPS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400
    };

    /** Returns an axis with at most seven marks at round times that covers all bars. */
    static TimeAxis of(List<Bar> bars) {
        long last = bars.stream()
                .flatMap(bar -> Stream.concat(bar.planned().stream(), bar.actual().stream()))
                .map(Span::end)
                .mapToLong(time -> time.toSeconds() + 1)
                .max()
                .orElse(1);
        long step =
                STEPS[STEPS.length - 1] * Math.max(1, Math.ceilDiv(last, STEPS[STEPS.length - 1] * (MOST_TICKS - 1)));
        for (int i = STEPS.length - 1; i >= 0; i--) {
            if (last <= STEPS[i] * (MOST_TICKS - 1)) {
                step = STEPS[i];
            }
        }
        List<Duration> ticks = new ArrayList<>();
        long end = Math.ceilDiv(last, step) * step;
        for (long at = 0; at <= end; at += step) {
            ticks.add(Duration.ofSeconds(at));
        }
        return new TimeAxis(Duration.ofSeconds(end), List.copyOf(ticks));
    }

    /** Returns where a time is on the axis, from 0 to 1. */
    double place(Duration time) {
        return Math.min(1, (double) time.toMillis() / end.toMillis());
    }
}
