package dev.muster.model.schedule;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads rules as people write them. */
final class CalendarRuleParser {
    static final String HOURLY = "hourly";
    static final String EVERY = "every";
    static final String DAILY = "daily";
    static final String WEEKLY = "weekly";
    static final String MONTHLY = "monthly";
    static final String LAST = "last";

    private static final Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern MINUTE = Pattern.compile(":[0-5][0-9]");
    private static final Pattern HOURS = Pattern.compile("[0-9]{1,2}h");
    private static final Pattern DAY = Pattern.compile("[0-9]{1,2}");

    private CalendarRuleParser() {}

    static CalendarRule parse(String text) {
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
        if (words.length == 2) {
            return switch (words[0]) {
                case HOURLY -> new CalendarRule.Hourly(list(words[1], CalendarRuleParser::minute));
                case EVERY -> new CalendarRule.Every(hours(words[1]));
                case DAILY -> new CalendarRule.Daily(times(words[1]));
                default -> throw unreadable();
            };
        }
        if (words.length == 3) {
            return switch (words[0]) {
                case WEEKLY -> new CalendarRule.Weekly(list(words[1], CalendarRuleParser::dayOfWeek), times(words[2]));
                case MONTHLY -> new CalendarRule.Monthly(day(words[1]), times(words[2]));
                default -> throw unreadable();
            };
        }
        throw unreadable();
    }

    /** The first three letters of its English name. */
    static String word(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private static <T> List<T> list(String text, java.util.function.Function<String, T> read) {
        return Arrays.stream(text.split(",", -1)).map(read).toList();
    }

    private static List<LocalTime> times(String text) {
        return list(text, CalendarRuleParser::time);
    }

    private static LocalTime time(String text) {
        String found = matching(TIME, text);
        return LocalTime.parse(found.length() == 4 ? "0" + found : found);
    }

    private static int minute(String text) {
        return Integer.parseInt(matching(MINUTE, text).substring(1));
    }

    private static int hours(String text) {
        return Integer.parseInt(matching(HOURS, text).replace("h", ""));
    }

    private static Optional<Integer> day(String text) {
        return text.equals(LAST) ? Optional.empty() : Optional.of(Integer.valueOf(matching(DAY, text)));
    }

    private static DayOfWeek dayOfWeek(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> word(day).equals(text))
                .findFirst()
                .orElseThrow(CalendarRuleParser::unreadable);
    }

    private static String matching(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw unreadable();
        }
        return text;
    }

    private static RuntimeException unreadable() {
        return CalendarRule.invalid(
                        "Write hourly :15, every 4h, daily 06:00,22:15, weekly mon,thu 03:00, monthly 1 02:00"
                                + " or monthly last 02:00.")
                .toException();
    }
}
