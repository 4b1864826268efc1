package dev.muster.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.MusterException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarRuleTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            VIENNA,
            ZoneId.of("America/New_York"),
            ZoneId.of("America/Sao_Paulo"), // its clock went on at midnight
            ZoneId.of("Australia/Lord_Howe"), // by half an hour
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Africa/Casablanca"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hourly :15",
                "hourly :00,:30",
                "every 4h",
                "daily 22:15",
                "daily 06:00,22:15",
                "weekly mon,thu 03:00",
                "monthly 1 02:00",
                "monthly last 02:00,23:59"
            })
    void a_rule_is_printed_as_it_is_read(String text) {
        assertThat(CalendarRule.parse(text).text()).isEqualTo(text);
        assertThat(CalendarRule.parse(
                        " " + text.toUpperCase(java.util.Locale.ROOT).replace(" ", "  ") + " "))
                .isEqualTo(CalendarRule.parse(text));
    }

    @Test
    void a_rule_is_kept_in_order() {
        assertThat(CalendarRule.parse("daily 22:15,6:00,22:15").text()).isEqualTo("daily 06:00,22:15");
        assertThat(CalendarRule.parse("weekly sun,mon 3:00").text()).isEqualTo("weekly mon,sun 03:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "daily",
                "daily 24:00",
                "daily 12:60",
                "daily 12:00,",
                "daily 12:00 13:00",
                "hourly 15",
                "hourly :60",
                "every 5h",
                "every 0h",
                "every 24h",
                "weekly 03:00",
                "weekly day 03:00",
                "monthly 0 02:00",
                "monthly 32 02:00",
                "monthly first 02:00",
                "yearly 1 02:00"
            })
    void what_is_no_rule_is_refused(String text) {
        assertThatThrownBy(() -> CalendarRule.parse(text)).isInstanceOf(MusterException.class);
    }

    @Test
    void a_time_the_clock_leaves_out_is_due_when_it_goes_on() {
        assertNext("daily 02:30", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z");
        assertNext("daily 02:30", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
        assertNext("daily 02:30,03:00", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void a_time_that_comes_twice_is_due_the_first_time() {
        assertNext("daily 02:30", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z");
        assertNext("daily 02:30", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void hourly_is_each_hour_that_passes() {
        assertNext("hourly :15", "2026-10-25T00:15:00Z", "2026-10-25T01:15:00Z");
        assertNext("hourly :15", "2026-03-29T00:15:00Z", "2026-03-29T01:15:00Z");
        assertNext("every 1h", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z");
    }

    @Test
    void a_month_without_the_day_is_passed_over_and_the_last_is_always_there() {
        assertNext("monthly 31 12:00", "2026-02-01T00:00:00Z", "2026-03-31T10:00:00Z");
        assertNext("monthly last 12:00", "2028-02-01T00:00:00Z", "2028-02-29T11:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "daily 00:00,00:30,02:15",
                "daily 22:15",
                "every 2h",
                "every 4h",
                "weekly sun 00:30,02:30",
                "weekly mon,thu 03:00",
                "monthly last 02:30"
            })
    void the_next_time_is_the_first_that_is_later(String text) {
        CalendarRule rule = CalendarRule.parse(text);
        for (ZoneId zone : ZONES) {
            for (Instant after : instants(zone, text.startsWith("monthly") ? 6 : 30)) {
                Instant next = rule.next(after, zone);
                Instant expected = scan(after, time -> isDue(rule, time, zone));
                assertThat(next).as("%s after %s in %s", text, after, zone).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hourly :15", "hourly :00,:01,:59", "every 1h"})
    void the_next_minute_is_the_first_that_is_later(String text) {
        CalendarRule rule = CalendarRule.parse(text);
        List<Integer> minutes = rule instanceof CalendarRule.Hourly hourly ? hourly.minutes() : List.of(0);
        for (ZoneId zone : ZONES) {
            for (Instant after : instants(zone, 60)) {
                assertThat(rule.next(after, zone))
                        .as("%s after %s in %s", text, after, zone)
                        .isEqualTo(scan(
                                after,
                                time -> minutes.contains(time.atZone(zone).getMinute())));
            }
        }
    }

    /** Random ones, and those around changes of the clock. */
    private static List<Instant> instants(ZoneId zone, int count) {
        Random random = new Random(27);
        List<Instant> instants = new ArrayList<>();
        Instant start = Instant.parse("2015-01-01T00:00:00Z");
        for (int i = 0; i < count; i++) {
            Instant at = start.plusSeconds(random.nextInt(12 * 365 * 24 * 3600));
            instants.add(at);
            ZoneOffsetTransition change = zone.getRules().nextTransition(at);
            if (change != null) {
                instants.add(change.getInstant().plusSeconds(random.nextInt(4 * 3600) - 2 * 3600));
                instants.add(change.getInstant());
            }
        }
        return instants;
    }

    private static Instant scan(Instant after, Predicate<Instant> due) {
        Instant time = after.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        while (!due.test(time)) {
            time = time.plus(Duration.ofMinutes(1));
        }
        return time;
    }

    private static boolean isDue(CalendarRule rule, Instant time, ZoneId zone) {
        ZonedDateTime wall = time.atZone(zone);
        boolean first = zone.getRules()
                .getValidOffsets(wall.toLocalDateTime())
                .getFirst()
                .equals(wall.getOffset());
        if (first && matches(rule, wall.toLocalDateTime())) {
            return true;
        }
        ZoneOffsetTransition change = zone.getRules().previousTransition(time.plusSeconds(1));
        if (change == null || !change.isGap() || !change.getInstant().equals(time)) {
            return false;
        }
        for (LocalDateTime left = change.getDateTimeBefore();
                left.isBefore(change.getDateTimeAfter());
                left = left.plusMinutes(1)) {
            if (matches(rule, left)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(CalendarRule rule, LocalDateTime wall) {
        LocalDate date = wall.toLocalDate();
        LocalTime time = wall.toLocalTime();
        return switch (rule) {
            case CalendarRule.Hourly hourly -> hourly.minutes().contains(time.getMinute());
            case CalendarRule.Every every -> time.getMinute() == 0 && time.getHour() % every.hours() == 0;
            case CalendarRule.Daily daily -> daily.times().contains(time);
            case CalendarRule.Weekly weekly ->
                weekly.days().contains(date.getDayOfWeek()) && weekly.times().contains(time);
            case CalendarRule.Monthly monthly ->
                date.getDayOfMonth() == monthly.day().orElse(date.lengthOfMonth())
                        && monthly.times().contains(time);
        };
    }

    private static void assertNext(String rule, String after, String next) {
        assertThat(CalendarRule.parse(rule).next(Instant.parse(after), VIENNA)).isEqualTo(next);
    }
}
