package dev.muster.model.finding;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;

/** The form of what this package refuses. */
final class Refusals {
    private Refusals() {}

    static MusterException refused(String what, String todo) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "Nothing was changed.", todo)
                .toException();
    }
}
