package dev.muster.app.recovery;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work in the background that is asked for again before it is done: one at a time is worked on, and only the answer to the newest
 * request counts. Used on the window's thread.
 *
 * @param <T> the answer
 */
final class NewestWork<T> {
    private static final Logger LOG = LoggerFactory.getLogger(NewestWork.class);

    private final Executor background;
    private final Executor ui;
    private final Consumer<T> answer;
    private Optional<Callable<T>> next = Optional.empty();
    private boolean busy;

    NewestWork(Executor background, Executor ui, Consumer<T> answer) {
        this.background = background;
        this.ui = ui;
        this.answer = answer;
    }

    /** Asks for it; what was asked for before and is not answered yet is dropped. */
    void ask(Callable<T> work) {
        next = Optional.of(work);
        if (!busy) {
            begin(work);
        }
    }

    private void begin(Callable<T> work) {
        busy = true;
        next = Optional.empty();
        background.execute(() -> {
            Optional<T> result = call(work);
            ui.execute(() -> done(result));
        });
    }

    private Optional<T> call(Callable<T> work) {
        try {
            return Optional.of(work.call());
        } catch (Exception e) {
            LOG.error("A forecast failed; the one before stays", e);
            return Optional.empty();
        }
    }

    private void done(Optional<T> result) {
        busy = false;
        if (next.isPresent()) {
            begin(next.get());
        } else {
            result.ifPresent(answer);
        }
    }
}
