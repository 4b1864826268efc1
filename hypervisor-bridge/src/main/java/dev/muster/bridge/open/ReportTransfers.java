package dev.muster.bridge.open;

import dev.muster.bridge.json.ReportJson;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.MusterException;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportQuery;
import dev.muster.model.report.ReportQuery.Finding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Files of reports on their way from a bridge, and files that are compared with those it wrote, over any bridge. */
public final class ReportTransfers {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}-[0-9]{8}-[0-9]{6}-[0-9a-f]{4}");
    private static final int MOST_NAMES = 100;

    private ReportTransfers() {}

    /**
     * A file that was compared.
     *
     * @param verdict what the bridge knows of it
     * @param firstDifference offset in bytes of the first byte that is not the one written; empty where it was not changed or the
     *     file written is not there to compare with
     */
    public record Verified(ReportQuery.Verdict verdict, Optional<Long> firstDifference) {
        /** Returns whether it was made there, and nothing of register and audit was changed since. */
        public boolean isWhole() {
            return verdict.finding() == Finding.MADE_HERE && verdict.chain().isWhole();
        }
    }

    /**
     * Fetches a file of a report.
     *
     * @throws MusterException {@code REPORT_NOT_FOUND}, {@code REPORT_DAMAGED}, {@code NOT_ALLOWED}
     */
    public static byte[] fetch(HypervisorBridge bridge, ReportId id, ReportFormat format) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        while (true) {
            ReportQuery.Part part = bridge.ask(new ReportQuery.Content(id, format, file.size()));
            byte[] bytes = Base64.getDecoder().decode(part.base64());
            file.writeBytes(bytes);
            if (bytes.length == 0 || file.size() >= part.total()) {
                return file.toByteArray();
            }
        }
    }

    /** Compares a file with those that the bridge wrote. Only its checksum, size and the names in it are sent. */
    public static Verified verify(HypervisorBridge bridge, byte[] file) {
        Optional<ReportFormat> format = format(file);
        ReportQuery.Verdict verdict =
                bridge.ask(new ReportQuery.Verify(ReportJson.sha256(file), file.length, format, names(file)));
        if (verdict.finding() != Finding.CHANGED
                || verdict.report().isEmpty()
                || verdict.format().isEmpty()) {
            return new Verified(verdict, Optional.empty());
        }
        return compared(
                bridge, file, verdict, verdict.report().get(), verdict.format().get());
    }

    private static Verified compared(
            HypervisorBridge bridge, byte[] file, ReportQuery.Verdict verdict, MadeReport report, ReportFormat format) {
        byte[] written;
        try {
            written = fetch(bridge, report.id(), format);
        } catch (MusterException e) {
            return new Verified(verdict, Optional.empty()); // deleted, damaged, or not for whoever asks
        }
        boolean named = names(file).contains(report.id());
        if (!named && !alike(file, written)) {
            return new Verified(
                    new ReportQuery.Verdict(
                            Finding.UNKNOWN, Optional.empty(), Optional.empty(), false, verdict.chain()),
                    Optional.empty());
        }
        return new Verified(verdict, Optional.of((long) Arrays.mismatch(file, written)));
    }

    /** Returns whether most bytes are the same, so that one file is no other of the same length by chance. */
    private static boolean alike(byte[] file, byte[] written) {
        int same = 0;
        for (int i = 0; i < Math.min(file.length, written.length); i++) {
            same += file[i] == written[i] ? 1 : 0;
        }
        return same > file.length / 2;
    }

    private static Optional<ReportFormat> format(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, 64), StandardCharsets.ISO_8859_1);
        if (start.startsWith("%PDF")) {
            return Optional.of(ReportFormat.PDF);
        }
        if (start.startsWith("{")) {
            return Optional.of(ReportFormat.JSON);
        }
        if (start.toLowerCase(java.util.Locale.ROOT).startsWith("<!doctype html")) {
            return Optional.of(ReportFormat.HTML);
        }
        // a CSV file begins with a byte order mark
        return start.startsWith("\u00EF\u00BB\u00BF") ? Optional.of(ReportFormat.CSV) : Optional.empty();
    }

    private static List<ReportId> names(byte[] file) {
        return NAME.matcher(new String(file, StandardCharsets.ISO_8859_1))
                .results()
                .map(MatchResult::group)
                .distinct()
                .filter(name -> name.length() <= 64)
                .limit(MOST_NAMES)
                .map(ReportId::of)
                .toList();
    }
}
