package dev.muster.app.platform;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/** The window's thread and the threads for everything that may take longer than a frame. */
public interface UiThread {
    /** Runs work on the window's thread soon, in order. Never waits. */
    void run(Runnable work);

    /** The same after a while; at once where that is not positive. */
    void run(Duration after, Runnable work);

    /**
     * Runs work elsewhere.
     *
     * @return ends on a thread of the background; hop back with {@link #run}
     */
    <T> CompletionStage<T> background(Callable<T> work);
}
