package dev.muster.bridge.event;

import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeEvent.InventoryChanged;
import dev.muster.model.bridge.BridgeEvent.JobChanged;
import dev.muster.model.bridge.BridgeEvent.JobLogged;
import dev.muster.model.bridge.BridgeEvent.JobStepsChanged;
import dev.muster.model.bridge.BridgeEvent.Snapshot;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers what happens, remembers the last of it for those who were away for a moment, and passes it on. A subscriber that
 * reads too slowly delays nobody: what it missed is replaced by a snapshot.
 */
public final class EventHub implements AutoCloseable {
    /** How much memory past events may hold. */
    public static final long REMEMBERED_BYTES = 32L << 20;

    /** Ended jobs a snapshot includes. */
    static final int ENDED_JOBS = 100;

    private final Object lock = new Object();
    private final String epoch;
    private final int queueLimit;
    private final EventRing ring;
    private final NavigableMap<JobId, Job> jobs = new TreeMap<>();
    private final Set<QueuedSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private InventoryImage image = InventoryImage.EMPTY;
    private long sequence;
    private boolean closed;

    /**
     * A hub with nothing in it.
     *
     * @param epoch one run of the bridge, unlike any other's
     * @param remembered how many past events a subscriber can catch up with
     * @param rememberedBytes about how much memory these hold at most
     * @param queueLimit how many events may wait for one subscriber before a snapshot takes their place
     */
    public EventHub(String epoch, int remembered, long rememberedBytes, int queueLimit) {
        this.epoch = epoch;
        this.ring = new EventRing(remembered, rememberedBytes);
        this.queueLimit = queueLimit;
    }

    /** The image as of the last event. */
    public InventoryImage image() {
        synchronized (lock) {
            return image;
        }
    }

    /** The inventory changed. */
    public void inventoryChanged(InventoryDelta delta) {
        synchronized (lock) {
            image = image.apply(delta);
            publish(new InventoryChanged(next(), delta));
        }
    }

    /** A job changed; a snapshot older than the one already known is dropped. */
    public void jobChanged(Job job) {
        synchronized (lock) {
            Job known = jobs.get(job.id());
            if (known != null && known.revision() >= job.revision()) {
                return;
            }
            jobs.put(job.id(), job);
            if (job.state().isEnded()) {
                forgetOldJobs();
            }
            Stamp stamp = next();
            publish(Optional.ofNullable(known)
                    .<BridgeEvent>flatMap(before -> JobStepsChanged.between(stamp, before, job))
                    .orElseGet(() -> new JobChanged(stamp, job)));
        }
    }

    /** Takes in jobs from before this run, without telling anybody. */
    public void remember(Collection<Job> known) {
        synchronized (lock) {
            for (Job job : known) {
                jobs.putIfAbsent(job.id(), job);
            }
            forgetOldJobs();
        }
    }

    /** A job wrote a line. */
    public void jobLogged(JobId job, LogLine line) {
        synchronized (lock) {
            publish(new JobLogged(next(), job, line));
        }
    }

    /**
     * Hears everything from now on. The listener first hears what came after {@code after} where that is still remembered,
     * else a snapshot.
     *
     * @param after the last event the subscriber has; empty for none
     */
    public Subscription subscribe(Optional<Stamp> after, BridgeListener listener) {
        QueuedSubscription subscription;
        synchronized (lock) {
            subscription = new QueuedSubscription(listener, queueLimit, this::snapshot, subscriptions::remove);
            Optional<List<BridgeEvent>> missed = after.flatMap(this::since);
            if (missed.isPresent()) {
                missed.get().forEach(subscription::offer);
            } else {
                subscription.offer(snapshot());
            }
            if (closed) {
                subscription.close();
            } else {
                subscriptions.add(subscription);
            }
        }
        subscription.start();
        return subscription;
    }

    /** Ends every subscription. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        for (QueuedSubscription subscription : subscriptions) {
            subscription.close();
        }
    }

    /** Returns about how much memory the past events hold. */
    long rememberedBytes() {
        synchronized (lock) {
            return ring.weight();
        }
    }

    private Snapshot snapshot() {
        synchronized (lock) {
            return new Snapshot(new Stamp(epoch, sequence), image, List.copyOf(jobs.values()));
        }
    }

    private Optional<List<BridgeEvent>> since(Stamp after) {
        boolean ours = after.epoch().equals(epoch) && after.sequence() <= sequence;
        long oldest = sequence - ring.size();
        if (!ours || after.sequence() < oldest) {
            return Optional.empty();
        }
        List<BridgeEvent> missed = ring.after(after.sequence());
        return missed.size() > queueLimit ? Optional.empty() : Optional.of(missed);
    }

    private Stamp next() {
        return new Stamp(epoch, ++sequence);
    }

    private void publish(BridgeEvent event) {
        ring.add(event);
        for (QueuedSubscription subscription : subscriptions) {
            subscription.offer(event);
        }
    }

    private void forgetOldJobs() {
        List<JobId> ended = jobs.values().stream()
                .filter(job -> job.state().isEnded())
                .map(Job::id)
                .toList();
        for (JobId old : ended.subList(0, Math.max(0, ended.size() - ENDED_JOBS))) {
            jobs.remove(old);
        }
    }
}
