package dev.muster.app.job;

import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The jobs of a bridge, those still going first and the newest of each kind on top. Used on the window's thread only; a
 * row moves in the list only when its job ends, never with its progress.
 */
public final class JobsViewModel {
    /** How many ended jobs are kept; the bridge keeps them all. */
    static final int ENDED_KEPT = 200;

    private static final Comparator<JobRow> ORDER = Comparator.comparing(
                    (JobRow row) -> row.job().state().isEnded())
            .thenComparing(row -> row.job().created(), Comparator.reverseOrder())
            .thenComparing(JobRow::id, Comparator.reverseOrder());

    private final Map<JobId, JobRow> byId = new HashMap<>();
    private final ObservableList<JobRow> rows = FXCollections.observableArrayList();
    private final ObservableList<JobRow> shown = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyIntegerWrapper running = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper failed = new ReadOnlyIntegerWrapper();

    /** The rows, in the order they are shown. */
    public ObservableList<JobRow> rows() {
        return shown;
    }

    /** How many jobs have not ended. */
    public ReadOnlyIntegerProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** How many of the jobs shown failed or were undone. */
    public ReadOnlyIntegerProperty failedProperty() {
        return failed.getReadOnlyProperty();
    }

    /** The row of a job, where it is known. */
    public Optional<JobRow> row(JobId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Takes over everything from a snapshot; rows of jobs still known stay the same objects. */
    public void replaceAll(List<Job> jobs) {
        Set<JobId> known = new HashSet<>();
        for (Job job : jobs) {
            known.add(job.id());
            JobRow row = byId.get(job.id());
            if (row == null) {
                byId.put(job.id(), new JobRow(job));
            } else {
                row.update(job);
            }
        }
        byId.keySet().retainAll(known);
        rows.setAll(byId.values().stream().sorted(ORDER).toList());
        count();
    }

    /** Takes over one job that began, moved on or ended. */
    public void put(Job job) {
        JobRow row = byId.get(job.id());
        if (row == null) {
            row = new JobRow(job);
            byId.put(job.id(), row);
            rows.add(placeFor(row), row);
        } else {
            boolean wasEnded = row.job().state().isEnded();
            if (!row.update(job)) {
                return;
            }
            if (wasEnded != job.state().isEnded()) {
                rows.remove(row);
                rows.add(placeFor(row), row);
            }
        }
        forgetOldest();
        count();
    }

    /** Takes over what changed of a job; one that is not known is too old to be shown. */
    public void apply(BridgeEvent.JobStepsChanged changed) {
        row(changed.job().id()).map(row -> changed.onto(row.job())).ifPresent(this::put);
    }

    private int placeFor(JobRow row) {
        int place = 0;
        while (place < rows.size() && ORDER.compare(rows.get(place), row) <= 0) {
            place++;
        }
        return place;
    }

    private void forgetOldest() {
        int going =
                (int) rows.stream().filter(row -> !row.job().state().isEnded()).count();
        while (rows.size() > going + ENDED_KEPT) {
            byId.remove(rows.removeLast().id());
        }
    }

    private void count() {
        int going = 0;
        int bad = 0;
        for (JobRow row : rows) {
            switch (row.job().state()) {
                case QUEUED, RUNNING, PAUSED, CANCELLING, UNDOING -> going++;
                case FAILED, UNDONE -> bad++;
                case DONE, CANCELLED -> {
                    // neither going nor bad
                }
            }
        }
        running.set(going);
        failed.set(bad);
    }
}
