package dev.muster.model.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Dates and times of day in a zone, over changes of its clock. */
final class WallClock {
    private WallClock() {}

    /** The first instant after {@code after} that is one of these times on one of these dates. */
    static Instant next(Instant after, ZoneId zone, Predicate<LocalDate> dates, List<LocalTime> times) {
        // a time left out on the day before may be due on this one
        LocalDate date = after.atZone(zone).toLocalDate().minusDays(1);
        while (true) {
            if (dates.test(date)) {
                for (LocalTime time : times) {
                    Instant due = instant(date.atTime(time), zone);
                    if (due.isAfter(after)) {
                        return due; // instants never go back while the times go on, so this is the first
                    }
                }
            }
            date = date.plusDays(1);
        }
    }

    private static Instant instant(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        return change != null && change.isGap()
                ? change.getInstant()
                : time.atZone(zone).toInstant(); // of two, the earlier offset: the first of both
    }

    /** In order and each once; {@code USAGE_INVALID} where there are none, or seconds in one. */
    static List<LocalTime> ordered(List<LocalTime> times) {
        if (times.isEmpty() || times.stream().anyMatch(time -> !time.equals(time.truncatedTo(ChronoUnit.MINUTES)))) {
            throw CalendarRule.invalid("Give times to the minute, such as 22:15.")
                    .toException();
        }
        return List.copyOf(new TreeSet<>(times));
    }

    static String text(List<LocalTime> times) {
        return times.stream().map(LocalTime::toString).collect(Collectors.joining(","));
    }
}
