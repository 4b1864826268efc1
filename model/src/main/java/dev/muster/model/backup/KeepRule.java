package dev.muster.model.backup;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Which restore points of a VM are kept: so many of the newest, and the newest of so many hours, days, weeks, months and years
 * that have one. Those that nothing keeps are merged into the next. With all counts 0 everything is kept.
 *
 * @param last the newest, whatever their time
 * @param hourly hours of which the newest is kept
 * @param daily days
 * @param weekly weeks, from Monday
 * @param monthly months
 * @param yearly years
 */
public record KeepRule(int last, int hourly, int daily, int weekly, int monthly, int yearly) {
    /** Keeps everything. */
    public static final KeepRule ALL = new KeepRule(0, 0, 0, 0, 0, 0);

    public KeepRule {
        if (List.of(last, hourly, daily, weekly, monthly, yearly).stream()
                .anyMatch(count -> count < 0 || count > 9999)) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "How many restore points are kept is a number from 0 to 9999.",
                            "Nothing was changed.",
                            "Correct the number.")
                    .toException();
        }
    }

    /** Whether everything is kept. */
    public boolean keepsAll() {
        return equals(ALL);
    }

    /**
     * Which of these instants are kept.
     *
     * @param zone whose days they are
     */
    public Set<Instant> kept(Collection<Instant> points, ZoneId zone) {
        if (keepsAll()) {
            return Set.copyOf(points);
        }
        List<Instant> newestFirst = new ArrayList<>(new TreeSet<>(points));
        newestFirst.sort(Comparator.reverseOrder());
        Set<Instant> kept = new HashSet<>(newestFirst.subList(0, Math.min(last, newestFirst.size())));
        keep(newestFirst, zone, hourly, at -> at.truncatedTo(ChronoUnit.HOURS), kept);
        keep(newestFirst, zone, daily, at -> at.truncatedTo(ChronoUnit.DAYS), kept);
        keep(
                newestFirst,
                zone,
                weekly,
                at -> at.truncatedTo(ChronoUnit.DAYS).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                kept);
        keep(newestFirst, zone, monthly, at -> at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1), kept);
        keep(newestFirst, zone, yearly, at -> at.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1), kept);
        return kept;
    }

    private static void keep(
            List<Instant> newestFirst, ZoneId zone, int count, UnaryOperator<ZonedDateTime> begin, Set<Instant> kept) {
        Set<Instant> periods = new HashSet<>();
        for (Instant point : newestFirst) {
            Instant period = begin.apply(point.atZone(zone)).toInstant();
            if (!periods.contains(period) && periods.size() < count) {
                periods.add(period);
                kept.add(point);
            }
        }
    }
}
