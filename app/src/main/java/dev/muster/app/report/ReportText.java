package dev.muster.app.report;

import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.report.ReportValue;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a report says, in the language it is drawn in, which may be another than that of the window. */
final class ReportText {
    private static final int DIGITS = 16;

    private final Texts texts;
    private final Locale locale;

    ReportText(ReportLanguage language) {
        this.locale = language.locale();
        this.texts = new Texts(locale);
    }

    /** Returns a message in the language. */
    String say(String english) {
        return english.isEmpty() ? "" : texts.say(english);
    }

    /** Returns a text of this room in the language. */
    String get(String key, Object... arguments) {
        return texts.get(key, arguments);
    }

    /** Returns what the report is, such as {@code Job report: Start web-10}. */
    String title(Report report) {
        String kind = say(report.head().kind().title());
        String subject = report.head().subject();
        return subject.isEmpty() ? kind : kind + ": " + say(subject);
    }

    /** Returns a value; of a checksum its first digits. */
    String of(ReportValue value) {
        return switch (value) {
            case ReportValue.Plain plain -> plain.text();
            case ReportValue.Message message -> say(message.english());
            case ReportValue.Figure figure -> number(new BigDecimal(figure.digits()));
            case ReportValue.At at -> time(at.at());
            case ReportValue.Took took -> duration(took.time());
            case ReportValue.Size size -> Amounts.bytes(size.bytes(), locale);
            case ReportValue.State state -> say(state.word());
            case ReportValue.Hash hash ->
                hash.hex().length() > DIGITS ? hash.hex().substring(0, DIGITS) + "…" : hash.hex();
            case ReportValue.Code code -> code.text();
        };
    }

    String number(BigDecimal number) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        return format.format(number);
    }

    /** Returns a time in UTC, as the files have it. */
    String time(Instant at) {
        String pattern = locale.equals(Locale.GERMAN) ? "dd.MM.uuuu HH:mm:ss 'UTC'" : "uuuu-MM-dd HH:mm:ss 'UTC'";
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at.atOffset(ZoneOffset.UTC));
    }

    String duration(Duration time) {
        return time.toMillis() != 0 && Math.abs(time.toMillis()) < 1000
                ? time.toMillis() + " ms"
                : Amounts.duration(time);
    }
}
