package dev.muster.app.finding;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A day as it is typed or chosen, such as {@code 2026-11-30}; blank for none. */
final class DueDay {
    private final StringProperty text;

    DueDay(Optional<LocalDate> day) {
        this.text = new SimpleStringProperty(day.map(LocalDate::toString).orElse(""));
    }

    StringProperty textProperty() {
        return text;
    }

    /** Returns whether it is blank or a day. */
    boolean isValid() {
        return text.get().isBlank() || day().isPresent();
    }

    /** Returns the day; empty where it is none, or cannot be read. */
    Optional<LocalDate> day() {
        return of(text.get());
    }

    /** Returns the day of that text; empty where it is none. */
    static Optional<LocalDate> of(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
