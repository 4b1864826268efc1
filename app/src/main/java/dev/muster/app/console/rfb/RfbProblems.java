package dev.muster.app.console.rfb;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;

/** What can be wrong with what a display server says. */
final class RfbProblems {
    private RfbProblems() {}

    /** It is not RFB, or not sane. */
    static MusterException protocol(String details) {
        return Problem.of(
                        ErrorCode.CONSOLE_PROTOCOL,
                        "The VM's display does not speak RFB as RFC 6143 describes it.",
                        "The VM goes on as it is.",
                        "Open the console again; if it stays so, report it with the details.")
                .withDetails(details)
                .toException();
    }

    /** It refused who asks. */
    static MusterException password(String details) {
        return Problem.of(
                        ErrorCode.CONSOLE_PASSWORD,
                        "The VM's display wants a password, and not the one given.",
                        "The VM goes on as it is.",
                        "Give the password that is set in the VM's XML.")
                .withDetails(details)
                .toException();
    }
}
