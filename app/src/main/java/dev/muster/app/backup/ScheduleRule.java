package dev.muster.app.backup;

import dev.muster.app.i18n.Texts;
import dev.muster.model.error.MusterException;
import dev.muster.model.schedule.CalendarRule;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;

/** A rule as it is put together from choices: how often, and at what minutes, times and days. */
final class ScheduleRule {
    /** How often. */
    enum Often {
        HOURLY,
        EVERY,
        DAILY,
        WEEKLY,
        MONTHLY;

        /** The last part of the keys of its texts. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final ObjectProperty<Often> often = new SimpleObjectProperty<>(Often.DAILY);
    private final StringProperty minutes = new SimpleStringProperty("0");
    private final ObjectProperty<Integer> hours = new SimpleObjectProperty<>(4);
    private final StringProperty times = new SimpleStringProperty("22:00");
    private final ObservableSet<DayOfWeek> days = FXCollections.observableSet(EnumSet.of(DayOfWeek.SUNDAY));
    private final ObjectProperty<Optional<Integer>> day = new SimpleObjectProperty<>(Optional.of(1));

    /** The choices that make this rule. */
    void take(CalendarRule rule) {
        switch (rule) {
            case CalendarRule.Hourly hourly -> {
                often.set(Often.HOURLY);
                minutes.set(list(hourly.minutes()));
            }
            case CalendarRule.Every every -> {
                often.set(Often.EVERY);
                hours.set(every.hours());
            }
            case CalendarRule.Daily daily -> {
                often.set(Often.DAILY);
                times.set(list(daily.times()));
            }
            case CalendarRule.Weekly weekly -> {
                often.set(Often.WEEKLY);
                times.set(list(weekly.times()));
                days.clear();
                days.addAll(weekly.days());
            }
            case CalendarRule.Monthly monthly -> {
                often.set(Often.MONTHLY);
                times.set(list(monthly.times()));
                day.set(monthly.day());
            }
        }
    }

    private static String list(List<?> values) {
        return String.join(", ", values.stream().map(String::valueOf).toList());
    }

    ObjectProperty<Often> oftenProperty() {
        return often;
    }

    /** Minutes of the hour, separated by commas. */
    StringProperty minutesProperty() {
        return minutes;
    }

    /** After how many hours again. */
    ObjectProperty<Integer> hoursProperty() {
        return hours;
    }

    /** Times of day, separated by commas. */
    StringProperty timesProperty() {
        return times;
    }

    ObservableSet<DayOfWeek> days() {
        return days;
    }

    /** The day of the month; empty for the last. */
    ObjectProperty<Optional<Integer>> dayProperty() {
        return day;
    }

    /** The rule; empty where the choices make none. */
    Optional<CalendarRule> rule() {
        try {
            return Optional.of(
                    switch (often.get()) {
                        case HOURLY ->
                            CalendarRule.parse("hourly "
                                    + String.join(
                                            ",",
                                            Arrays.stream(parts(minutes))
                                                    .map(minute -> ":" + (minute.length() == 1 ? "0" : "") + minute)
                                                    .toList()));
                        case EVERY -> new CalendarRule.Every(hours.get());
                        case DAILY -> CalendarRule.parse("daily " + times());
                        case WEEKLY ->
                            new CalendarRule.Weekly(
                                    List.copyOf(days),
                                    ((CalendarRule.Daily) CalendarRule.parse("daily " + times())).times());
                        case MONTHLY ->
                            CalendarRule.parse(
                                    "monthly " + day.get().map(String::valueOf).orElse("last") + " " + times());
                    });
        } catch (MusterException unreadable) {
            return Optional.empty();
        }
    }

    private String times() {
        return String.join(",", parts(times));
    }

    private static String[] parts(StringProperty list) {
        return list.get().strip().split("\\s*,\\s*", -1);
    }

    /** What a rule of that kind needs, one sentence. */
    String needs(Texts texts) {
        return texts.get(
                switch (often.get()) {
                    case HOURLY, EVERY -> "backup.schedule.needs.minutes";
                    case WEEKLY -> days.isEmpty() ? "backup.schedule.needs.days" : "backup.schedule.needs.times";
                    case DAILY, MONTHLY -> "backup.schedule.needs.times";
                });
    }
}
