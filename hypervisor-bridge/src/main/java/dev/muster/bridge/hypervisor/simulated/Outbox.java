package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one connection has to say, in order; what gathers while the listener is busy is said at once. */
final class Outbox implements Consumer<InventoryChange> {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final HypervisorListener listener;
    private final Executor thread;
    private final List<InventoryChange> waiting = new ArrayList<>();
    private boolean draining = true;
    private boolean closed;

    /** Says nothing until {@link #open}. */
    Outbox(HypervisorListener listener, Executor thread) {
        this.listener = listener;
        this.thread = thread;
    }

    @Override
    public synchronized void accept(InventoryChange change) {
        waiting.add(change);
        if (!draining) {
            draining = true;
            run();
        }
    }

    /** Says what gathered so far and goes on. */
    synchronized void open() {
        run();
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    /** Says that the connection is lost, and nothing after it. */
    void lost(Problem why) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        listener.onLost(why);
    }

    private void run() {
        try {
            thread.execute(this::drain);
        } catch (RejectedExecutionException e) {
            LOG.trace("closed meanwhile", e);
        }
    }

    private void drain() {
        List<InventoryChange> next = take();
        while (!next.isEmpty()) {
            try {
                listener.onChanges(next);
            } catch (RuntimeException e) {
                LOG.error("A listener of a simulated hypervisor failed; it goes on hearing", e);
            }
            next = take();
        }
    }

    private synchronized List<InventoryChange> take() {
        List<InventoryChange> next = closed ? List.of() : List.copyOf(waiting);
        waiting.clear();
        draining = !next.isEmpty();
        return next;
    }
}
