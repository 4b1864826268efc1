package dev.muster.bridge.inventory;

import java.time.Duration;

/** Time, as this room needs it; a test puts its own in its place. */
public interface Delays {
    /** Nanoseconds on a clock that only goes forward; only differences mean something. */
    long nanoTime();

    /** Runs work once after that time, on a thread of its own. */
    Delayed after(Duration delay, Runnable work);

    /** Work that is to come. */
    @FunctionalInterface
    interface Delayed {
        /** It does not come, if it has not begun. */
        void cancel();
    }
}
