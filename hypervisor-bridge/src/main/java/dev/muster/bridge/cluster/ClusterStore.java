package dev.muster.bridge.cluster;

import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.ObjectStore;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** Clusters and assignments, durable before anybody sees them. */
final class ClusterStore {
    private final ObjectStore<Cluster> clusters;
    private final ObjectStore<Assignment> assignments;
    private final Clock clock;
    /** Jobs, operators and VMs that boot change the same assignment. */
    private final ReentrantLock changing = new ReentrantLock();

    ClusterStore(FeatureContext context) {
        this.clusters = context.store(Cluster.class);
        this.assignments = context.store(Assignment.class);
        this.clock = context.clock();
    }

    void publish() {
        clusters.publish();
        assignments.publish();
    }

    List<Cluster> clusters() {
        return clusters.all();
    }

    Optional<Cluster> find(ClusterId id) {
        return clusters.find(id);
    }

    /** {@code CLUSTER_NOT_FOUND} */
    Cluster require(ClusterId id) {
        return find(id).orElseThrow(() -> missing("There is no cluster \"" + id + "\"."));
    }

    void put(Cluster cluster) {
        clusters.put(cluster);
    }

    void delete(ClusterId id) {
        clusters.delete(id);
    }

    List<Assignment> assignments() {
        return assignments.all();
    }

    /** The VMs of a cluster that get their function. */
    List<Assignment> membersOf(ClusterId cluster) {
        return assignments.all().stream()
                .filter(one -> one.cluster().equals(cluster) && one.state() == Assignment.State.ACTIVE)
                .toList();
    }

    Optional<Assignment> find(Identifier id) {
        return assignments.find(id);
    }

    /** {@code CLUSTER_NOT_FOUND} */
    Assignment require(Identifier id) {
        return find(id).orElseThrow(() -> missing("No VM of a cluster has the identifier " + id + "."));
    }

    void put(Assignment assignment) {
        changing.lock();
        try {
            assignments.put(assignment);
        } finally {
            changing.unlock();
        }
    }

    /** The assignment in its new state; empty where there is none. */
    Optional<Assignment> update(Identifier id, UnaryOperator<Assignment> change) {
        changing.lock();
        try {
            return assignments.update(id, change);
        } finally {
            changing.unlock();
        }
    }

    void delete(Identifier id) {
        changing.lock();
        try {
            assignments.delete(id);
        } finally {
            changing.unlock();
        }
    }

    /** An entry for the history of an assignment. */
    Assignment.Change change(String function, String by, String what) {
        return new Assignment.Change(clock.instant(), function, by, what);
    }

    private static MusterException missing(String what) {
        return Problem.of(
                        ErrorCode.CLUSTER_NOT_FOUND,
                        what,
                        "Nothing was changed.",
                        "List the clusters to see what is there.")
                .toException();
    }
}
