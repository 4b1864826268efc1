package dev.muster.model.inventory;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.regex.Pattern;

/**
 * The name the operator gave to one connection to a hypervisor.
 *
 * @param text lower-case letters, digits, {@code -}, {@code _} and {@code .}; 1 to 63 characters
 */
public record ConnectionId(String text) implements Id, Comparable<ConnectionId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    public ConnectionId {
        if (!FORM.matcher(text).matches()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + text + "\" is not a name for a connection.",
                            "Nothing was changed.",
                            "Use lower-case letters, digits, '-', '_' and '.', at most 63 of them.")
                    .toException();
        }
    }

    /** Reads the id back from its text. */
    public static ConnectionId of(String text) {
        return new ConnectionId(text);
    }

    @Override
    public int compareTo(ConnectionId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
