package dev.muster.bridge.remote.client;

import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeEvent.InventoryChanged;
import dev.muster.model.bridge.BridgeEvent.JobChanged;
import dev.muster.model.bridge.BridgeEvent.JobLogged;
import dev.muster.model.bridge.BridgeEvent.JobStepsChanged;
import dev.muster.model.bridge.BridgeEvent.Snapshot;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was heard of a bridge, folded together, and those who listen to it here. Every event is counted once. */
final class Fold {
    /** Ended jobs kept, as in the bridge's own snapshots. */
    private static final int ENDED_JOBS = 100;

    private final Object lock = new Object();
    private final Set<ClientSubscription> subscriptions = new HashSet<>();
    private final NavigableMap<JobId, Job> jobs = new TreeMap<>();
    private InventoryImage image = InventoryImage.EMPTY;
    private @Nullable Stamp last;
    private @Nullable LinkState link;

    /** The image as of the last event heard. */
    InventoryImage image() {
        synchronized (lock) {
            return image;
        }
    }

    /** The last event heard; empty before the first snapshot. */
    Optional<Stamp> last() {
        synchronized (lock) {
            return Optional.ofNullable(last);
        }
    }

    /** Hears everything from now on. */
    Subscription subscribe(BridgeListener listener) {
        ClientSubscription subscription = new ClientSubscription(listener, this::snapshot, this::forget);
        synchronized (lock) {
            if (link != null) {
                subscription.offer(link);
            }
            snapshot().ifPresent(subscription::offer);
            subscriptions.add(subscription);
        }
        subscription.start();
        return subscription;
    }

    /**
     * Takes an event in.
     *
     * @return false where events are missing before it; the stream must then be begun anew with a snapshot
     */
    boolean take(BridgeEvent event) {
        synchronized (lock) {
            if (event instanceof Snapshot snapshot) {
                image = snapshot.inventory();
                jobs.clear();
                snapshot.jobs().forEach(job -> jobs.put(job.id(), job));
            } else {
                Stamp before = last;
                if (before == null || !before.epoch().equals(event.stamp().epoch())) {
                    return false;
                }
                if (event.stamp().sequence() <= before.sequence()) {
                    return true;
                }
                if (event.stamp().sequence() > before.sequence() + 1) {
                    return false;
                }
                apply(event);
            }
            last = event.stamp();
            subscriptions.forEach(subscription -> subscription.offer(event));
            return true;
        }
    }

    /** The link changed. */
    void link(LinkState state) {
        synchronized (lock) {
            link = state;
            subscriptions.forEach(subscription -> subscription.offer(state));
        }
    }

    /** Ends every subscription. */
    void close() {
        List<ClientSubscription> all;
        synchronized (lock) {
            all = List.copyOf(subscriptions);
        }
        all.forEach(ClientSubscription::close);
    }

    private Optional<BridgeEvent> snapshot() {
        synchronized (lock) {
            return last == null ? Optional.empty() : Optional.of(new Snapshot(last, image, List.copyOf(jobs.values())));
        }
    }

    private void forget(ClientSubscription subscription) {
        synchronized (lock) {
            subscriptions.remove(subscription);
        }
    }

    private void apply(BridgeEvent event) {
        switch (event) {
            case Snapshot snapshot -> image = snapshot.inventory();
            case InventoryChanged changed -> image = image.apply(changed.delta());
            case JobChanged changed -> put(changed.job());
            // a job that is not known here was told before the snapshot this began with, and left out of it as too old
            case JobStepsChanged changed ->
                Optional.ofNullable(jobs.get(changed.job().id()))
                        .map(changed::onto)
                        .ifPresent(this::put);
            case JobLogged logged -> {
                // Lines are not kept: who wants old ones asks for them.
            }
        }
    }

    private void put(Job job) {
        jobs.put(job.id(), job);
        if (job.state().isEnded()) {
            forgetOldJobs();
        }
    }

    private void forgetOldJobs() {
        List<JobId> ended = jobs.values().stream()
                .filter(job -> job.state().isEnded())
                .map(Job::id)
                .toList();
        ended.subList(0, Math.max(0, ended.size() - ENDED_JOBS)).forEach(jobs::remove);
    }
}
