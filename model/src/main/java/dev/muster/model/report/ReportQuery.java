package dev.muster.model.report;

import dev.muster.model.access.Role;
import dev.muster.model.command.Query;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What can be asked about reports. What an audit report says is for administrators. */
public sealed interface ReportQuery<R extends Record> extends Query<R> {
    /** The most bytes of a file that are given at once. */
    int MOST_BYTES = 1 << 20;

    /**
     * The reports that are kept, the newest first.
     *
     * @param limit at most so many, 1 to 1000
     */
    record Recent(int limit) implements ReportQuery<Reports> {
        public Recent {
            if (limit < 1 || limit > 1000) {
                throw Refusals.refused("A list of reports has 1 to 1000 entries, not " + limit + ".", "Ask for fewer.");
            }
        }

        @Override
        public Class<Reports> answer() {
            return Reports.class;
        }
    }

    /**
     * One report that is kept.
     *
     * @param report its name
     */
    record Show(ReportId report) implements ReportQuery<MadeReport> {
        @Override
        public Class<MadeReport> answer() {
            return MadeReport.class;
        }
    }

    /**
     * A part of a file of a report.
     *
     * @param report its name
     * @param format which file
     * @param offset of the first byte wanted
     */
    record Content(ReportId report, ReportFormat format, long offset) implements ReportQuery<Part> {
        @Override
        public Class<Part> answer() {
            return Part.class;
        }
    }

    /**
     * A report as it would be made now, as HTML; nothing is made or kept.
     *
     * @param kind what it is about
     * @param about what exactly
     * @param language the language it is drawn in
     * @param filters what limits its rows
     */
    record Preview(ReportKind kind, String about, ReportLanguage language, Map<String, String> filters)
            implements ReportQuery<Page> {
        public Preview {
            filters = Collections.unmodifiableMap(new TreeMap<>(filters));
            ReportCommand.checkSubject(about, filters);
        }

        @Override
        public Role requires() {
            return ReportCommand.roleFor(kind);
        }

        @Override
        public Class<Page> answer() {
            return Page.class;
        }
    }

    /**
     * A report as it would be made now, in its canonical form, for programs that draw it themselves; nothing is made or kept.
     *
     * @param kind what it is about
     * @param about what exactly
     * @param filters what limits its rows
     */
    record Draft(ReportKind kind, String about, Map<String, String> filters) implements ReportQuery<Canonical> {
        public Draft {
            filters = Collections.unmodifiableMap(new TreeMap<>(filters));
            ReportCommand.checkSubject(about, filters);
        }

        @Override
        public Role requires() {
            return ReportCommand.roleFor(kind);
        }

        @Override
        public Class<Canonical> answer() {
            return Canonical.class;
        }
    }

    /**
     * Whether a file is one of a report that was made here, and whether the register of reports is unbroken.
     *
     * @param sha256 SHA-256 of the file, 64 lower-case hexadecimal digits
     * @param bytes its size in bytes
     * @param format what it looks like; empty where that is not known
     * @param named names of reports that stand in it, up to 100
     */
    record Verify(String sha256, long bytes, Optional<ReportFormat> format, List<ReportId> named)
            implements ReportQuery<Verdict> {
        public Verify {
            named = List.copyOf(named);
            if (!sha256.matches("[0-9a-f]{64}") || bytes < 0 || named.size() > 100) {
                throw Refusals.refused(
                        "That is not the checksum and size of a file.",
                        "Give 64 lower-case hexadecimal digits, a size in bytes and up to 100 names.");
            }
        }

        @Override
        public Class<Verdict> answer() {
            return Verdict.class;
        }
    }

    /**
     * Some reports.
     *
     * @param reports the newest first
     */
    record Reports(List<MadeReport> reports) {
        public Reports {
            reports = List.copyOf(reports);
        }
    }

    /**
     * A part of a file.
     *
     * @param base64 its bytes (RFC 4648, section 4), at most {@link #MOST_BYTES} of them; none at the end of the file
     * @param offset of the first of them
     * @param total bytes of the whole file
     */
    record Part(String base64, long offset, long total) {}

    /**
     * A page.
     *
     * @param html one self-contained document
     */
    record Page(String html) {}

    /**
     * A report in its canonical form.
     *
     * @param json as {@code docs/reports/report.schema.json} has it
     */
    record Canonical(String json) {}

    /** What a file is. */
    enum Finding {
        /** Its bytes are those that were written here. */
        MADE_HERE,
        /** It names a report that was made here, or is as long as one, and its bytes are others. */
        CHANGED,
        /** Nothing is known of it. */
        UNKNOWN
    }

    /**
     * What is known of a file.
     *
     * @param finding what it is
     * @param report the report it is of; empty where it is unknown
     * @param format which of its files; empty where it is unknown
     * @param kept whether the files of that report are still kept
     * @param chain whether the register and the audit are unbroken
     */
    record Verdict(
            Finding finding, Optional<MadeReport> report, Optional<ReportFormat> format, boolean kept, Chain chain) {}

    /**
     * Whether the register of reports and the audit are unbroken.
     *
     * @param reports how many reports the register has, those that were deleted included
     * @param faults what does not fit, each an English sentence that is a message id with its gaps filled; none where all fits
     * @param auditEntries how many entries the audit has
     * @param auditBreak number of the first entry of the audit that does not fit
     */
    record Chain(long reports, List<String> faults, long auditEntries, Optional<Long> auditBreak) {
        public Chain {
            faults = List.copyOf(faults);
        }

        /** Returns whether all of it fits. */
        public boolean isWhole() {
            return faults.isEmpty() && auditBreak.isEmpty();
        }
    }
}
