package dev.muster.bridge.report;

import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names new reports so that people recognise them: kind, subject, time and four digits that tell two of one second apart. */
final class ReportNames {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SUBJECT = 20;

    private ReportNames() {}

    static ReportId of(ReportKind kind, String about, Instant at, String tail) {
        String plain = about.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String subject = plain.substring(0, Math.min(SUBJECT, plain.length())).replaceAll("^-+|-+$", "");
        return ReportId.of(
                kind.word() + (subject.isEmpty() ? "" : "-" + subject) + "-" + STAMP.format(at) + "-" + tail);
    }
}
