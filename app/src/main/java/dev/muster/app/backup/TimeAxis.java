package dev.muster.app.backup;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a time axis is marked: at whole hours, days, weeks, months or years of the local clock. */
final class TimeAxis {
    /** One mark of the axis. */
    record Tick(Instant at, String label) {}

    private record Step(ChronoUnit unit, int count) {
        ZonedDateTime floor(ZonedDateTime when) {
            return switch (unit) {
                case MINUTES -> when.truncatedTo(ChronoUnit.HOURS);
                case HOURS -> when.truncatedTo(ChronoUnit.DAYS);
                case WEEKS ->
                    when.truncatedTo(ChronoUnit.DAYS).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTHS, YEARS -> when.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
                default -> when.truncatedTo(ChronoUnit.DAYS);
            };
        }

        Duration length() {
            return unit.getDuration().multipliedBy(count);
        }
    }

    private static final List<Step> STEPS = List.of(
            new Step(ChronoUnit.MINUTES, 10),
            new Step(ChronoUnit.HOURS, 1),
            new Step(ChronoUnit.HOURS, 3),
            new Step(ChronoUnit.HOURS, 6),
            new Step(ChronoUnit.HOURS, 12),
            new Step(ChronoUnit.DAYS, 1),
            new Step(ChronoUnit.DAYS, 2),
            new Step(ChronoUnit.WEEKS, 1),
            new Step(ChronoUnit.WEEKS, 2),
            new Step(ChronoUnit.MONTHS, 1),
            new Step(ChronoUnit.MONTHS, 3),
            new Step(ChronoUnit.YEARS, 1),
            new Step(ChronoUnit.YEARS, 5));

    private TimeAxis() {}

    /** At most {@code most} marks between two moments, as close as that allows. */
    static List<Tick> ticks(Instant from, Instant to, int most, ZoneId zone, Locale locale) {
        Duration span = Duration.between(from, to);
        Step step = STEPS.stream()
                .filter(one -> span.dividedBy(one.length()) <= Math.max(1, most))
                .findFirst()
                .orElse(STEPS.getLast());
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern(step.unit()), locale);
        List<Tick> ticks = new ArrayList<>();
        ZonedDateTime at = step.floor(from.atZone(zone));
        while (!at.toInstant().isAfter(to)) {
            if (!at.toInstant().isBefore(from)) {
                boolean midnight = step.unit() == ChronoUnit.HOURS && at.getHour() == 0;
                ticks.add(new Tick(
                        at.toInstant(),
                        midnight
                                ? at.format(DateTimeFormatter.ofPattern(pattern(ChronoUnit.DAYS), locale))
                                : at.format(format)));
            }
            at = at.plus(step.count(), step.unit());
        }
        return ticks;
    }

    private static String pattern(ChronoUnit unit) {
        return switch (unit) {
            case MINUTES, HOURS -> "HH:mm";
            case MONTHS -> "LLL yyyy";
            case YEARS -> "yyyy";
            default -> "d MMM";
        };
    }
}
