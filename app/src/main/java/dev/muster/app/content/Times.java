package dev.muster.app.content;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Moments as the window writes them, in the time zone of this machine. */
public final class Times {
    private static final DateTimeFormatter TABLE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Times() {}

    /** Date and time to the second, as the language writes them. */
    public static String full(Instant when, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(locale)
                .withZone(ZoneId.systemDefault())
                .format(when);
    }

    /** Date and time to the minute, as short as the language writes them. */
    public static String brief(Instant when, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(ZoneId.systemDefault())
                .format(when);
    }

    /** Date and time to the second in one width, for columns. */
    public static String column(Instant when) {
        return TABLE.withZone(ZoneId.systemDefault()).format(when);
    }
}
