package dev.muster.app.job;

import java.time.Duration;
import java.util.Locale;

/** Numbers with their units, as the whole window writes them. */
public final class Amounts {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Amounts() {}

    /** Bytes in the largest binary unit that leaves a number of at least 1, with at most one decimal. */
    public static String bytes(long bytes, Locale locale) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        boolean whole = unit == 0 || Math.abs(value - Math.rint(value)) < 0.05;
        return String.format(locale, whole ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** As {@link #bytes}; where that is rounded it says so, with a sign before it. */
    public static String marked(long bytes, Locale locale) {
        return isRounded(bytes) ? "≈ " + bytes(bytes, locale) : bytes(bytes, locale);
    }

    /** As {@link #bytes}, with the exact figure in KiB or bytes where that is rounded. */
    public static String exact(long bytes, Locale locale) {
        if (!isRounded(bytes)) {
            return bytes(bytes, locale);
        }
        boolean kib = bytes % 1024 == 0;
        return String.format(
                locale, "%s (%,d %s)", marked(bytes, locale), kib ? bytes / 1024 : bytes, kib ? "KiB" : "B");
    }

    private static boolean isRounded(long bytes) {
        long unit = 1;
        for (int i = 1; i < UNITS.length && bytes / unit >= 1024; i++) {
            unit <<= 10;
        }
        return bytes % unit * 10 % unit != 0;
    }

    /** Seconds, minutes or hours; never more than two figures. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** The largest whole unit only, such as {@code 16 h}: for how long ago something was, where the exact time is at hand. */
    public static String rough(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86400 + " d";
    }
}
