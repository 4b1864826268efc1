package dev.muster.model.bridge;

import dev.muster.model.error.Problem;
import java.time.Instant;

/** Whether the bridge can be heard. An embedded bridge is always {@link Up}. */
public sealed interface LinkState {
    /** It can. */
    record Up() implements LinkState {}

    /**
     * It cannot, and will be tried again.
     *
     * @param why what is wrong
     * @param since when it was last heard
     * @param nextTry when it will be tried again
     * @param tries how often it was tried since
     */
    record Down(Problem why, Instant since, Instant nextTry, int tries) implements LinkState {}

    /**
     * It cannot, and trying again is of no use: the certificate was revoked, or the server is not the one paired with.
     *
     * @param why what is wrong
     */
    record Refused(Problem why) implements LinkState {}
}
