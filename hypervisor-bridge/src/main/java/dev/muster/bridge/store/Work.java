package dev.muster.bridge.store;

import org.jdbi.v3.core.Handle;

/**
 * What is done in one transaction.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface Work<T> {
    /** Does it; what it throws takes back everything it wrote. */
    T run(Handle handle);

    /** Both in one transaction, this first. */
    default <U> Work<U> then(Work<U> next) {
        return handle -> {
            var _ = run(handle);
            return next.run(handle);
        };
    }
}
