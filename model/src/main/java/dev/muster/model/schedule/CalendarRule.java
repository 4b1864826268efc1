package dev.muster.model.schedule;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * When something is due, by the clock on the wall. A time that a change of the clock leaves out is due when the clock goes on,
 * one that comes twice is due the first time.
 */
public sealed interface CalendarRule {
    /**
     * The first instant after this one at which the rule is due in that zone.
     *
     * @param after the result is later than this
     */
    Instant next(Instant after, ZoneId zone);

    /** The rule as {@link #parse} reads it. */
    String text();

    /**
     * Reads a rule: {@code hourly :15}, {@code every 4h}, {@code daily 06:00,22:15}, {@code weekly mon,thu 03:00},
     * {@code monthly 1 02:00} or {@code monthly last 02:00}.
     *
     * @throws MusterException {@code USAGE_INVALID}
     */
    static CalendarRule parse(String text) {
        return CalendarRuleParser.parse(text);
    }

    /**
     * At these minutes of each hour that passes: also of one that comes twice.
     *
     * @param minutes 0 to 59; kept in order, each once
     */
    record Hourly(List<Integer> minutes) implements CalendarRule {
        public Hourly {
            minutes = List.copyOf(new TreeSet<>(minutes));
            require(
                    !minutes.isEmpty() && minutes.getFirst() >= 0 && minutes.getLast() < 60,
                    "Give minutes from 0 to 59.");
        }

        @Override
        public Instant next(Instant after, ZoneId zone) {
            ZonedDateTime minute = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES);
            do {
                minute = minute.plusMinutes(1);
            } while (!minutes.contains(minute.getMinute()));
            return minute.toInstant();
        }

        @Override
        public String text() {
            return words(
                    CalendarRuleParser.HOURLY,
                    minutes.stream()
                            .map(minute -> (minute < 10 ? ":0" : ":") + minute)
                            .collect(Collectors.joining(",")));
        }
    }

    /**
     * At each so-many-th hour of the day, from midnight.
     *
     * @param hours 1, 2, 3, 4, 6, 8 or 12
     */
    record Every(int hours) implements CalendarRule {
        public Every {
            require(hours >= 1 && hours <= 12 && 24 % hours == 0, "Give 1, 2, 3, 4, 6, 8 or 12 hours.");
        }

        @Override
        public Instant next(Instant after, ZoneId zone) {
            return hours == 1
                    ? new Hourly(List.of(0)).next(after, zone)
                    : WallClock.next(
                            after,
                            zone,
                            _ -> true,
                            IntStream.range(0, 24 / hours)
                                    .mapToObj(part -> LocalTime.of(part * hours, 0))
                                    .toList());
        }

        @Override
        public String text() {
            return words(CalendarRuleParser.EVERY, hours + "h");
        }
    }

    /**
     * At these times of each day.
     *
     * @param times to the minute; kept in order, each once
     */
    record Daily(List<LocalTime> times) implements CalendarRule {
        public Daily {
            times = WallClock.ordered(times);
        }

        @Override
        public Instant next(Instant after, ZoneId zone) {
            return WallClock.next(after, zone, _ -> true, times);
        }

        @Override
        public String text() {
            return words(CalendarRuleParser.DAILY, WallClock.text(times));
        }
    }

    /**
     * At these times of these days of the week.
     *
     * @param days kept from Monday, each once
     * @param times to the minute; kept in order, each once
     */
    record Weekly(List<DayOfWeek> days, List<LocalTime> times) implements CalendarRule {
        public Weekly {
            days = List.copyOf(new TreeSet<>(days));
            require(!days.isEmpty(), "Give at least one day of the week.");
            times = WallClock.ordered(times);
        }

        @Override
        public Instant next(Instant after, ZoneId zone) {
            return WallClock.next(after, zone, date -> days.contains(date.getDayOfWeek()), times);
        }

        @Override
        public String text() {
            return words(
                    CalendarRuleParser.WEEKLY,
                    days.stream().map(CalendarRuleParser::word).collect(Collectors.joining(",")),
                    WallClock.text(times));
        }
    }

    /**
     * At these times of one day of the month. Months without that day are passed over.
     *
     * @param day 1 to 31; empty for the last
     * @param times to the minute; kept in order, each once
     */
    record Monthly(Optional<Integer> day, List<LocalTime> times) implements CalendarRule {
        public Monthly {
            require(day.filter(number -> number < 1 || number > 31).isEmpty(), "Give a day from 1 to 31, or the last.");
            times = WallClock.ordered(times);
        }

        @Override
        public Instant next(Instant after, ZoneId zone) {
            return WallClock.next(
                    after, zone, date -> date.getDayOfMonth() == day.orElseGet(date::lengthOfMonth), times);
        }

        @Override
        public String text() {
            return words(
                    CalendarRuleParser.MONTHLY,
                    day.map(String::valueOf).orElse(CalendarRuleParser.LAST),
                    WallClock.text(times));
        }
    }

    private static String words(String... words) {
        return String.join(" ", words);
    }

    private static void require(boolean holds, String remedy) {
        if (!holds) {
            throw invalid(remedy).toException();
        }
    }

    /** That something is no rule. */
    static Problem invalid(String remedy) {
        return Problem.of(ErrorCode.USAGE_INVALID, "That is not a rule of a schedule.", "Nothing was changed.", remedy);
    }
}
