package dev.muster.model.group;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;

/** What the values of this room refuse, in one form. */
final class Refusals {
    private Refusals() {}

    static MusterException refused(String what, String todo) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "Nothing was changed.", todo)
                .toException();
    }
}
