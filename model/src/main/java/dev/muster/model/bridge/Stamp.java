package dev.muster.model.bridge;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;

/**
 * The place of an event in a bridge's stream.
 *
 * @param epoch one run of the bridge; after a restart there is another
 * @param sequence grows by one with every event of that run
 */
public record Stamp(String epoch, long sequence) {
    /** {@code epoch:sequence}, the event id of the stream over HTTP. */
    public String text() {
        return epoch + ":" + sequence;
    }

    /** Reads it back. */
    public static Stamp of(String text) {
        int colon = text.indexOf(':');
        try {
            return new Stamp(text.substring(0, Math.max(colon, 0)), Long.parseLong(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + text + "\" is not the id of an event.",
                            "Nothing was changed.",
                            "Leave it out to get the whole image.")
                    .toException(e);
        }
    }
}
