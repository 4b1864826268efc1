package dev.muster.bridge.json;

import dev.muster.model.error.MusterException;
import dev.muster.model.report.Report;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The canonical form of a report: JSON on one line in UTF-8, properties in the order in which the records of the model declare
 * them, all of them present, no space between tokens. Two reports are equal when these bytes are. Its schema is
 * {@code docs/reports/report.schema.json}.
 */
public final class ReportJson {
    private ReportJson() {}

    /** Returns the canonical form. */
    public static byte[] bytes(Report report) {
        return Json.write(report).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a report that was written so.
     *
     * @throws MusterException {@code JSON_INVALID} where a property is unknown or missing; {@code USAGE_INVALID} where the report
     *     is of another form
     */
    public static Report read(byte[] json) {
        return Json.readStrict(new String(json, StandardCharsets.UTF_8), Report.class);
    }

    /** Returns the SHA-256 of the canonical form, 64 lower-case hexadecimal digits. */
    public static String sha256(Report report) {
        return sha256(bytes(report));
    }

    /** Returns the SHA-256 of a form that was written, 64 lower-case hexadecimal digits. */
    public static String sha256(byte[] json) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
