package dev.muster.model.report;

import dev.muster.model.inventory.LiveObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A report that was made and is kept: one entry of the register of reports.
 *
 * @param id its name
 * @param number its place in the chain of reports, from 1
 * @param kind what it is about
 * @param subject what exactly; empty where the kind says all
 * @param language the language it was drawn in
 * @param result what came out
 * @param files the files that were drawn, among them the JSON form
 * @param madeAt when it was made, to the second
 * @param madeBy name of the user it was made for
 * @param schedule name of the schedule that had it made; empty where somebody asked for it
 * @param rows how many rows it has in all
 * @param previous SHA-256 of the JSON form of the report before it; empty for the first
 */
public record MadeReport(
        ReportId id,
        long number,
        ReportKind kind,
        String subject,
        ReportLanguage language,
        ReportResult result,
        List<File> files,
        Instant madeAt,
        String madeBy,
        String schedule,
        long rows,
        String previous)
        implements LiveObject {
    public MadeReport {
        files = List.copyOf(files);
    }

    /**
     * One file of a report.
     *
     * @param format its format
     * @param bytes its size in bytes
     * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
     */
    public record File(ReportFormat format, long bytes, String sha256) {}

    /** Returns the English title, which is a message id. */
    public String title() {
        return kind.title();
    }

    /** Returns the file of a format. */
    public Optional<File> file(ReportFormat format) {
        return files.stream().filter(file -> file.format() == format).findFirst();
    }

    /** Returns the SHA-256 of the JSON form, which is what the report after this one names. */
    public String jsonSha256() {
        return file(ReportFormat.JSON).map(File::sha256).orElse("");
    }
}
