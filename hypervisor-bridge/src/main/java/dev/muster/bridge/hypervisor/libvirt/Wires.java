package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of libvirt that lead to one host. <strong>No two calls are ever under way on one of them</strong>: when a
 * thread makes a call on a connection on which another waits, libvirt's client up to 10.3 may leave a source in its event loop
 * whose data lie on a stack frame that is gone (CVE-2024-4418), and the process dies at some later call. So a wire is lent to
 * one call at a time; where none is free another is opened, and past a limit a call waits for one.
 *
 * <p>Events come on a wire of their own, on which no calls are made: its keepalive messages are sent by libvirt's event loop,
 * which is such a second thread.
 *
 * <p>A driver without a daemon ({@code test}) has neither sockets nor that fault, and each of its connections may be a world
 * of its own: there all share the one there is.
 */
final class Wires {
    private static final Logger LOG = LoggerFactory.getLogger(Wires.class);
    /** More than these are closed when they are not needed any more. */
    private static final int KEPT = 4;

    private final Pointer first;
    private final Supplier<Pointer> opener;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final Deque<Pointer> free = new ArrayDeque<>();
    private int lent;
    private boolean closed;

    /**
     * The wire of events so far.
     *
     * @param opener opens another; may block and throw {@link LibvirtException}
     * @param most how many calls there may be at once; 0 where all share the one there is
     */
    Wires(Pointer first, Supplier<Pointer> opener, int most) {
        this.first = first;
        this.opener = opener;
        this.most = most;
    }

    /** The wire of events. */
    Pointer first() {
        return first;
    }

    private boolean isShared() {
        return most == 0;
    }

    /**
     * Runs a call on a wire that it has for itself meanwhile.
     *
     * @param left whether nobody waits for the call any more; it is not made then
     * @throws dev.muster.model.error.MusterException {@code HOST_UNREACHABLE} where a wire cannot be opened and none is there
     *     to wait for
     */
    <T> T on(Function<Pointer, T> call, BooleanSupplier left) {
        if (isShared()) {
            return call.apply(first);
        }
        Pointer wire = take(left);
        try {
            requireWaitedFor(left);
            return call.apply(wire);
        } finally {
            give(wire);
        }
    }

    /**
     * Runs a call on a wire opened for it alone and closed after it. Where no other can be opened it takes one of those
     * there are.
     */
    <T> T onOwn(Function<Pointer, T> call) {
        Pointer own;
        try {
            own = own();
        } catch (LibvirtException e) {
            LOG.warn("a call that lasts takes a usual connection, since another to the host was refused", e);
            return on(call, () -> false);
        }
        try {
            return call.apply(own);
        } finally {
            Virt.virConnectClose(own);
        }
    }

    /**
     * A wire for the caller alone, who closes it; a reference of the first where there may be only one.
     *
     * @throws LibvirtException where it cannot be opened
     */
    Pointer own() {
        if (!isShared()) {
            return opener.get();
        }
        Handle.require(Virt.virConnectRef(first));
        return first;
    }

    /** How many there are for calls. */
    int count() {
        lock.lock();
        try {
            return free.size() + lent;
        } finally {
            lock.unlock();
        }
    }

    /** Closes them all; nothing may be under way any more. */
    void close() {
        List<Pointer> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(free);
            free.clear();
            given.signalAll();
        } finally {
            lock.unlock();
        }
        all.add(first);
        all.forEach(Virt::virConnectClose);
    }

    private Pointer take(BooleanSupplier left) {
        boolean refused = false;
        while (true) {
            List<Pointer> dead = new ArrayList<>();
            Pointer taken = null;
            lock.lock();
            try {
                while (free.isEmpty() && (lent >= most || refused) && lent > 0 && !closed && !left.getAsBoolean()) {
                    given.awaitUninterruptibly();
                }
                if (closed) {
                    throw NativeCalls.closed();
                }
                requireWaitedFor(left);
                while (taken == null && !free.isEmpty()) {
                    Pointer next = free.removeLast();
                    // asks nobody: libvirt notes it when the socket breaks
                    if (Virt.virConnectIsAlive(next) == 0) {
                        dead.add(next);
                    } else {
                        taken = next;
                    }
                }
                lent++;
            } finally {
                lock.unlock();
            }
            dead.forEach(Virt::virConnectClose);
            if (taken != null) {
                return taken;
            }
            try {
                return opener.get();
            } catch (LibvirtException e) {
                if (!back()) {
                    throw Problems.lost(e.error()).toException(e);
                }
                LOG.debug("another connection to the host was refused, so calls wait for those there are", e);
                refused = true;
            }
        }
    }

    private static void requireWaitedFor(BooleanSupplier left) {
        if (left.getAsBoolean()) {
            throw NativeCalls.timedOut("No connection to the host was free in time.");
        }
    }

    /** Takes back that a wire was lent; whether there are others to wait for. */
    private boolean back() {
        lock.lock();
        try {
            lent--;
            given.signal();
            return lent > 0 || !free.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void give(Pointer wire) {
        boolean kept;
        lock.lock();
        try {
            lent--;
            kept = !closed && free.size() < KEPT;
            if (kept) {
                free.addLast(wire);
            }
            given.signal();
        } finally {
            lock.unlock();
        }
        if (!kept) {
            Virt.virConnectClose(wire);
        }
    }
}
