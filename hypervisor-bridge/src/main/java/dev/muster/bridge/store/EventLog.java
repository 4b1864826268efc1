package dev.muster.bridge.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The append-only record of every change of state; what a document was at any time can be read from it. */
public final class EventLog {
    private final Store store;

    /** Over the log of a store. */
    public EventLog(Store store) {
        this.store = store;
    }

    /** Appends an event in the transaction of the change it tells of. */
    public static void append(
            Handle handle, Instant at, String action, String kind, String id, long version, String body) {
        handle.createUpdate("INSERT INTO event_log (at, action, kind, id, version, body)"
                        + " VALUES (:at, :action, :kind, :id, :version, :body)")
                .bind("at", at.toString())
                .bind("action", action)
                .bind("kind", kind)
                .bind("id", id)
                .bind("version", version)
                .bind("body", body)
                .execute();
    }

    /**
     * Events in order.
     *
     * @param after only those with a higher number
     * @param limit at most so many
     */
    public List<Event> after(long after, int limit) {
        return store.read(handle -> handle.createQuery(
                        "SELECT number, at, action, kind, id, version, body FROM event_log"
                                + " WHERE number > :after ORDER BY number LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Event(
                        row.getLong("number"),
                        Instant.parse(row.getString("at")),
                        row.getString("action"),
                        row.getString("kind"),
                        row.getString("id"),
                        row.getLong("version"),
                        row.getString("body")))
                .list());
    }

    /**
     * One change.
     *
     * @param number rising; numbers of transactions that were taken back are missing
     * @param at when
     * @param action {@code put}, {@code delete}, or what became of it
     * @param kind what sort of thing changed, such as {@code connection}
     * @param id which one
     * @param version the version it has from then on; 0 where it has none
     * @param body what it is from then on
     */
    public record Event(long number, Instant at, String action, String kind, String id, long version, String body) {}
}
