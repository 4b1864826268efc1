package dev.muster.app.backup;

import dev.muster.app.ask.Asks;
import dev.muster.app.job.JobRow;
import dev.muster.app.job.JobsViewModel;
import dev.muster.model.backup.PointId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.BootQuery;
import dev.muster.model.recovery.GoodPoint;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What the last search for the newest point of a VM that boots came to. The bridge is asked once for each search that ended; which VM
 * it was about is known by the points it tried. Used on the window's thread only.
 */
final class GoodPointViewModel {
    /** The kind of the jobs that search. */
    static final String KIND = "recovery.find-good";

    /**
     * The newest search.
     *
     * @param result what it came to; empty while it goes on
     */
    record Found(Job job, Optional<GoodPoint> result) {}

    private final Asks asks;
    private final JobsViewModel jobs;
    private final InvalidationListener onJobs = observable -> look();
    private final Map<JobId, UUID> vms = new HashMap<>();
    private final Map<JobId, GoodPoint> results = new HashMap<>();
    private final Set<JobId> asked = new HashSet<>();
    private final ReadOnlyObjectWrapper<Optional<Found>> found = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<UUID> vm = Optional.empty();

    GoodPointViewModel(Asks asks, JobsViewModel jobs) {
        this.asks = asks;
        this.jobs = jobs;
    }

    /** Follows the jobs. */
    void activate() {
        jobs.rows().addListener(onJobs);
        look();
    }

    /** Follows them no more. */
    void deactivate() {
        jobs.rows().removeListener(onJobs);
    }

    /** The newest search about the VM; empty where there was none. */
    ReadOnlyObjectProperty<Optional<Found>> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** Shows that of another VM. */
    void show(Optional<UUID> of) {
        vm = of;
        tell();
    }

    /** A search of that VM was started here. */
    void started(JobId job, UUID of) {
        vms.put(job, of);
        look();
    }

    private Stream<Job> searches() {
        return jobs.rows().stream().map(JobRow::job).filter(job -> job.kind().equals(KIND));
    }

    private void look() {
        searches()
                .filter(job -> job.state().isEnded() && asked.add(job.id()))
                .toList()
                .forEach(job -> asks.ask(
                        new BootQuery.Good(job.id()),
                        answer -> {
                            results.put(job.id(), answer);
                            subject(answer).ifPresent(of -> vms.put(job.id(), of));
                            tell();
                        },
                        why -> {
                            // it is forgotten there: the list of jobs still says what became of it
                        }));
        tell();
    }

    private static Optional<UUID> subject(GoodPoint answer) {
        return Stream.of(
                        answer.tried().stream().map(GoodPoint.Tried::point),
                        answer.lastGood().stream(),
                        answer.firstBad().stream())
                .flatMap(points -> points)
                .map(PointId::vm)
                .findFirst();
    }

    private void tell() {
        found.set(vm.flatMap(of -> searches()
                .filter(job -> of.equals(vms.get(job.id())))
                .filter(job -> !job.state().isEnded() || results.containsKey(job.id()))
                .max(Comparator.comparing(Job::created))
                .map(job -> new Found(job, Optional.ofNullable(results.get(job.id()))))));
    }
}
