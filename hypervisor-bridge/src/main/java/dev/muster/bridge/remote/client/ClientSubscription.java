package dev.muster.bridge.remote.client;

import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.bridge.Subscription;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener's queue at a remote bridge, and the thread that empties it. */
final class ClientSubscription implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSubscription.class);
    private static final int LIMIT = 10_000;

    private final BridgeListener listener;
    private final Supplier<Optional<BridgeEvent>> snapshot;
    private final Consumer<ClientSubscription> onClose;
    private final ReentrantLock queueLock = new ReentrantLock();
    private final Condition filled = queueLock.newCondition();
    /** Held while the listener is called, so that no call begins after {@link #close} returned. */
    private final ReentrantLock delivery = new ReentrantLock();

    private final ArrayDeque<BridgeEvent> events = new ArrayDeque<>();
    private @Nullable LinkState link;
    private boolean overflowed;
    private volatile boolean closed;

    ClientSubscription(
            BridgeListener listener, Supplier<Optional<BridgeEvent>> snapshot, Consumer<ClientSubscription> onClose) {
        this.listener = listener;
        this.snapshot = snapshot;
        this.onClose = onClose;
    }

    void start() {
        Thread.ofVirtual().name("muster-remote-subscription").start(this::run);
    }

    /** Called with the fold's lock held. */
    void offer(BridgeEvent event) {
        queueLock.lock();
        try {
            if (events.size() >= LIMIT) {
                events.clear();
                overflowed = true;
            }
            if (event instanceof BridgeEvent.Snapshot) {
                // It takes the place of all before it.
                events.clear();
                overflowed = false;
            }
            if (!overflowed) {
                events.addLast(event);
            }
            filled.signal();
        } finally {
            queueLock.unlock();
        }
    }

    /** Only the newest state of the link is of interest. */
    void offer(LinkState state) {
        queueLock.lock();
        try {
            link = state;
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
        while (!closed) {
            Runnable next = take();
            delivery.lock();
            try {
                if (!closed) {
                    next.run();
                }
            } catch (RuntimeException e) {
                LOG.error("A listener of the bridge failed; it goes on hearing", e);
            } finally {
                delivery.unlock();
            }
        }
    }

    private Runnable take() {
        queueLock.lock();
        try {
            while (link == null && events.isEmpty() && !overflowed && !closed) {
                filled.awaitUninterruptibly();
            }
            LinkState state = link;
            if (state != null) {
                link = null;
                return () -> listener.onLink(state);
            }
            if (!overflowed && !events.isEmpty()) {
                BridgeEvent event = events.removeFirst();
                return () -> listener.onEvent(event);
            }
            // Queueing begins anew before the snapshot is taken, so nothing falls between the two.
            overflowed = false;
        } finally {
            queueLock.unlock();
        }
        Optional<BridgeEvent> fresh = closed ? Optional.empty() : snapshot.get();
        return () -> fresh.ifPresent(this::deliverFresh);
    }

    private void deliverFresh(BridgeEvent fresh) {
        queueLock.lock();
        try {
            events.removeIf(event -> event.stamp().epoch().equals(fresh.stamp().epoch())
                    && event.stamp().sequence() <= fresh.stamp().sequence());
        } finally {
            queueLock.unlock();
        }
        listener.onEvent(fresh);
    }
}
