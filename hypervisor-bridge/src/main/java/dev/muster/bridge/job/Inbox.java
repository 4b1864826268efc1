package dev.muster.bridge.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The signals of one job. Once shut, nothing is asked of it any more; signals of its own threads still come in. */
final class Inbox {
    private final BlockingQueue<Signal> queue = new LinkedBlockingQueue<>();
    private boolean shut;

    void put(Signal signal) {
        queue.add(signal);
    }

    /** False when it is too late to ask. */
    synchronized boolean offer(Signal.Asked asked) {
        return !shut && queue.add(asked);
    }

    /**
     * Everything that is there; waits for at least one, or for so long and then gives none. Not to be interrupted: stopping is a signal,
     * too.
     */
    List<Signal> take(Optional<Duration> atMost) {
        List<Signal> taken = new ArrayList<>();
        boolean interrupted = false;
        long until = System.nanoTime() + atMost.orElse(Duration.ZERO).toNanos();
        boolean over = false;
        while (taken.isEmpty() && !over) {
            try {
                if (atMost.isEmpty()) {
                    taken.add(queue.take());
                } else {
                    @Nullable Signal next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (next == null) {
                        over = true;
                    } else {
                        taken.add(next);
                    }
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        queue.drainTo(taken);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }

    /** Nothing can be asked from now on; gives what came too late. */
    synchronized List<Signal.Asked> shut() {
        shut = true;
        return queue.stream()
                .filter(Signal.Asked.class::isInstance)
                .map(Signal.Asked.class::cast)
                .toList();
    }
}
