package dev.muster.app.recovery;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as they are typed: {@code 90 s}, {@code 10 min}, {@code 2 h}, {@code 90 d}; seconds where there is no unit. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,7}) *(s|m|min|h|d)?");

    private Durations() {}

    /** Reads what was typed; empty where that is no length of time. */
    static Optional<Duration> read(String typed) {
        Matcher form = FORM.matcher(typed.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(form.group(1));
        return Optional.of(
                switch (Optional.ofNullable(form.group(2)).orElse("s")) {
                    case "m", "min" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofSeconds(number);
                });
    }

    /** Writes it with the largest unit in which it is a whole number. */
    static String write(Duration time) {
        long seconds = time.toSeconds();
        if (seconds != 0 && seconds % 86400 == 0) {
            return seconds / 86400 + " d";
        }
        if (seconds != 0 && seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
