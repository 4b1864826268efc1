package dev.muster.bridge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The register of reports: a chain in which each row names the checksum of the report before it. Rows are added at its end alone,
 * and none is removed, so that a gap shows.
 */
public final class ReportRegister {
    private static final String COLUMNS = "SELECT number, id, job, json, previous, state, body FROM report";

    private final Store store;

    /** Over the register in a store. */
    public ReportRegister(Store store) {
        this.store = store;
    }

    /** Returns the checksum that the next report is to name; empty before the first one. */
    public String head() {
        return store.read(handle -> newest(handle).map(Row::json).orElse(""));
    }

    /**
     * Adds a row at the end of the chain; durable when this returns. A job that has one already gets that one.
     *
     * @param previous what the report names as the checksum before it
     * @return the row; empty where another report took the place meanwhile
     */
    public Optional<Row> append(String id, String job, String json, String previous) {
        return store.write(handle -> {
            Optional<Row> own = handle.createQuery(COLUMNS + " WHERE job = :job")
                    .bind("job", job)
                    .map((row, _) -> row(row))
                    .findOne();
            if (own.isPresent()) {
                return own;
            }
            Optional<Row> newest = newest(handle);
            if (!newest.map(Row::json).orElse("").equals(previous)) {
                return Optional.empty();
            }
            Row next = new Row(newest.map(Row::number).orElse(0L) + 1, id, job, json, previous, State.OPEN, "");
            insert(handle, next);
            return Optional.of(next);
        });
    }

    private static void insert(Handle handle, Row next) {
        handle.createUpdate("INSERT INTO report (number, id, job, json, previous, state, body)"
                        + " VALUES (:number, :id, :job, :json, :previous, :state, :body)")
                .bind("number", next.number())
                .bind("id", next.id())
                .bind("job", next.job())
                .bind("json", next.json())
                .bind("previous", next.previous())
                .bind("state", next.state().name())
                .bind("body", next.body())
                .execute();
    }

    /**
     * Writes that the files of a report are there; durable when this returns. Twice is once.
     *
     * @param body what is known of the report, as JSON
     * @param alongside written in the same transaction, where this is the first time
     */
    public void complete(String id, String body, Work<?> alongside) {
        store.write(handle -> {
            int changed = handle.createUpdate(
                            "UPDATE report SET state = :made, body = :body WHERE id = :id AND state = :open")
                    .bind("made", State.MADE.name())
                    .bind("open", State.OPEN.name())
                    .bind("body", body)
                    .bind("id", id)
                    .execute();
            if (changed > 0) {
                var _ = alongside.run(handle);
            }
            return changed;
        });
    }

    /** Writes that a report of which the files are not there will have none. */
    public void withdraw(String job) {
        store.write(handle -> handle.createUpdate("UPDATE report SET state = :to WHERE job = :job AND state = :from")
                .bind("to", State.WITHDRAWN.name())
                .bind("from", State.OPEN.name())
                .bind("job", job)
                .execute());
    }

    /** Writes that the files of a report were deleted. */
    public void delete(String id) {
        store.write(handle -> handle.createUpdate("UPDATE report SET state = :to WHERE id = :id AND state = :from")
                .bind("to", State.DELETED.name())
                .bind("from", State.MADE.name())
                .bind("id", id)
                .execute());
    }

    /** Returns one row. */
    public Optional<Row> find(String id) {
        return store.read(handle -> handle.createQuery(COLUMNS + " WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> row(row))
                .findOne());
    }

    /** Returns all rows, the oldest first. */
    public List<Row> all() {
        return store.read(handle -> handle.createQuery(COLUMNS + " ORDER BY number")
                .map((row, _) -> row(row))
                .list());
    }

    private static Optional<Row> newest(Handle handle) {
        return handle.createQuery(COLUMNS + " ORDER BY number DESC LIMIT 1")
                .map((row, _) -> row(row))
                .findOne();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("number"),
                row.getString("id"),
                row.getString("job"),
                row.getString("json"),
                row.getString("previous"),
                State.valueOf(row.getString("state")),
                row.getString("body"));
    }

    /** What became of a report. */
    public enum State {
        /** It has its place, and its files are being drawn. */
        OPEN,
        /** Its files are kept. */
        MADE,
        /** Its job failed or was cancelled; it has no files. */
        WITHDRAWN,
        /** Its files were deleted. */
        DELETED
    }

    /**
     * One row.
     *
     * @param number its place in the chain, from 1
     * @param id name of the report
     * @param job id of the job that made it
     * @param json SHA-256 of its JSON form
     * @param previous that of the report before it; empty for the first
     * @param state what became of it
     * @param body what is known of it, as JSON; empty until its files are there
     */
    public record Row(long number, String id, String job, String json, String previous, State state, String body) {}
}
