package dev.muster.app.report;

import dev.muster.app.i18n.Texts;
import dev.muster.model.error.MusterException;
import dev.muster.model.schedule.CalendarRule;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** When a report is made by the calendar, put together from choices, and such rules in words. */
final class ReportTimes {
    /** How often. */
    enum Often {
        DAILY,
        WEEKLY,
        MONTHLY;

        /** Returns the last part of the key of its text. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final ObjectProperty<Often> often = new SimpleObjectProperty<>(Often.MONTHLY);
    private final ObjectProperty<DayOfWeek> weekday = new SimpleObjectProperty<>(DayOfWeek.MONDAY);
    private final ObjectProperty<Optional<Integer>> day = new SimpleObjectProperty<>(Optional.of(1));
    private final StringProperty time = new SimpleStringProperty("02:00");

    ObjectProperty<Often> oftenProperty() {
        return often;
    }

    ObjectProperty<DayOfWeek> weekdayProperty() {
        return weekday;
    }

    /** The day of the month; empty for the last. */
    ObjectProperty<Optional<Integer>> dayProperty() {
        return day;
    }

    /** The time of day, such as {@code 02:00}. */
    StringProperty timeProperty() {
        return time;
    }

    /** All that is typed or chosen. */
    Stream<Observable> fields() {
        return Stream.of(often, weekday, day, time);
    }

    /** Returns the rule; empty where the time is none. */
    Optional<CalendarRule> rule() {
        String at = time.get().strip();
        try {
            return Optional.of(CalendarRule.parse(
                    switch (often.get()) {
                        case DAILY -> "daily " + at;
                        case WEEKLY ->
                            "weekly "
                                    + weekday.get()
                                            .getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                                            .toLowerCase(Locale.ROOT)
                                    + " " + at;
                        case MONTHLY ->
                            "monthly " + day.get().map(String::valueOf).orElse("last") + " " + at;
                    }));
        } catch (MusterException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns a rule in words, with its time zone where that is another than this machine's. */
    static String words(CalendarRule rule, ZoneId zone, Texts texts) {
        String words = words(rule, texts);
        return zone.equals(ZoneId.systemDefault()) ? words : texts.get("report.rule.zone", words, zone.getId());
    }

    private static String words(CalendarRule rule, Texts texts) {
        return switch (rule) {
            case CalendarRule.Hourly hourly ->
                texts.get(
                        "report.rule.hourly",
                        hourly.minutes().stream().map(":%02d"::formatted).collect(Collectors.joining(", ")));
            case CalendarRule.Every every -> texts.get("report.rule.every", every.hours());
            case CalendarRule.Daily daily -> texts.get("report.rule.daily", times(daily.times()));
            case CalendarRule.Weekly weekly ->
                texts.get(
                        "report.rule.weekly",
                        weekly.days().stream()
                                .map(one -> one.getDisplayName(TextStyle.SHORT_STANDALONE, texts.locale()))
                                .collect(Collectors.joining(", ")),
                        times(weekly.times()));
            case CalendarRule.Monthly monthly ->
                monthly.day()
                        .map(one -> texts.get("report.rule.monthly", one, times(monthly.times())))
                        .orElseGet(() -> texts.get("report.rule.monthly.last", times(monthly.times())));
        };
    }

    private static String times(List<LocalTime> times) {
        return times.stream().map(LocalTime::toString).collect(Collectors.joining(", "));
    }
}
