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
     * Bytes of {@code 512M}, {@code 2GiB}, {@code 1048576}; units are powers of 1024.
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
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
        } catch (ArithmeticException e) {
            throw invalid(text);
        }
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

    private static RuntimeException invalid(String text) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID,
                        "\"" + text + "\" is not a size.",
                        "Nothing was changed.",
                        "Write for example 512M, 2G or a number of bytes.")
                .toException();
    }
}
