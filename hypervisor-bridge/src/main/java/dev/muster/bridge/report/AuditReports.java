package dev.muster.bridge.report;

import static dev.muster.model.report.ReportValue.at;
import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.hash;
import static dev.muster.model.report.ReportValue.message;
import static dev.muster.model.report.ReportValue.number;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;

import dev.muster.bridge.audit.Audit;
import dev.muster.bridge.feature.report.CommonParts;
import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.feature.report.Requirements;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.report.ReportHead.Filter;
import dev.muster.model.report.ReportHead.RowCount;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportResult;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports on the audit: an extract by time and user, with what a check of the whole chain found.
 *
 * @param audit the audit
 */
record AuditReports(Audit audit) implements ReportProvider {
    private static final String SINCE = "since";
    private static final String UNTIL = "until";
    private static final String USER = "user";
    private static final int ROWS_AT_ONCE = 1000;
    private static final String RULE = "The audit is intact when each of its entries fits the one before it.";

    @Override
    public ReportKind kind() {
        return ReportKind.AUDIT;
    }

    @Override
    public void check(ReportRequest request) {
        var _ = Extract.of(request); // the audit of years is not read twice
    }

    @Override
    public ReportDraft draft(ReportRequest request) {
        Extract extract = Extract.of(request);
        AuditQuery.Verdict verdict = audit.verify();
        List<AuditEntry> entries = entries(extract);
        List<AuditEntry> refused = entries.stream()
                .filter(entry -> entry.outcome() == AuditEntry.Outcome.REFUSED)
                .toList();
        List<ReportPart> parts = new ArrayList<>();
        parts.add(CommonParts.failures(
                verdict
                        .firstBreak()
                        .map(entry -> "Entry " + entry + " of the audit does not fit the one before it.")
                        .stream()
                        .toList()));
        parts.add(new ReportPart.Facts(
                "chain",
                "Chain of the audit",
                List.of(
                        new Fact("Entries checked", number(verdict.entries())),
                        new Fact("Hash of the newest entry", hash(verdict.head())))));
        parts.add(table("refused", "Refused requests", refused));
        parts.add(table("entries", "All requests", entries));
        parts.add(CommonParts.scope(
                "The report has the entries of the audit within its filters, the oldest first; the chain was checked from its first entry.",
                "Of a command with XML the audit has the SHA-256 of the XML, since XML can hold passwords.",
                "Queries that change nothing and leave no trace are not in the audit."));
        parts.add(CommonParts.clock(request.at()));
        parts.add(Requirements.of(Requirements.iso22301("entries"), Requirements.soc2("entries")));
        parts.add(CommonParts.signOff("Administrator", "Auditor"));
        return new ReportDraft(
                "",
                verdict.firstBreak().isEmpty()
                        ? new ReportResult("Intact", Severity.OK, RULE)
                        : new ReportResult("Broken", Severity.FAILED, RULE),
                extract.filters(),
                List.of(new RowCount("Refused requests", refused.size()), new RowCount("All requests", entries.size())),
                parts);
    }

    private List<AuditEntry> entries(Extract extract) {
        List<AuditEntry> found = new ArrayList<>();
        long before = 0;
        while (true) {
            List<AuditEntry> some = audit.recent(before, ROWS_AT_ONCE).entries();
            some.stream().filter(extract::has).forEach(found::add);
            if (some.size() < ROWS_AT_ONCE || some.getLast().at().isBefore(extract.since())) {
                return found.reversed();
            }
            before = some.getLast().number();
        }
    }

    private static ReportPart table(String id, String heading, List<AuditEntry> entries) {
        return new ReportPart.Table(
                id,
                heading,
                List.of(
                        new Column("No.", ValueType.NUMBER),
                        new Column("Time", ValueType.INSTANT),
                        new Column("User", ValueType.TEXT),
                        new Column("Role", ValueType.CODE),
                        new Column("Origin", ValueType.CODE),
                        new Column("Action", ValueType.CODE),
                        new Column("Subject", ValueType.CODE),
                        new Column("Outcome", ValueType.STATE),
                        new Column("Details", ValueType.TEXT),
                        new Column("Hash", ValueType.HASH)),
                entries.stream().map(AuditReports::row).toList(),
                List.of());
    }

    private static List<ReportValue> row(AuditEntry entry) {
        return List.of(
                number(entry.number()),
                at(entry.at()),
                text(entry.principal()),
                code(entry.role()),
                code(entry.origin()),
                code(entry.action()),
                code(entry.subject()),
                entry.outcome() == AuditEntry.Outcome.ACCEPTED
                        ? state("Accepted", Severity.OK)
                        : state("Refused", Severity.WARNING),
                text(entry.detail()),
                hash(entry.hash()));
    }

    /** Which entries are in the report: from {@code since} on, before {@code until}. */
    private record Extract(Instant since, Instant until, Optional<String> user, List<Filter> filters) {
        static Extract of(ReportRequest request) {
            request.requireFilters(List.of(SINCE, UNTIL, USER));
            Optional<String> since = Optional.ofNullable(request.filters().get(SINCE));
            Optional<String> until = Optional.ofNullable(request.filters().get(UNTIL));
            Optional<String> user = Optional.ofNullable(request.filters().get(USER));
            Instant from = since.map(text -> time(text, request.at())).orElse(Instant.EPOCH);
            Instant to = until.map(text -> time(text, request.at())).orElse(request.at());
            List<Filter> filters = new ArrayList<>();
            since.ifPresent(_ -> filters.add(new Filter("Since", at(from))));
            filters.add(new Filter("Until", at(to)));
            filters.add(new Filter("User", user.map(ReportValue::text).orElse(message("All users"))));
            return new Extract(from, to, user, filters);
        }

        boolean has(AuditEntry entry) {
            return !entry.at().isBefore(since)
                    && entry.at().isBefore(until)
                    && user.map(entry.principal()::equals).orElse(true);
        }

        /** An instant, a day in UTC, or so long ago, such as {@code P30D}. */
        private static Instant time(String text, Instant now) {
            try {
                if (text.startsWith("P")) {
                    return now.atZone(ZoneOffset.UTC).minus(Period.parse(text)).toInstant();
                }
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException e) {
                throw ReportRequest.refused(
                        "\"" + text + "\" is not a time of a report.",
                        "Use a time such as 2026-11-30T08:00:00Z, a day such as 2026-11-30, or a period such as P30D.");
            }
        }
    }
}
