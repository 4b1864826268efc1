package dev.muster.app.group;

import dev.muster.app.ask.Asks;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.JobRow;
import dev.muster.app.job.JobsViewModel;
import dev.muster.model.backup.Repository;
import dev.muster.model.error.Problem;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupQuery;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;

/**
 * The sets of all groups as the bridge last told them. While it is active it asks again whenever a job of this kind ended, a group
 * or a repository changed. Used on the window's thread only.
 */
final class GroupCatalog {
    private static final String KIND = "group.";

    /**
     * What is known.
     *
     * @param loaded whether the sets were ever told
     * @param sets the newest first
     * @param problem why the last question was not answered; what is known then is what was told before
     */
    record Content(boolean loaded, List<Listed> sets, Optional<Problem> problem) {
        static final Content NOTHING = new Content(false, List.of(), Optional.empty());

        Content {
            sets = List.copyOf(sets);
        }
    }

    private final Asks asks;
    private final LiveInventory inventory;
    private final JobsViewModel jobs;
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(Content.NOTHING);
    private final ChangeListener<InventoryImage> onImage = (observable, oldValue, newValue) -> {
        if (!oldValue.objects(Group.class).equals(newValue.objects(Group.class))
                || !oldValue.objects(Repository.class).equals(newValue.objects(Repository.class))) {
            load();
        }
    };
    private final InvalidationListener onJobs = observable -> look();
    private Set<JobId> ended = Set.of();
    private long asked;

    GroupCatalog(Asks asks, LiveInventory inventory, JobsViewModel jobs) {
        this.asks = asks;
        this.inventory = inventory;
        this.jobs = jobs;
    }

    /** Asks, and again whenever something changed. */
    void activate() {
        inventory.imageProperty().addListener(onImage);
        jobs.rows().addListener(onJobs);
        ended = ended();
        load();
    }

    /** Asks no more. */
    void deactivate() {
        inventory.imageProperty().removeListener(onImage);
        jobs.rows().removeListener(onJobs);
    }

    /** What is known. */
    ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    /** Asks again; an answer that comes after a later question is dropped. */
    void load() {
        long number = ++asked;
        asks.ask(
                new GroupQuery.Sets(Optional.empty()),
                answer -> {
                    if (number == asked) {
                        content.set(new Content(true, answer.sets(), Optional.empty()));
                    }
                },
                why -> {
                    if (number == asked) {
                        Content before = content.get();
                        content.set(new Content(before.loaded(), before.sets(), Optional.of(why)));
                    }
                });
    }

    private void look() {
        Set<JobId> now = ended();
        boolean news = !ended.containsAll(now);
        ended = now;
        if (news) {
            load();
        }
    }

    private Set<JobId> ended() {
        return jobs.rows().stream()
                .map(JobRow::job)
                .filter(job -> job.kind().startsWith(KIND) && job.state().isEnded())
                .map(Job::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
