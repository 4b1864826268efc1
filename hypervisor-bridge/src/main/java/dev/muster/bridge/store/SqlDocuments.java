package dev.muster.bridge.store;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Documents in the database; each change and its event share one transaction. */
public final class SqlDocuments implements Documents {
    private final Store store;
    private final Clock clock;

    /** Over the documents of a store. */
    public SqlDocuments(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<Document> get(String kind, String id) {
        return store.read(handle -> find(handle, kind, id));
    }

    @Override
    public List<Document> list(String kind) {
        return store.read(
                handle -> handle.createQuery("SELECT kind, id, version, body FROM document WHERE kind = ? ORDER BY id")
                        .bind(0, kind)
                        .map((row, context) -> document(row))
                        .list());
    }

    @Override
    public Document put(String kind, String id, String body, long expectedVersion) {
        return store.write(handle -> {
            Document next = new Document(kind, id, expectedVersion + 1, body);
            int written = expectedVersion == 0 ? insert(handle, next) : update(handle, next);
            if (written == 0) {
                throw conflict(next, find(handle, kind, id));
            }
            EventLog.append(handle, clock.instant(), "put", kind, id, next.version(), body);
            return next;
        });
    }

    @Override
    public void delete(String kind, String id) {
        store.write(handle -> {
            boolean there = handle.execute("DELETE FROM document WHERE kind = ? AND id = ?", kind, id) > 0;
            if (there) {
                EventLog.append(handle, clock.instant(), "delete", kind, id, 0, "");
            }
            return there;
        });
    }

    private static int insert(Handle handle, Document next) {
        return handle.execute(
                "INSERT INTO document (kind, id, version, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                next.kind(),
                next.id(),
                next.version(),
                next.body());
    }

    private static int update(Handle handle, Document next) {
        return handle.execute(
                "UPDATE document SET version = ?, body = ? WHERE kind = ? AND id = ? AND version = ?",
                next.version(),
                next.body(),
                next.kind(),
                next.id(),
                next.version() - 1);
    }

    private static Optional<Document> find(Handle handle, String kind, String id) {
        return handle.createQuery("SELECT kind, id, version, body FROM document WHERE kind = ? AND id = ?")
                .bind(0, kind)
                .bind(1, id)
                .map((row, context) -> document(row))
                .findOne();
    }

    private static Document document(ResultSet row) throws SQLException {
        return new Document(row.getString("kind"), row.getString("id"), row.getLong("version"), row.getString("body"));
    }

    private static RuntimeException conflict(Document wanted, Optional<Document> there) {
        String state =
                there.map(document -> "is at version " + document.version()).orElse("is no longer there");
        return Problem.of(
                        ErrorCode.VERSION_CONFLICT,
                        "The " + wanted.kind() + " " + wanted.id() + " was changed in the meantime: it " + state
                                + ", not at " + (wanted.version() - 1) + ".",
                        "Nothing was changed.",
                        "Read it again and repeat the change.")
                .toException();
    }
}
