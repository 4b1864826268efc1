package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.model.error.MusterException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The way to one host: libvirt's connections and the threads the calls run on. */
final class Connection {
    private static final int KEEPALIVE_SECONDS = 5;
    private static final int KEEPALIVE_COUNT = 4;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Wires wires;
    private final NativeCalls calls;
    private final LongCalls longCalls;
    private final Duration timeout;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Connection(Wires wires, NativeCalls calls, LongCalls longCalls, Duration timeout) {
        this.wires = wires;
        this.calls = calls;
        this.longCalls = longCalls;
        this.timeout = timeout;
    }

    /**
     * Connects.
     *
     * @param wires how many calls there may be at once, each on a connection of its own; 0 where all share one
     * @param timeout how long connecting, and then each call, may take
     * @throws LibvirtException when libvirt says no
     * @throws MusterException {@code HYPERVISOR_TIMEOUT}
     */
    static Connection open(String name, String uri, int wires, Duration timeout) {
        NativeCalls calls = new NativeCalls(name);
        AtomicBoolean late = new AtomicBoolean();
        try {
            Pointer pointer = calls.run("connect", timeout, _ -> {
                Pointer opened = wire(uri);
                if (late.get()) {
                    Virt.virConnectClose(opened);
                }
                return opened;
            });
            Wires all = new Wires(pointer, () -> wire(uri), wires);
            return new Connection(all, calls, new LongCalls(name), timeout);
        } catch (LibvirtException | MusterException e) {
            late.set(true);
            calls.close(Duration.ZERO, () -> {});
            throw e;
        }
    }

    static Pointer wire(String uri) {
        return Handle.require(Virt.virConnectOpen(uri));
    }

    /** Runs a call that is about one object. Names of the object in problems are put there by who maps them. */
    <T> T call(Problems.Subject subject, String name, Function<Pointer, T> call) {
        return call(subject, name, timeout, call);
    }

    /** As {@link #call(Problems.Subject, String, Function)}, with other patience. */
    <T> T call(Problems.Subject subject, String name, Duration patience, Function<Pointer, T> call) {
        return call(subject, name, patience, call, late -> {});
    }

    /** The same; what comes later than that is told on the call's thread. */
    <T> T call(Problems.Subject subject, String name, Duration patience, Function<Pointer, T> call, Consumer<T> late) {
        if (closed.get()) {
            throw NativeCalls.closed();
        }
        try {
            return calls.run(subject + " " + name, patience, left -> wires.on(call, left), late);
        } catch (LibvirtException e) {
            throw Problems.of(e.error(), subject, name).toException(e);
        }
    }

    /**
     * Runs a call that lasts minutes or hours by its nature. It has a thread and a connection of libvirt for itself, so that
     * it delays no other, and waits for its turn where many are under way.
     *
     * @throws MusterException as {@link #call} does; {@code JOB_CANCELLED} when the caller is interrupted
     */
    <T> T callLong(Problems.Subject subject, String name, Duration patience, Function<Pointer, T> call) {
        if (closed.get()) {
            throw NativeCalls.closed();
        }
        try {
            return longCalls.run(patience, () -> wires.onOwn(call));
        } catch (LibvirtException e) {
            throw Problems.of(e.error(), subject, name).toException(e);
        }
    }

    /** Opens a connection of libvirt for the caller alone, who closes it and makes one call at a time on it. */
    Pointer own() {
        return aside(Problems.Subject.HOST, "own connection", this::opened);
    }

    /**
     * Runs a call on a connection of libvirt opened for what it brings, which closes it; it is closed here where the call
     * fails.
     *
     * @param late takes what comes when nobody waits for it any more
     */
    <T> T owned(Problems.Subject subject, String name, Function<Pointer, T> call, Consumer<T> late) {
        if (closed.get()) {
            throw NativeCalls.closed();
        }
        try {
            return calls.run(subject + " " + name, timeout, _ -> onOwn(call), late);
        } catch (LibvirtException e) {
            throw Problems.of(e.error(), subject, name).toException(e);
        }
    }

    private Pointer opened() {
        try {
            return wires.own();
        } catch (LibvirtException e) {
            throw Problems.lost(e.error()).toException(e);
        }
    }

    private <T> T onOwn(Function<Pointer, T> call) {
        Pointer own = opened();
        try {
            return call.apply(own);
        } catch (LibvirtException | MusterException e) {
            Virt.virConnectClose(own);
            throw e;
        }
    }

    /** Runs a call, as {@link #call} does, on a connection that the caller has for itself. */
    <T> T aside(Problems.Subject subject, String name, Supplier<T> call) {
        if (closed.get()) {
            throw NativeCalls.closed();
        }
        try {
            return calls.run(subject + " " + name, timeout, _ -> call.get());
        } catch (LibvirtException e) {
            throw Problems.of(e.error(), subject, name).toException(e);
        }
    }

    /** As {@link #call}, without a result. */
    void act(Problems.Subject subject, String name, Consumer<Pointer> call) {
        call(subject, name, connection -> {
            call.accept(connection);
            return true;
        });
    }

    /**
     * Begins to hear what the host announces, and then that it is there at all: keepalive messages are sent by another
     * thread, so they begin when no call is under way on the wire of events.
     */
    void listen(Consumer<Pointer> begin) {
        aside(Problems.Subject.HOST, "listen", () -> {
            begin.accept(wires.first());
            // the test driver has no keepalive, which is no failure
            return Virt.virConnectSetKeepAlive(wires.first(), KEEPALIVE_SECONDS, KEEPALIVE_COUNT);
        });
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Closes after the calls under way; waits for them a little, and no longer than that where one hangs. */
    void close(Consumer<Pointer> before) {
        if (closed.compareAndSet(false, true)) {
            longCalls.shutDown();
            calls.close(CLOSING, () -> {
                longCalls.awaitEnd();
                Virt.virConnectSetKeepAlive(wires.first(), 0, 0);
                before.accept(wires.first());
                wires.close();
            });
        }
    }
}
