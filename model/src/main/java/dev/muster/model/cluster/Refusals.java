package dev.muster.model.cluster;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.util.regex.Pattern;

/** What the values of this room refuse, in one form. */
final class Refusals {
    /** As a host name is: a function's name is a part of its VMs' names. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

    private Refusals() {}

    static MusterException refused(String what, String todo) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "Nothing was changed.", todo)
                .toException();
    }

    static void requireLabel(String what, String name) {
        if (!LABEL.matcher(name).matches()) {
            throw refused(
                    "\"" + name + "\" cannot be the name of a " + what + ".",
                    "Use up to 32 lower-case letters, digits and '-', with a letter or a digit at both ends.");
        }
    }
}
