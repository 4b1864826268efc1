package dev.muster.app.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Arguments of a program in one line, with blanks between them. One that is empty or holds blanks is in double quotes; in these a
 * backslash makes a quote or a backslash a part of the argument.
 */
final class Arguments {
    private Arguments() {}

    /** Reads the arguments; empty where a quote is not closed. */
    static Optional<List<String>> read(String typed) {
        List<String> all = new ArrayList<>();
        StringBuilder one = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int at = 0; at < typed.length(); at++) {
            char next = typed.charAt(at);
            if (next == '"') {
                quoted = !quoted;
                begun = true;
            } else if (quoted && next == '\\' && at + 1 < typed.length() && isEscaped(typed.charAt(at + 1))) {
                one.append(typed.charAt(++at));
            } else if (next == ' ' && !quoted) {
                if (begun) {
                    all.add(one.toString());
                }
                one.setLength(0);
                begun = false;
            } else {
                one.append(next);
                begun = true;
            }
        }
        if (begun) {
            all.add(one.toString());
        }
        return quoted ? Optional.empty() : Optional.of(all);
    }

    private static boolean isEscaped(char next) {
        return next == '"' || next == '\\';
    }

    /** Writes the arguments so that they are read back. */
    static String write(List<String> arguments) {
        return arguments.stream()
                .map(one -> one.isEmpty() || one.indexOf(' ') >= 0 || one.indexOf('"') >= 0
                        ? '"' + one.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                        : one)
                .collect(Collectors.joining(" "));
    }
}
