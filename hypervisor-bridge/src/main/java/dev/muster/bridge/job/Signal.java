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
     * Somebody asks for something; answered once that is journaled, or refused.
     *
     * @param wish what
     * @param by who
     * @param alongside written in the same transaction
     */
    record Asked(Wish wish, Principal by, Work<?> alongside, CompletableFuture<Boolean> answer) implements Signal {}

    /** The bridge stops. */
    record Stop() implements Signal {}

    /** What can be asked for of a job. */
    sealed interface Wish {
        /** That it stops. */
        record Cancel() implements Wish {}

        /** That it begins no further step. */
        record Pause() implements Wish {}

        /** That it begins steps again. */
        record Continue() implements Wish {}

        /**
         * That a step goes on as chosen.
         *
         * @param step its id
         * @param choice the id of the choice
         * @param reason why; may be empty
         */
        record Choose(String step, String choice, String reason) implements Wish {}
    }
}
