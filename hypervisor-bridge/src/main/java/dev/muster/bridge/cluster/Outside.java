package dev.muster.bridge.cluster;

import dev.muster.model.cluster.OutsideQuery;
import java.io.IOException;

/** Asks outside which function a VM has. */
interface Outside {
    /** What came back. */
    sealed interface Answer {
        /** It has that function. */
        record Function(String name, boolean once) implements Answer {}

        /** It is to have none. */
        record Refusal(String reason) implements Answer {}
    }

    /**
     * Asks, once.
     *
     * @param vm its name; empty where no host knows it
     * @throws IOException nobody answered in time, or not as documented
     */
    Answer ask(OutsideQuery where, String cluster, BootRequest request, String vm)
            throws IOException, InterruptedException;
}
