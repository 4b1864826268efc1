package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Opens simulated hypervisors, and fails, hangs or loses them when a test says so. */
public final class ScriptedDriver implements HypervisorDriver {
    /** What a test makes it fail with. */
    public static final Problem NO_KEY = Problem.of(
            ErrorCode.SSH_KEY_REFUSED, "The key was refused.", "Its VMs go on, unseen.", "Install the key there.");

    private final SimulatedDriver simulated = new SimulatedDriver(InstantSource.system());
    private final Map<ConnectionId, HypervisorListener> listeners = new ConcurrentHashMap<>();
    private final List<ConnectionId> attempts = new CopyOnWriteArrayList<>();
    private final Map<ConnectionId, Problem> failing = new ConcurrentHashMap<>();
    private final Map<ConnectionId, CountDownLatch> hanging = new ConcurrentHashMap<>();

    @Override
    public boolean opens(ConnectionUri.Kind kind) {
        return kind == ConnectionUri.Kind.SIMULATED;
    }

    @Override
    public Hypervisor open(ConnectionId connection, ConnectionUri uri, HypervisorListener listener) {
        attempts.add(connection);
        CountDownLatch latch = hanging.get(connection);
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw NO_KEY.toException(e);
            }
        }
        Problem problem = failing.get(connection);
        if (problem != null) {
            throw problem.toException();
        }
        listeners.put(connection, listener);
        return simulated.open(connection, uri, listener);
    }

    /** Attempts to open that connection so far. */
    public long attempts(ConnectionId connection) {
        return attempts.stream().filter(connection::equals).count();
    }

    /** From now on that connection cannot be opened. */
    public void fail(ConnectionId connection) {
        failing.put(connection, NO_KEY);
    }

    /** From now on it can. */
    public void heal(ConnectionId connection) {
        failing.remove(connection);
    }

    /** From now on opening it takes until the latch is counted down. */
    public CountDownLatch hang(ConnectionId connection) {
        CountDownLatch latch = new CountDownLatch(1);
        hanging.put(connection, latch);
        return latch;
    }

    /** The listener of the open connection. */
    public HypervisorListener listener(ConnectionId connection) {
        HypervisorListener listener = listeners.get(connection);
        if (listener == null) {
            throw new IllegalStateException(connection + " was never opened");
        }
        return listener;
    }
}
