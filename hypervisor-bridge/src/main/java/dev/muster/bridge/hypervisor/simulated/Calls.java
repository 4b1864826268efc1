package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The way from one connection into its world: it takes the time a call takes, hangs on purpose, and ends with the connection. */
final class Calls {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ConnectionId connection;
    private final World world;
    private final CountDownLatch closed = new CountDownLatch(1);

    Calls(ConnectionId connection, World world) {
        this.connection = connection;
        this.world = world;
    }

    /** Reads the world behind a host. */
    <T> T read(HostId host, Supplier<T> work) {
        pass(host);
        return world.read(() -> {
            world.host(host);
            return work.get();
        });
    }

    /** Changes the world behind a host. */
    <T> T change(HostId host, Supplier<T> work) {
        pass(host);
        return world.change(() -> {
            world.host(host);
            return work.get();
        });
    }

    /** Fails whoever waits, and who comes from now on. */
    void close() {
        closed.countDown();
    }

    private void pass(HostId host) {
        String name = host.text().substring(host.text().lastIndexOf('.') + 1);
        boolean hangs = world.settings().faults().hits(Faults.Kind.HANG, name);
        Duration wait = hangs ? TIMEOUT : world.settings().latency();
        if (isClosedWithin(wait)) {
            throw Problems.unreachable(connection.text(), "the connection is closed")
                    .toException();
        }
        if (hangs) {
            throw Problems.timeout(name);
        }
    }

    private boolean isClosedWithin(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problems.unreachable(connection.text(), "interrupted while waiting")
                    .toException(e);
        }
    }
}
