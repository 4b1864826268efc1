package dev.muster.bridge.job;

import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the thread that leads a job waits for. */
sealed interface Signal {
    /**
     * A step's thread has ended.
     *
     * @param begun whether it was journaled as begun; if not, it never ran
     */
    record Ended(int step, boolean begun, Optional<Throwable> failure) implements Signal {}

    /**
     * Somebody asks for the job to stop; answered once that is journaled, or refused.
     *
     * @param alongside written in the same transaction
     */
    record Cancel(Principal by, Work<?> alongside, CompletableFuture<Boolean> answer) implements Signal {}

    /** The bridge stops. */
    record Stop() implements Signal {}
}
