package dev.muster.app.recovery.run;

import dev.muster.model.recovery.Bar;
import dev.muster.model.recovery.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The time of a run laid out from left to right.
 *
 * @param zero when it began
 * @param span how long is shown
 * @param elapsed how far it has come
 * @param going whether it still goes on
 * @param objective how long it may take, where that is known and not too far off to be shown
 */
record RunScale(Instant zero, Duration span, Duration elapsed, boolean going, Optional<Duration> objective) {
    private static final List<Long> STEPS =
            List.of(10L, 30L, 60L, 120L, 300L, 600L, 900L, 1800L, 3600L, 7200L, 14400L, 28800L, 86400L);
    private static final double AIR = 1.06;
    private static final double NEAR = 2;
    private static final int TICKS = 6;

    /** The scale of that run: all that was planned, all that was, and the objective where that is near. */
    static RunScale of(RunPicture run) {
        long all = run.forecast().map(Forecast::total).orElse(Duration.ZERO).toMillis();
        all = Math.max(Math.max(all, run.elapsed().toMillis()), 10_000);
        long most = run.objective().map(Duration::toMillis).orElse(Long.MAX_VALUE);
        boolean near = most <= all * NEAR;
        all = near ? Math.max(all, most) : all;
        return new RunScale(
                run.began(),
                Duration.ofMillis((long) (all * AIR)),
                Duration.between(run.began(), run.now()),
                !run.job().state().isEnded(),
                near ? run.objective() : Optional.empty());
    }

    /** Where that is, 0 to 1; past the end is the end. */
    double at(Duration after) {
        return Math.clamp((double) after.toMillis() / span.toMillis(), 0.0, 1.0);
    }

    /** Where that is, 0 to 1. */
    double at(Instant when) {
        return at(Duration.between(zero, when));
    }

    /** Round times between the begin and the end, a handful. */
    List<Duration> ticks() {
        long seconds = Math.max(1, span.toSeconds());
        long step =
                STEPS.stream().filter(one -> seconds / one <= TICKS).findFirst().orElse(seconds / TICKS);
        List<Duration> ticks = new ArrayList<>();
        for (long at = 0; at < seconds; at += step) {
            ticks.add(Duration.ofSeconds(at));
        }
        return ticks;
    }

    /** Where a planned bar begins and ends; empty where it takes no time. */
    Optional<double[]> planned(RunLine line) {
        return line.planned()
                .filter(bar -> !bar.skipped() && bar.met().compareTo(bar.begins()) > 0)
                .map((Bar bar) -> new double[] {at(bar.begins()), at(bar.met())});
    }

    /** Where an actual bar begins, where its machine was started, and where it ends; empty where it has not begun. */
    Optional<double[]> actual(RunLine line) {
        if (line.began().isEmpty() || line.kind() == RunLine.Kind.TIER || line.status() == RunLine.Status.NOT_NEEDED) {
            return Optional.empty();
        }
        double from = at(line.began().get());
        double until = line.step().ended().map(this::at).orElseGet(() -> at(elapsed));
        double started = line.started().map(this::at).orElse(until);
        return Optional.of(
                new double[] {from, Math.clamp(started, from, Math.max(from, until)), Math.max(from, until)});
    }
}
