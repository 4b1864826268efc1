package dev.muster.bridge.cli;

import dev.muster.bridge.json.Json;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.ShownName;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a verb puts what it has to say: the answer on standard output, everything else on standard error. */
final class CtlOutput {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean terminal;

    CtlOutput(PrintWriter out, PrintWriter err, boolean json, boolean terminal) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.terminal = terminal;
    }

    boolean json() {
        return json;
    }

    boolean terminal() {
        return terminal && !json;
    }

    /** The answer: the value as JSON, or the table. */
    int answer(Object value, Table table) {
        if (json) {
            out.println(Json.writePretty(value));
        } else {
            table.print(out);
        }
        out.flush();
        return 0;
    }

    /** The answer: the value as JSON, or plain text as it is. */
    int answer(Object value, String text) {
        if (json) {
            out.println(Json.writePretty(value));
        } else {
            out.print(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
        }
        out.flush();
        return 0;
    }

    /** Part of an answer that grows, such as a followed log. */
    void raw(String text) {
        out.print(text);
        out.flush();
    }

    /** Something for the person, not part of the answer. */
    void note(String text) {
        err.println(ShownName.text(text));
        err.flush();
    }

    /** Overwrites the current line of a terminal. */
    void status(String text) {
        err.print("\r\u001b[K" + text);
        err.flush();
    }

    int problem(Problem problem) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("problem", problem);
            document.put("id", problem.code().id());
            out.println(Json.writePretty(document));
            out.flush();
        } else {
            problem.text().lines().map(ShownName::text).forEach(err::println);
            err.flush();
        }
        return problem.code().kind().exitStatus();
    }

    /** Lines of {@code name: value}. */
    static String sheet(List<Map.Entry<String, String>> lines) {
        int width =
                lines.stream().mapToInt(line -> line.getKey().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> line : lines) {
            if (!line.getValue().isEmpty()) {
                text.append(line.getKey())
                        .append(":")
                        .repeat(" ", width - line.getKey().length() + 1)
                        .append(line.getValue().lines().map(ShownName::text).collect(Collectors.joining("\n")))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
