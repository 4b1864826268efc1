package dev.muster.app.backup;

import dev.muster.app.ask.Asks;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.JobRow;
import dev.muster.app.job.JobsViewModel;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryState;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;

/**
 * Restore points and repositories as the bridge last told them, and the jobs that make and change them. While it is active it
 * asks again whenever such a job ended or the repositories changed. Used on the window's thread only.
 */
final class BackupCatalog {
    private static final String KIND = "backup.";
    /** These note with the points whether they boot. */
    private static final Set<String> BOOTS = Set.of("recovery.verify-boot", GoodPointViewModel.KIND);

    /**
     * What is known.
     *
     * @param loaded whether the points were ever told
     * @param points the newest first
     * @param repositories by name; empty before they were told
     * @param problem why the last question was not answered; what is known then is what was told before
     */
    record Content(boolean loaded, List<Point> points, List<RepositoryState> repositories, Optional<Problem> problem) {
        static final Content NOTHING = new Content(false, List.of(), List.of(), Optional.empty());

        Content {
            points = List.copyOf(points);
            repositories = List.copyOf(repositories);
        }

        private Content with(BackupQuery.PointList told) {
            return new Content(true, told.points(), repositories, Optional.empty());
        }

        private Content with(BackupQuery.RepositoryList told) {
            return new Content(loaded, points, told.repositories(), problem);
        }

        private Content with(Problem why) {
            return new Content(loaded, points, repositories, Optional.of(why));
        }
    }

    private final Asks asks;
    private final LiveInventory inventory;
    private final JobsViewModel all;
    private final Optional<UUID> vm;
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(Content.NOTHING);
    private final ReadOnlyObjectWrapper<List<Job>> jobs = new ReadOnlyObjectWrapper<>(List.of());
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!oldValue.objects(Repository.class).equals(newValue.objects(Repository.class))) {
            load();
        }
    };
    private final InvalidationListener onJobs = observable -> look();
    private Set<JobId> ended = Set.of();
    private long asked;

    /** @param vm whose points are asked for; empty for those of all VMs */
    BackupCatalog(Asks asks, LiveInventory inventory, JobsViewModel jobs, Optional<UUID> vm) {
        this.asks = asks;
        this.inventory = inventory;
        this.all = jobs;
        this.vm = vm;
    }

    /** Asks, and again whenever something changed. */
    void activate() {
        inventory.imageProperty().addListener(onImage);
        all.rows().addListener(onJobs);
        jobs.set(backups());
        ended = ended(jobs.get());
        load();
    }

    /** Asks no more. */
    void deactivate() {
        inventory.imageProperty().removeListener(onImage);
        all.rows().removeListener(onJobs);
    }

    /** What is known. */
    ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    /** The jobs of backups, repositories and booted points, the newest first; told anew when one begins or ends. */
    ReadOnlyObjectProperty<List<Job>> jobsProperty() {
        return jobs.getReadOnlyProperty();
    }

    /** Asks again; an answer that comes after a later question is dropped. */
    void load() {
        long number = ++asked;
        asks.ask(
                new BackupQuery.Repositories(),
                answer -> {
                    if (number == asked) {
                        content.set(content.get().with(answer));
                    }
                },
                why -> failed(number, why));
        asks.ask(
                new BackupQuery.Points(vm),
                answer -> {
                    if (number == asked) {
                        content.set(content.get().with(answer));
                    }
                },
                why -> failed(number, why));
    }

    private void failed(long number, Problem why) {
        if (number == asked) {
            content.set(content.get().with(why));
        }
    }

    private void look() {
        List<Job> now = backups();
        if (now.equals(jobs.get())) {
            return;
        }
        jobs.set(now);
        Set<JobId> over = ended(now);
        boolean news = !ended.containsAll(over);
        ended = over;
        if (news) {
            load();
        }
    }

    private List<Job> backups() {
        return all.rows().stream()
                .map(JobRow::job)
                .filter(job -> job.kind().startsWith(KIND) || BOOTS.contains(job.kind()))
                .sorted(Comparator.comparing(Job::created).reversed())
                .toList();
    }

    private static Set<JobId> ended(List<Job> jobs) {
        return jobs.stream().filter(job -> job.state().isEnded()).map(Job::id).collect(Collectors.toUnmodifiableSet());
    }
}
