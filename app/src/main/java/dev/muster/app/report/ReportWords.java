package dev.muster.app.report;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.report.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reports in the operator's words. */
final class ReportWords {
    private final Texts texts;

    ReportWords(Texts texts) {
        this.texts = texts;
    }

    /** Returns the shape and colour of a result. */
    static Tone tone(Severity severity) {
        return switch (severity) {
            case OK -> Tone.GOOD;
            case WARNING -> Tone.WARNING;
            case FAILED -> Tone.BAD;
            case NONE -> Tone.UNKNOWN;
        };
    }

    String result(MadeReport report) {
        return texts.say(report.result().word());
    }

    String kind(ReportKind kind) {
        return texts.get("report.kind." + kind.word());
    }

    /** Returns what reports of the kind say, one sentence. */
    String explanation(ReportKind kind) {
        return texts.get("report.kind." + kind.word() + ".what");
    }

    /** Returns what a report is about; the titles of jobs are translated. */
    String about(MadeReport report) {
        return report.subject().isEmpty() ? texts.get("report.about.all") : texts.say(report.subject());
    }

    /** Returns the language in the language of the window. */
    String language(ReportLanguage language) {
        return language.locale().getDisplayLanguage(texts.locale());
    }

    String formats(Collection<ReportFormat> formats) {
        return formats.stream().sorted().map(ReportFormat::name).collect(Collectors.joining(", "));
    }

    /** Returns the formats with the language they are in; the JSON form, which is always there, only where it is alone. */
    String formats(MadeReport report) {
        List<ReportFormat> drawn = report.files().stream()
                .map(MadeReport.File::format)
                .filter(format -> format != ReportFormat.JSON)
                .toList();
        return texts.get(
                "report.formats",
                drawn.isEmpty() ? ReportFormat.JSON.name() : formats(drawn),
                report.language().tag().toUpperCase(Locale.ROOT));
    }

    /** Returns how long ago it was made. */
    String age(MadeReport report) {
        return texts.get("report.ago", Amounts.rough(Duration.between(report.madeAt(), Instant.now())));
    }

    String made(MadeReport report) {
        return Times.full(report.madeAt(), texts.locale());
    }

    String size(MadeReport.File file) {
        return Amounts.bytes(file.bytes(), texts.locale());
    }

    String count(long rows) {
        Locale locale = texts.locale();
        return String.format(locale, "%,d", rows);
    }
}
