package dev.muster.bridge.inventory;

import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.LiveObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Folds what all connections say into one image, wakes who waits for a state, and publishes the changes: the first at once,
 * then at most every {@value #INTERVAL_MILLIS} ms, later changes to the same object winning and changes that change nothing
 * dropped. {@link #image()} is never behind what was published, but may be ahead of it; what somebody waited for is published
 * before he goes on, so that no job is done before the inventory shows what it did.
 */
public final class InventoryKeeper implements Inventory, ObjectPublisher {
    /** The least time between two deltas. */
    static final long INTERVAL_MILLIS = 50;

    private final InventoryListener downstream;
    private final Delays delays;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Held while a delta is taken and told, so that deltas are told in order, one at a time. */
    private final ReentrantLock publishing = new ReentrantLock();

    private final PendingChanges pending = new PendingChanges();
    private volatile InventoryImage image = InventoryImage.EMPTY;
    private InventoryImage published = InventoryImage.EMPTY;
    private long version;
    private boolean scheduled;
    private long quietUntil;

    /** An empty inventory. */
    public InventoryKeeper(InventoryListener downstream, Delays delays) {
        this.downstream = downstream;
        this.delays = delays;
        this.quietUntil = delays.nanoTime();
    }

    @Override
    public InventoryImage image() {
        return image;
    }

    @Override
    public void put(LiveObject object) {
        accept(List.of(new InventoryChange.ObjectPut(object)));
    }

    @Override
    public void gone(LiveObject object) {
        accept(List.of(InventoryChange.ObjectGone.of(object)));
    }

    /** Applies these changes. */
    public void accept(List<InventoryChange> changes) {
        change(current -> changes);
    }

    /** Applies the changes that follow from the image; nothing else is applied in between. */
    void change(Function<InventoryImage, List<InventoryChange>> how) {
        lock.lock();
        try {
            InventoryImage next = image;
            for (InventoryChange change : how.apply(next)) {
                if (!PendingChanges.isIn(change, next)) {
                    pending.add(change, next);
                    next = next.with(change);
                }
            }
            image = next;
            version++;
            changed.signalAll();
            if (!pending.isEmpty() && !scheduled) {
                scheduled = true;
                long wait = Math.max(0, quietUntil - delays.nanoTime());
                delays.after(Duration.ofNanos(wait), this::publish);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<InventoryImage> await(Predicate<InventoryImage> wanted, Duration atMost)
            throws InterruptedException {
        long left = atMost.toNanos();
        long seen = -1;
        while (true) {
            InventoryImage current;
            lock.lockInterruptibly();
            try {
                while (version == seen && left > 0) {
                    left = changed.awaitNanos(left);
                }
                if (version == seen) {
                    return Optional.empty();
                }
                seen = version;
                current = image;
            } finally {
                lock.unlock();
            }
            if (wanted.test(current)) {
                publish();
                return Optional.of(current);
            }
        }
    }

    /** Publishes what is waiting before this returns. */
    public void flush() {
        publish();
    }

    private void publish() {
        publishing.lock();
        try {
            List<InventoryChange> changes = take();
            if (!changes.isEmpty()) {
                downstream.onDelta(new InventoryDelta(changes));
            }
        } finally {
            publishing.unlock();
        }
    }

    private List<InventoryChange> take() {
        lock.lock();
        try {
            List<InventoryChange> changes = pending.take(published);
            published = image;
            scheduled = false;
            quietUntil = delays.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
            return changes;
        } finally {
            lock.unlock();
        }
    }
}
