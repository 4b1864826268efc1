package dev.muster.model.recovery;

import java.util.List;
import java.util.stream.Collectors;

/** How values are written out in one line. */
final class Words {
    private Words() {}

    /** The arguments behind a program, each with a blank before it; in quotes where it would look like several or none. */
    static String arguments(List<String> arguments) {
        return arguments.stream()
                .map(one -> " " + (one.isEmpty() || one.indexOf(' ') >= 0 || one.indexOf('"') >= 0 ? quoted(one) : one))
                .collect(Collectors.joining());
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
