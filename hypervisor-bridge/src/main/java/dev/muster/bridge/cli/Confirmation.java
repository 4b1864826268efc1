package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.Console;

/** Asks for something to be typed before something is destroyed. */
final class Confirmation {
    private Confirmation() {}

    /**
     * Returns only when the person typed what was wanted.
     *
     * @throws dev.muster.model.error.MusterException {@code NOT_ALLOWED}
     */
    static void require(CtlOutput output, String wanted) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw refused("There is nobody to ask.", "Say --yes to go on without being asked.");
        }
        output.note("Type \"" + wanted + "\" to go on:");
        String typed = console.readLine();
        if (typed == null || !typed.strip().equals(wanted.strip())) {
            throw refused("What was typed is not \"" + wanted + "\".", "Try again.");
        }
    }

    private static RuntimeException refused(String what, String remedy) {
        return Problem.of(ErrorCode.NOT_ALLOWED, what, "Nothing was changed.", remedy)
                .toException();
    }
}
