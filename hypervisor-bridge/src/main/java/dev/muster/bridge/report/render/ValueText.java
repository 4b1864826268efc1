package dev.muster.bridge.report.render;

import dev.muster.model.report.Report;
import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportValue;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values and messages as a reader of one language expects them: German where asked for, English otherwise. */
final class ValueText {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final DateTimeFormatter ENGLISH_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);
    private static final DateTimeFormatter GERMAN_TIME =
            DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss 'UTC'", Locale.ROOT);

    private final Translator translator;
    private final Locale locale;
    private final boolean german;

    ValueText(Translator translator, Locale locale) {
        this.translator = translator;
        this.german = locale.getLanguage().equals("de");
        // regions would change decimals and so the bytes of a report
        this.locale = german ? Locale.GERMAN : Locale.ENGLISH;
    }

    /** Returns the language tag of what is written (BCP 47). */
    String language() {
        return locale.getLanguage();
    }

    /** Returns a message in the language. */
    String say(String english) {
        return english.isEmpty() ? "" : Clean.text(translator.translate(english, locale));
    }

    /** Returns what the report is, such as {@code Recovery run report: shop}. */
    String title(Report report) {
        ReportHead head = report.head();
        String kind = say(head.kind().title());
        return head.subject().isEmpty() ? kind : kind + ": " + Clean.text(head.subject());
    }

    /** Returns a value; of a state the word alone. */
    String of(ReportValue value) {
        return switch (value) {
            case ReportValue.Plain plain -> Clean.text(plain.text());
            case ReportValue.Message message -> say(message.english());
            case ReportValue.Figure figure -> number(new BigDecimal(figure.digits()));
            case ReportValue.At at -> time(at.at());
            case ReportValue.Took took -> duration(took.time());
            case ReportValue.Size size -> bytes(size.bytes());
            case ReportValue.State state -> say(state.word());
            case ReportValue.Hash hash -> hash.hex();
            case ReportValue.Code code -> Clean.text(code.text());
        };
    }

    String time(Instant at) {
        return (german ? GERMAN_TIME : ENGLISH_TIME).format(at.atOffset(ZoneOffset.UTC));
    }

    String number(BigDecimal number) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(locale));
        format.setMinimumFractionDigits(Math.max(0, number.scale()));
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        return format.format(number);
    }

    String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        boolean whole = unit == 0 || Math.abs(value - Math.rint(value)) < 0.05;
        return String.format(locale, whole ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** Returns the two largest units, such as {@code 2 h 5 min}; tenths of a second below ten seconds. */
    String duration(Duration time) {
        if (time.isNegative()) {
            return "-" + duration(time.negated());
        }
        long seconds = time.toSeconds();
        if (seconds == 0 && time.toMillis() != 0) {
            return time.toMillis() + " ms";
        }
        if (seconds < 10 && time.toMillis() % 1000 >= 100) {
            return String.format(locale, "%.1f ", Math.floorDiv(time.toMillis(), 100) / 10.0) + (german ? "Sek." : "s");
        }
        if (seconds < 60) {
            return seconds + (german ? " Sek." : " s");
        }
        if (seconds < 3600) {
            return two(seconds / 60, german ? " Min." : " min", seconds % 60, german ? " Sek." : " s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3600, german ? " Std." : " h", seconds % 3600 / 60, german ? " Min." : " min");
        }
        long days = seconds / 86_400;
        String unit = german ? days == 1 ? " Tag" : " Tage" : " d";
        return two(days, unit, seconds % 86_400 / 3600, german ? " Std." : " h");
    }

    private static String two(long first, String unit, long second, String lesser) {
        return second == 0 ? first + unit : first + unit + " " + second + lesser;
    }
}
