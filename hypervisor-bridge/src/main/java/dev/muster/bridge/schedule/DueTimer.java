package dev.muster.bridge.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for a moment, or until it is woken. */
final class DueTimer {
    /** What a wait is counted by stands still while the machine sleeps, so the clock is looked at again after this. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;

    DueTimer(Clock clock) {
        this.clock = clock;
    }

    /** Ends the wait, or the next one where nobody waits. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until then; until it is woken where that is empty. */
    void await(Optional<Instant> until) throws InterruptedException {
        lock.lock();
        try {
            while (!woken) {
                if (until.isEmpty()) {
                    changed.await();
                    continue;
                }
                Duration left = Duration.between(clock.instant(), until.get());
                if (left.isNegative() || left.isZero()) {
                    return;
                }
                Duration wait = left.compareTo(LONGEST) < 0 ? left : LONGEST;
                boolean _ = changed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }
}
