package dev.muster.bridge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The runs of schedules. A run is claimed by inserting its row, of which there is one for each schedule and due time, so of
 * several bridges one claims it. What became of it is written in the transaction in which its job is journaled.
 */
public final class ScheduleRuns {
    private static final String COLUMNS = "SELECT schedule, due, request_key, claimed, body, result FROM schedule_run";
    /** So many runs of a schedule are kept. */
    private static final int KEPT = 100;

    private final Store store;

    /** Over the runs in a store. */
    public ScheduleRuns(Store store) {
        this.store = store;
    }

    /** Claims a run; durable when this returns. False where it was claimed before. */
    public boolean claim(Run run) {
        return store.write(handle -> claim(handle, run));
    }

    static boolean claim(Handle handle, Run run) {
        int inserted = handle.createUpdate(
                        "INSERT INTO schedule_run (schedule, due, request_key, claimed, body, settled, result)"
                                + " VALUES (:schedule, :due, :key, :claimed, :body, :settled, :result)"
                                + " ON CONFLICT (schedule, due) DO NOTHING")
                .bind("schedule", run.schedule())
                .bind("due", run.due().toString())
                .bind("key", run.requestKey())
                .bind("claimed", run.claimed().toString())
                .bind("body", run.body())
                .bind("settled", run.result().map(_ -> run.claimed().toString()).orElse(null))
                .bind("result", run.result().orElse(null))
                .execute();
        if (inserted > 0) {
            prune(handle, run.schedule());
        }
        return inserted > 0;
    }

    private static void prune(Handle handle, String schedule) {
        handle.createUpdate("DELETE FROM schedule_run WHERE schedule = :schedule AND settled IS NOT NULL AND due <"
                        + " (SELECT min(due) FROM (SELECT due FROM schedule_run WHERE schedule = :schedule"
                        + " ORDER BY due DESC LIMIT " + KEPT + ") AS newest)")
                .bind("schedule", schedule)
                .execute();
    }

    /** One run. */
    public Optional<Run> find(String schedule, Instant due) {
        return store.read(handle -> handle.createQuery(COLUMNS + " WHERE schedule = :schedule AND due = :due")
                .bind("schedule", schedule)
                .bind("due", due.toString())
                .map((row, _) -> run(row))
                .findOne());
    }

    /** The runs that were claimed and of which it is not known what became of them, the oldest first. */
    public List<Run> unsettled() {
        return store.read(handle -> handle.createQuery(COLUMNS + " WHERE settled IS NULL ORDER BY claimed, schedule")
                .map((row, _) -> run(row))
                .list());
    }

    /** Writes what became of a run, for the transaction in which it came to be; what was written before stays. */
    public Work<Integer> settling(Run run, Instant at, String result) {
        return handle -> handle.createUpdate("UPDATE schedule_run SET settled = :at, result = :result"
                        + " WHERE schedule = :schedule AND due = :due AND settled IS NULL")
                .bind("at", at.toString())
                .bind("result", result)
                .bind("schedule", run.schedule())
                .bind("due", run.due().toString())
                .execute();
    }

    /** Writes what became of a run; durable when this returns. */
    public void settle(Run run, Instant at, String result) {
        store.write(settling(run, at, result));
    }

    /** Deletes the runs of a schedule. */
    public void forget(String schedule) {
        store.write(handle -> handle.execute("DELETE FROM schedule_run WHERE schedule = ?", schedule));
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getString("schedule"),
                Instant.parse(row.getString("due")),
                row.getString("request_key"),
                Instant.parse(row.getString("claimed")),
                row.getString("body"),
                Optional.ofNullable(row.getString("result")));
    }

    /**
     * One run.
     *
     * @param schedule the name of the schedule
     * @param due when it was due
     * @param requestKey the key under which it is submitted, so that submitting it again gives the same job
     * @param claimed when
     * @param body what is submitted, as JSON
     * @param result what became of it, as JSON; empty until that is known
     */
    public record Run(
            String schedule, Instant due, String requestKey, Instant claimed, String body, Optional<String> result) {}
}
