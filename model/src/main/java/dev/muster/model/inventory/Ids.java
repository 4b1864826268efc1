package dev.muster.model.inventory;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.UUID;

/** What the id types share: how their parts are checked and joined with {@code /}. */
final class Ids {
    private Ids() {}

    static void requirePart(String what, String text) {
        if (text.isBlank() || text.length() > 255 || text.indexOf('/') >= 0) {
            throw invalid(what, text);
        }
    }

    /** Host and UUID of {@code host/uuid}. */
    static String[] pair(String what, String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw invalid(what, text);
        }
        return new String[] {text.substring(0, slash), text.substring(slash + 1)};
    }

    static UUID uuid(String what, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw invalid(what, text);
        }
    }

    private static RuntimeException invalid(String what, String text) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID,
                        "\"" + text + "\" is not the id of a " + what + ".",
                        "Nothing was changed.",
                        "List the objects to see their ids.")
                .toException();
    }
}
