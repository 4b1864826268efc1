package dev.muster.model.recovery;

import java.util.List;

/** How values are written out in one line. */
final class Words {
    private Words() {}

    /** The arguments behind a program, each with a blank before it. */
    static String arguments(List<String> arguments) {
        return arguments.isEmpty() ? "" : " " + String.join(" ", arguments);
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
