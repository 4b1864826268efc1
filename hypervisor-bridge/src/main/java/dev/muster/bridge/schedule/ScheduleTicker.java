package dev.muster.bridge.schedule;

import dev.muster.model.error.MusterException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that lets the runner work whenever something is due. */
final class ScheduleTicker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleTicker.class);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(5);

    private final ScheduleRunner runner;
    private final Clock clock;
    private final DueTimer timer;
    private volatile boolean closed;
    private @Nullable Thread thread;

    ScheduleTicker(ScheduleRunner runner, Clock clock) {
        this.runner = runner;
        this.clock = clock;
        this.timer = new DueTimer(clock);
    }

    /** Begins; nothing once it is closed. */
    synchronized void start() {
        if (!closed && thread == null) {
            thread = Thread.ofVirtual().name("muster-schedules").start(this::work);
        }
    }

    /** Something changed: looks again at what is due. */
    void wake() {
        timer.wake();
    }

    private void work() {
        boolean recovered = false;
        while (!closed) {
            try {
                if (!recovered) {
                    runner.recover();
                    recovered = true;
                }
                timer.await(runner.pass());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                report(e);
                if (!rest()) {
                    return;
                }
            }
        }
    }

    private void report(RuntimeException failure) {
        if (closed) {
            LOG.debug("Closed while something was due; the next start submits it", failure);
        } else if (failure instanceof MusterException e) {
            LOG.warn("Schedules wait: {}", e.problem().what());
        } else {
            LOG.error("Schedules wait", failure);
        }
    }

    private boolean rest() {
        try {
            Instant later = clock.instant().plus(AFTER_FAILURE);
            timer.await(Optional.of(later));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends after what is being submitted. */
    @Override
    public void close() {
        Thread working;
        synchronized (this) {
            closed = true;
            working = thread;
        }
        timer.wake();
        if (working == null) {
            return;
        }
        try {
            if (!working.join(CLOSE_AT_MOST)) {
                LOG.warn("A scheduled run is still being submitted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
