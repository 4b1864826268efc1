package dev.muster.bridge.vm;

import dev.muster.bridge.job.StepContext;
import dev.muster.model.inventory.HostId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many calls that last hours are made to one host at once: each holds a thread of its connection, of which there must be
 * some left to watch and to cancel them.
 */
final class Lanes {
    private final int most;
    private final Map<HostId, Semaphore> free = new ConcurrentHashMap<>();

    Lanes(int most) {
        this.most = most;
    }

    /** Work that lasts. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /** Waits for its turn, in which it can be cancelled, and works. */
    void run(HostId host, StepContext context, Work work) throws InterruptedException {
        Semaphore lane = free.computeIfAbsent(host, _ -> new Semaphore(most, true));
        while (!lane.tryAcquire(1, TimeUnit.SECONDS)) {
            context.waitingFor("other migrations from " + host);
            context.checkCancelled();
        }
        try {
            work.run();
        } finally {
            lane.release();
        }
    }
}
