package dev.muster.bridge.feature;

import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.model.job.Job;
import java.util.List;

/**
 * One feature of the bridge: everything it adds, in one object. A feature is made once for each bridge, started after the
 * journal was read, and closed after its jobs have stopped.
 */
public interface Feature extends AutoCloseable {
    /** One job definition for each of its commands. */
    default List<JobDefinition<?>> definitions() {
        return List.of();
    }

    /** Whether the steps of its jobs wait until the hosts they are about are connected. */
    default boolean waitsForHosts() {
        return true;
    }

    /** Who answers its queries; each query has exactly one handler. */
    default List<QueryHandler> queries() {
        return List.of();
    }

    /** The paths it serves for what is neither a command nor a query. */
    default List<CallHandler> calls() {
        return List.of();
    }

    /** The reports it can draw up. */
    default List<ReportProvider> reports() {
        return List.of();
    }

    /** Starts what goes on beside jobs: publishes its objects, begins to measure, opens listeners. Returns at once. */
    default void start() {}

    /**
     * Begins what it submits on its own; called once, after the jobs of an earlier run were taken up, and never in a bridge
     * that was opened for a look. Returns at once.
     */
    default void takeUp() {}

    /** Hears of each job that ended, on the thread that tells everybody. Returns at once. */
    default void jobEnded(Job job) {}

    /** Stops what {@link #start} and {@link #takeUp} began. */
    @Override
    default void close() {}
}
