package dev.muster.bridge.cli;

import dev.muster.model.recovery.Advice;
import dev.muster.model.recovery.Bar;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryQuery.PlanForecast;
import dev.muster.model.recovery.Wait;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A forecast as a table with a bar for each machine. */
final class ForecastText {
    /** Characters of the longest bar. */
    private static final int WIDTH = 28;

    private final PlanSpec spec;
    private final Forecast forecast;
    private final List<Advice> advice;

    private ForecastText(PlanSpec spec, PlanForecast answer) {
        this.spec = spec;
        this.forecast = answer.forecast();
        this.advice = answer.advice();
    }

    static String of(PlanSpec spec, PlanForecast answer) {
        return new ForecastText(spec, answer).text();
    }

    private String text() {
        StringWriter text = new StringWriter();
        table().print(new PrintWriter(text, true));
        StringBuilder all = new StringBuilder(text.toString().replace("\r\n", "\n"));
        all.append("\n* critical path; bars: . waits, - restore, = boot\n");
        all.append("Total ").append(clock(forecast.total())).append(outcome()).append('\n');
        all.append("Of that ").append(shares()).append('\n');
        if (!forecast.stuck().isEmpty()) {
            all.append("Never begin: ")
                    .append(String.join(", ", forecast.stuck()))
                    .append('\n');
        }
        advice.forEach(one -> all.append(advice(one)).append('\n'));
        return all.toString();
    }

    private Table table() {
        Set<String> critical =
                forecast.path().stream().map(Forecast.PathStep::key).collect(Collectors.toSet());
        Table table = new Table(
                "The plan has no machines.",
                "",
                "MACHINE",
                ">BEGINS",
                ">STARTED",
                ">READY",
                "WAITS FOR",
                "0 to " + clock(forecast.total()));
        for (Bar bar : forecast.bars()) {
            table.row(
                    critical.contains(bar.key()) ? "*" : "",
                    bar.key(),
                    bar.skipped() ? "skipped" : clock(bar.begins()),
                    bar.skipped() ? "" : clock(bar.started()),
                    bar.skipped() ? "" : clock(bar.met()),
                    waits(bar.waitedFor()),
                    bar.skipped() ? "" : bar(bar));
        }
        return table;
    }

    private static String clock(Duration time) {
        return time.toHours() > 0
                ? String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format("%d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }

    private static String waits(Wait wait) {
        return switch (wait) {
            case Wait.Nothing() -> "";
            case Wait.ForTier tier -> "tier until " + tier.key();
            case Wait.ForNeed need -> need.key();
            case Wait.ForTierSlot slot -> "tier slot of " + slot.key();
            case Wait.ForHostSlot slot -> "host slot of " + slot.key();
            case Wait.ForDelay delay ->
                JobProgress.duration(delay.length())
                        + delay.key().map(key -> " after " + key).orElse("");
        };
    }

    private String bar(Bar bar) {
        int queued = column(bar.queued());
        int begins = column(bar.begins());
        int started = column(bar.started());
        int met = Math.max(column(bar.met()), begins + 1);
        return " ".repeat(queued)
                + ".".repeat(begins - queued)
                + "-".repeat(Math.max(0, started - begins))
                + "=".repeat(Math.max(0, met - Math.max(begins, started)));
    }

    private int column(Duration time) {
        long total = Math.max(1, forecast.total().toMillis());
        return (int) (time.toMillis() * WIDTH / total);
    }

    private String outcome() {
        return forecast.outcome()
                .map(outcome -> "; the objective of " + JobProgress.duration(outcome.objective()) + " is "
                        + (outcome.kept() ? "kept with " : "missed by ")
                        + JobProgress.duration(outcome.margin().abs())
                        + (outcome.kept() ? " to spare" : ""))
                .orElse("");
    }

    private String shares() {
        Forecast.Shares shares = forecast.shares();
        return "measured " + clock(shares.measured()) + ", estimated " + clock(shares.estimated()) + ", assumed "
                + clock(shares.assumed()) + ", delays " + clock(shares.planned());
    }

    private String advice(Advice one) {
        String change = switch (one.change()) {
            case Advice.Change.OfTier tier ->
                limit(tier.limit()) + " in tier "
                        + spec.tiers().get(tier.tier()).name();
            case Advice.Change.OfHosts hosts -> limit(hosts.limit()) + " on a host";
            case Advice.Change.OfAll() -> "no limit at all";
        };
        String saved = one.saved().isZero()
                ? "no change"
                : clock(one.saved().abs()) + (one.saved().isNegative() ? " longer" : " shorter");
        return "With " + change + ": " + clock(one.total()) + ", " + saved;
    }

    private static String limit(int limit) {
        return limit == Limits.UNLIMITED ? "no limit" : limit + " at a time";
    }
}
