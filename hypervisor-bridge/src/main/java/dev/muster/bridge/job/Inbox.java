package dev.muster.bridge.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The signals of one job. Once shut, cancelling is refused; signals of its own threads still come in. */
final class Inbox {
    private final BlockingQueue<Signal> queue = new LinkedBlockingQueue<>();
    private boolean shut;

    void put(Signal signal) {
        queue.add(signal);
    }

    /** False when it is too late to cancel. */
    synchronized boolean offer(Signal.Cancel cancel) {
        return !shut && queue.add(cancel);
    }

    /** Everything that is there; waits for at least one. Not to be interrupted: stopping is a signal, too. */
    List<Signal> take() {
        List<Signal> taken = new ArrayList<>();
        boolean interrupted = false;
        while (taken.isEmpty()) {
            try {
                taken.add(queue.take());
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

    /** No cancelling from now on; gives those that came too late. */
    synchronized List<Signal.Cancel> shut() {
        shut = true;
        return queue.stream()
                .filter(Signal.Cancel.class::isInstance)
                .map(Signal.Cancel.class::cast)
                .toList();
    }
}
