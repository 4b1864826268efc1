package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of libvirt that lead to one host. Of the calls of one connection libvirt's client lets a single one wait
 * on the socket, for all of them, so a call that is not answered (about a QEMU that is stopped) delays every other one there.
 * Therefore a call takes a wire on which nothing is under way; where there is none it shares the least used one, and another
 * is opened in the background for those that come later, up to a limit. The first wire is the one events come on; the others
 * stay open until all are closed, or are dropped once they are dead.
 */
final class Wires {
    private static final Logger LOG = LoggerFactory.getLogger(Wires.class);

    private final Wire first;
    private final Supplier<Pointer> opener;
    private final int most;
    private final List<Wire> wires = new ArrayList<>();
    private boolean opening;
    private boolean closed;

    /**
     * One wire so far.
     *
     * @param opener opens another, as the first was; may block and throw {@link LibvirtException}
     * @param most how many there may be
     */
    Wires(Pointer first, Supplier<Pointer> opener, int most) {
        this.first = new Wire(first);
        this.opener = opener;
        this.most = most;
        wires.add(this.first);
    }

    /** One connection of libvirt and how many calls are under way on it. */
    private static final class Wire {
        private final Pointer pointer;
        private int calls;

        private Wire(Pointer pointer) {
            this.pointer = pointer;
        }

        private int calls() {
            return calls;
        }
    }

    /** The wire of events. */
    Pointer first() {
        return first.pointer;
    }

    /** Runs a call on the wire that is used least. */
    <T> T on(Function<Pointer, T> call) {
        Wire wire = take();
        try {
            return call.apply(wire.pointer);
        } finally {
            give(wire);
        }
    }

    /**
     * Runs a call on a wire opened for it alone and closed after it. Where no other can be opened it shares one of those
     * there are.
     */
    <T> T onOwn(Function<Pointer, T> call) {
        Pointer own;
        try {
            own = own();
        } catch (LibvirtException e) {
            LOG.warn("a call that lasts shares a connection, since another to the host was refused", e);
            return on(call);
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
        if (most > 1) {
            return opener.get();
        }
        Handle.require(Virt.virConnectRef(first.pointer));
        return first.pointer;
    }

    /**
     * Wakes up the wires that several calls share. Cheap, but may block.
     *
     * @see NativeCalls
     */
    void nudge() {
        List<Pointer> shared;
        synchronized (this) {
            shared = wires.stream()
                    .filter(wire -> wire.calls > 1)
                    .map(wire -> wire.pointer)
                    .toList();
        }
        shared.forEach(pointer -> Virt.virConnectGetLibVersion(pointer, new LongByReference()));
    }

    /** How many there are. */
    synchronized int count() {
        return wires.size();
    }

    /** Closes them all; nothing may be under way any more. */
    void close() {
        List<Wire> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(wires);
            wires.clear();
        }
        all.forEach(wire -> Virt.virConnectClose(wire.pointer));
    }

    private synchronized Wire take() {
        wires.removeIf(wire -> wire != first && wire.calls == 0 && isDead(wire));
        Wire least = wires.stream().min(Comparator.comparingInt(Wire::calls)).orElse(first);
        if (least.calls > 0 && wires.size() < most && !opening && !closed) {
            opening = true;
            Thread.ofPlatform().daemon().name("libvirt-wire").start(this::another);
        }
        least.calls++;
        return least;
    }

    private synchronized void give(Wire wire) {
        wire.calls--;
    }

    /** Asks nobody: libvirt notes it when the socket breaks. */
    private static boolean isDead(Wire wire) {
        if (Virt.virConnectIsAlive(wire.pointer) != 0) {
            return false;
        }
        Virt.virConnectClose(wire.pointer);
        return true;
    }

    private void another() {
        try {
            opened(opener.get());
        } catch (LibvirtException e) {
            LOG.debug("another connection to the host was refused, so calls share those there are", e);
            opened(null);
        }
    }

    private void opened(@Nullable Pointer pointer) {
        boolean late;
        synchronized (this) {
            opening = false;
            late = closed;
            if (pointer != null && !late) {
                wires.add(new Wire(pointer));
            }
        }
        if (pointer != null && late) {
            Virt.virConnectClose(pointer);
        }
    }
}
