package dev.muster.bridge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

/** The versions of recovery plans. A version is never changed; it goes only with its plan. */
public final class PlanVersions {
    private static final String COLUMNS = "SELECT plan, version, job, saved, saved_by, comment, body FROM plan_version";

    private final Store store;

    /** Over the versions in a store. */
    public PlanVersions(Store store) {
        this.store = store;
    }

    /**
     * Saves the next version of a plan; durable when this returns. A job that saved one already saves none, and what the newest
     * version says already is not saved again.
     *
     * @param fits whether the newest version there is, 0 for none, may be followed
     * @return the version that says this now; empty where the newest one may not be followed
     */
    public Optional<Version> save(Draft draft, LongPredicate fits) {
        return store.write(handle -> {
            Optional<Version> own = handle.createQuery(COLUMNS + " WHERE job = :job")
                    .bind("job", draft.job())
                    .map((row, _) -> version(row))
                    .findOne();
            if (own.isPresent()) {
                return own;
            }
            Optional<Version> newest = newest(handle, draft.plan());
            long before = newest.map(Version::version).orElse(0L);
            if (!fits.test(before)) {
                return Optional.empty();
            }
            if (newest.map(Version::body).filter(draft.body()::equals).isPresent()) {
                return newest;
            }
            Version next = new Version(before + 1, draft);
            insert(handle, next);
            return Optional.of(next);
        });
    }

    private static void insert(Handle handle, Version next) {
        handle.createUpdate("INSERT INTO plan_version (plan, version, job, saved, saved_by, comment, body)"
                        + " VALUES (:plan, :version, :job, :saved, :by, :comment, :body)")
                .bind("plan", next.draft().plan())
                .bind("version", next.version())
                .bind("job", next.draft().job())
                .bind("saved", next.draft().saved().toString())
                .bind("by", next.draft().by())
                .bind("comment", next.draft().comment())
                .bind("body", next.body())
                .execute();
    }

    /**
     * One version.
     *
     * @param version 0 for the newest
     */
    public Optional<Version> find(String plan, long version) {
        return store.read(handle -> version == 0
                ? newest(handle, plan)
                : handle.createQuery(COLUMNS + " WHERE plan = :plan AND version = :version")
                        .bind("plan", plan)
                        .bind("version", version)
                        .map((row, _) -> version(row))
                        .findOne());
    }

    private static Optional<Version> newest(Handle handle, String plan) {
        return handle.createQuery(COLUMNS + " WHERE plan = :plan ORDER BY version DESC LIMIT 1")
                .bind("plan", plan)
                .map((row, _) -> version(row))
                .findOne();
    }

    /** All versions of a plan, the newest first. */
    public List<Version> of(String plan) {
        return store.read(handle -> handle.createQuery(COLUMNS + " WHERE plan = :plan ORDER BY version DESC")
                .bind("plan", plan)
                .map((row, _) -> version(row))
                .list());
    }

    /** The newest version of each plan, by name. */
    public List<Version> newest() {
        return store.read(handle -> handle.createQuery(COLUMNS
                        + " WHERE version = (SELECT max(other.version) FROM plan_version AS other"
                        + " WHERE other.plan = plan_version.plan) ORDER BY plan")
                .map((row, _) -> version(row))
                .list());
    }

    /** Deletes a plan with all its versions; one that is not there is left alone. */
    public void delete(String plan) {
        store.write(handle -> handle.execute("DELETE FROM plan_version WHERE plan = ?", plan));
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getLong("version"),
                new Draft(
                        row.getString("plan"),
                        row.getString("job"),
                        Instant.parse(row.getString("saved")),
                        row.getString("saved_by"),
                        row.getString("comment"),
                        row.getString("body")));
    }

    /**
     * What is to be saved.
     *
     * @param plan the name of the plan
     * @param job the id of the job that saves it
     * @param saved when
     * @param by the name of who asked for it
     * @param comment about the version; may be empty
     * @param body what the plan says, as JSON
     */
    public record Draft(String plan, String job, Instant saved, String by, String comment, String body) {}

    /**
     * One version.
     *
     * @param version from 1
     * @param draft what was saved
     */
    public record Version(long version, Draft draft) {
        /** What the plan says, as JSON. */
        public String body() {
            return draft.body();
        }
    }
}
