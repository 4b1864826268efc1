package dev.muster.app.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What limits the rows of a report on the audit. */
final class ReportFilters {
    private final StringProperty since = new SimpleStringProperty("P30D");
    private final StringProperty until = new SimpleStringProperty("");
    private final StringProperty user = new SimpleStringProperty("");

    /** A time, a day in UTC, or a period before now such as {@code P30D}; empty for the first entry. */
    StringProperty sinceProperty() {
        return since;
    }

    /** The same; empty for now. */
    StringProperty untilProperty() {
        return until;
    }

    /** The name of a user; empty for all. */
    StringProperty userProperty() {
        return user;
    }

    /** All that is typed. */
    Stream<Observable> fields() {
        return Stream.of(since, until, user);
    }

    /** Returns whether what is typed as a time is one. */
    boolean isValid() {
        return isTime(since.get().strip()) && isTime(until.get().strip());
    }

    /** Returns the filters by the names that the bridge knows them by. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        put(values, "since", since);
        put(values, "until", until);
        put(values, "user", user);
        return values;
    }

    private static void put(Map<String, String> values, String name, StringProperty typed) {
        String value = typed.get().strip();
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }

    private static boolean isTime(String text) {
        if (text.isEmpty()) {
            return true;
        }
        try {
            return text.startsWith("P")
                    ? !Period.parse(text).isNegative()
                    : text.contains("T")
                            ? Instant.parse(text).getEpochSecond() >= 0
                            : LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeParseException unreadable) {
            return false;
        }
    }
}
