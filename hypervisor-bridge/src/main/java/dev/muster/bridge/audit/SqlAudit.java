package dev.muster.bridge.audit;

import dev.muster.bridge.store.EventLog;
import dev.muster.bridge.store.Store;
import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.audit.AuditChain;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The audit in the database. The store writes on one thread, so each entry sees the one before it. A chain of hashes alone
 * does not show that its newest entries were cut off; therefore each new head also goes into the event log in the same
 * transaction, and {@link #verify} compares the two. Who can rewrite the whole database can still forge both: the head in a
 * {@code Verdict} is worth keeping elsewhere.
 */
public final class SqlAudit implements Audit {
    private static final String COLUMNS =
            "number, at, principal, role, origin, action, subject, outcome, job, detail, previous, hash";
    private static final int ROWS_AT_ONCE = 500;

    private final Store store;
    private final Clock clock;

    /** Over the audit of a store. */
    public SqlAudit(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public AuditEntry append(
            Principal by, String action, String subject, AuditEntry.Outcome outcome, String job, String detail) {
        return store.write(entry(by, action, subject, outcome, job, detail));
    }

    @Override
    public Work<AuditEntry> entry(
            Principal by, String action, String subject, AuditEntry.Outcome outcome, String job, String detail) {
        return handle -> {
            Optional<AuditEntry> last = last(handle);
            AuditEntry open = new AuditEntry(
                    last.map(AuditEntry::number).orElse(0L) + 1,
                    clock.instant(),
                    by.name(),
                    by.role().name(),
                    by.origin(),
                    action,
                    subject,
                    outcome,
                    job,
                    detail,
                    last.map(AuditEntry::hash).orElse(AuditChain.GENESIS),
                    "");
            AuditEntry entry = sealed(open, AuditChain.hash(open));
            insert(handle, entry);
            EventLog.append(
                    handle, entry.at(), "append", "audit", Long.toString(entry.number()), entry.number(), entry.hash());
            return entry;
        };
    }

    private static AuditEntry sealed(AuditEntry open, String hash) {
        return new AuditEntry(
                open.number(),
                open.at(),
                open.principal(),
                open.role(),
                open.origin(),
                open.action(),
                open.subject(),
                open.outcome(),
                open.job(),
                open.detail(),
                open.previous(),
                hash);
    }

    private static void insert(Handle handle, AuditEntry entry) {
        handle.execute(
                "INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.number(),
                entry.at().toString(),
                entry.principal(),
                entry.role(),
                entry.origin(),
                entry.action(),
                entry.subject(),
                entry.outcome().name(),
                entry.job(),
                entry.detail(),
                entry.previous(),
                entry.hash());
    }

    private static Optional<AuditEntry> last(Handle handle) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM audit ORDER BY number DESC LIMIT 1")
                .map((row, context) -> entry(row))
                .findOne();
    }

    @Override
    public AuditQuery.Entries recent(long before, int limit) {
        return store.read(handle -> new AuditQuery.Entries(handle.createQuery(
                        "SELECT " + COLUMNS + " FROM audit WHERE number < :before ORDER BY number DESC LIMIT :limit")
                .bind("before", before > 0 ? before : Long.MAX_VALUE)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list()));
    }

    @Override
    public List<AuditEntry> of(String action) {
        return store.read(
                handle -> handle.createQuery("SELECT " + COLUMNS + " FROM audit WHERE action = :action ORDER BY number")
                        .bind("action", action)
                        .map((row, context) -> entry(row))
                        .list());
    }

    @Override
    public AuditQuery.Verdict verify() {
        return store.read(handle -> {
            Check check = new Check();
            try (Stream<AuditEntry> entries = handle
                    .createQuery("SELECT " + COLUMNS + " FROM audit ORDER BY number")
                    .setFetchSize(ROWS_AT_ONCE)
                    .map((row, context) -> entry(row))
                    .stream()) {
                for (Iterator<AuditEntry> each = entries.iterator(); each.hasNext(); ) {
                    check.next(each.next());
                }
            }
            return check.verdict(recordedHead(handle));
        });
    }

    /** The newest head in the event log: number and hash. */
    private static Optional<Head> recordedHead(Handle handle) {
        return handle.createQuery(
                        "SELECT version, body FROM event_log WHERE kind = 'audit' ORDER BY number DESC LIMIT 1")
                .map((row, context) -> new Head(row.getLong("version"), row.getString("body")))
                .findOne();
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("number"),
                Instant.parse(row.getString("at")),
                row.getString("principal"),
                row.getString("role"),
                row.getString("origin"),
                row.getString("action"),
                row.getString("subject"),
                AuditEntry.Outcome.valueOf(row.getString("outcome")),
                row.getString("job"),
                row.getString("detail"),
                row.getString("previous"),
                row.getString("hash"));
    }

    private record Head(long number, String hash) {}

    /** One pass over the chain, one entry in memory at a time. */
    private static final class Check {
        private long count;
        private String head = AuditChain.GENESIS;
        private Optional<Long> firstBreak = Optional.empty();

        void next(AuditEntry entry) {
            count++;
            if (firstBreak.isEmpty()) {
                firstBreak = entry.number() == count ? AuditChain.firstBreak(head, List.of(entry)) : Optional.of(count);
            }
            head = entry.hash();
        }

        AuditQuery.Verdict verdict(Optional<Head> recorded) {
            if (firstBreak.isEmpty()) {
                Head known = recorded.orElse(new Head(0, AuditChain.GENESIS));
                if (known.number() > count) {
                    firstBreak = Optional.of(count + 1); // the newest were cut off
                } else if (known.number() < count || !known.hash().equals(head)) {
                    firstBreak = Optional.of(known.number() + 1); // not written by this program
                }
            }
            return new AuditQuery.Verdict(count, head, firstBreak);
        }
    }
}
