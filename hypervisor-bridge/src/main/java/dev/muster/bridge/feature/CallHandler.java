package dev.muster.bridge.feature;

import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.FeatureCall;

/**
 * Who serves a path of a feature.
 *
 * @param path the feature and what is called, such as {@code storage/upload}
 * @param summary one sentence for the description of the API
 * @param requires the least role that may call it
 * @param work what is done
 */
public record CallHandler(String path, String summary, Role requires, Work work) {
    /** What is done for a call. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @return the body of the answer
         * @throws dev.muster.model.error.MusterException what is refused; {@code NOT_ALLOWED} is audited
         */
        byte[] run(FeatureCall call, Principal by);
    }
}
