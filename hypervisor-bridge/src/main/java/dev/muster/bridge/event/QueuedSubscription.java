package dev.muster.bridge.event;

import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.bridge.Subscription;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener's queue and the thread that empties it. */
final class QueuedSubscription implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(QueuedSubscription.class);

    private final BridgeListener listener;
    private final int limit;
    private final Supplier<BridgeEvent> snapshot;
    private final Consumer<QueuedSubscription> onClose;
    private final ReentrantLock queueLock = new ReentrantLock();
    private final Condition filled = queueLock.newCondition();
    /** Held while the listener is called, so that no call begins after {@link #close} returned. */
    private final ReentrantLock delivery = new ReentrantLock();

    private final ArrayDeque<BridgeEvent> queue = new ArrayDeque<>();
    private boolean overflowed;
    private volatile boolean closed;

    QueuedSubscription(
            BridgeListener listener, int limit, Supplier<BridgeEvent> snapshot, Consumer<QueuedSubscription> onClose) {
        this.listener = listener;
        this.limit = limit;
        this.snapshot = snapshot;
        this.onClose = onClose;
    }

    void start() {
        Thread.ofVirtual().name("muster-subscription").start(this::run);
    }

    void offer(BridgeEvent event) {
        queueLock.lock();
        try {
            if (queue.size() >= limit) {
                queue.clear();
                overflowed = true;
            }
            if (!overflowed) {
                queue.addLast(event);
            }
            filled.signal();
        } finally {
            queueLock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
        queueLock.lock();
        try {
            filled.signal();
        } finally {
            queueLock.unlock();
        }
        delivery.lock();
        try {
            LOG.trace("A subscription ended");
        } finally {
            delivery.unlock();
        }
    }

    private void run() {
        deliver(() -> listener.onLink(new LinkState.Up()));
        while (!closed) {
            BridgeEvent event = take();
            deliver(() -> listener.onEvent(event));
        }
    }

    private void deliver(Runnable call) {
        delivery.lock();
        try {
            if (!closed) {
                call.run();
            }
        } catch (RuntimeException e) {
            LOG.error("A listener of the bridge failed; it goes on hearing", e);
        } finally {
            delivery.unlock();
        }
    }

    /** The next event; after an overflow a snapshot, which takes the place of all that was missed. */
    private BridgeEvent take() {
        queueLock.lock();
        try {
            while (queue.isEmpty() && !overflowed && !closed) {
                filled.awaitUninterruptibly();
            }
            if (!overflowed && !queue.isEmpty()) {
                return queue.removeFirst();
            }
        } finally {
            queueLock.unlock();
        }
        return freshSnapshot();
    }

    /**
     * Queueing begins anew before the snapshot is taken, so nothing falls between the two; what the snapshot already includes
     * is dropped. The queue's lock is not held meanwhile, since the hub holds its own while it fills the queue.
     */
    private BridgeEvent freshSnapshot() {
        queueLock.lock();
        try {
            overflowed = false;
            queue.clear();
        } finally {
            queueLock.unlock();
        }
        BridgeEvent fresh = snapshot.get();
        queueLock.lock();
        try {
            queue.removeIf(event -> event.stamp().sequence() <= fresh.stamp().sequence());
        } finally {
            queueLock.unlock();
        }
        return fresh;
    }
}
