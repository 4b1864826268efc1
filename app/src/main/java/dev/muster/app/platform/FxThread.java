package dev.muster.app.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real one: work that arrives while some is waiting goes with it in one hop. */
public final class FxThread implements UiThread, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FxThread.class);

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private List<Runnable> waiting = new ArrayList<>();

    @Override
    public void run(Runnable work) {
        boolean first;
        synchronized (this) {
            first = waiting.isEmpty();
            waiting.add(work);
        }
        if (first) {
            Platform.runLater(this::drain);
        }
    }

    @Override
    public void run(Duration after, Runnable work) {
        if (after.isPositive()) {
            CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(() -> run(work));
        } else {
            run(work);
        }
    }

    @Override
    public <T> CompletionStage<T> background(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            background.execute(() -> {
                try {
                    result.complete(work.call());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException closed) {
            // a clock of a screen that is about to go ticked once more
            result.completeExceptionally(closed);
        }
        return result;
    }

    /** Background work that still runs is interrupted. */
    @Override
    public void close() {
        background.shutdownNow();
    }

    private void drain() {
        List<Runnable> batch;
        synchronized (this) {
            batch = waiting;
            waiting = new ArrayList<>();
        }
        for (Runnable work : batch) {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("Work on the window's thread failed", e);
            }
        }
    }
}
