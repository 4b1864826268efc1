package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them. */
final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([KMGT]?)(i?B?)", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMGT";

    private Sizes() {}

    /**
     * Bytes of {@code 512M}, {@code 2GiB}, {@code 1048576}, in powers of 1024; and of {@code 2GB} in powers of 1000.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID}
     */
    static long parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw invalid(text);
        }
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        long base = matcher.group(3).equalsIgnoreCase("B") ? 1000 : 1024;
        try {
            long bytes = Long.parseLong(matcher.group(1));
            for (int i = 0; i < power; i++) {
                bytes = Math.multiplyExact(bytes, base);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw invalid(text);
        }
    }

    /** As {@link #parse}; a VM has whole KiB, so what is between two is the larger one, as with libvirt. */
    static long memory(String text) {
        return Math.ceilDiv(parse(text), 1024L) * 1024;
    }

    /** Such as {@code 1.5 GiB}. */
    static String text(long bytes) {
        if (bytes < 0) {
            return "?";
        }
        double value = bytes;
        int power = 0;
        while (value >= 1024 && power < UNITS.length()) {
            value /= 1024;
            power++;
        }
        return power == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, value >= 100 ? "%.0f %siB" : "%.1f %siB", value, UNITS.charAt(power - 1));
    }

    /** As {@link #text}; where that is rounded it says so, such as {@code ~1.0 GiB}. */
    static String marked(long bytes) {
        return isRounded(bytes) ? "~" + text(bytes) : text(bytes);
    }

    /** As {@link #text}, with the exact figure where that is rounded. */
    static String exact(long bytes) {
        if (!isRounded(bytes)) {
            return text(bytes);
        }
        return marked(bytes) + (bytes % 1024 == 0 ? " (" + bytes / 1024 + " KiB)" : " (" + bytes + " B)");
    }

    private static boolean isRounded(long bytes) {
        long unit = 1;
        while (bytes / unit >= 1024 && unit < 1L << (10 * UNITS.length())) {
            unit <<= 10;
        }
        long shown = bytes / unit >= 100 ? 1 : 10;
        return bytes > 0 && Math.multiplyExact(bytes % unit, shown) % unit != 0;
    }

    private static RuntimeException invalid(String text) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID,
                        "\"" + text + "\" is not a size.",
                        "Nothing was changed.",
                        "Write for example 512M, 2G or a number of bytes.")
                .toException();
    }
}
