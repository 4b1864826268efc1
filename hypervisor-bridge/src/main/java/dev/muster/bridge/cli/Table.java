package dev.muster.bridge.cli;

import dev.muster.model.inventory.ShownName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows in columns, numbers to the right; what cannot be seen in a cell is made visible. */
final class Table {
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();
    private final String empty;

    /**
     * A table.
     *
     * @param empty what is said where there is no row
     * @param heads a head that begins with {@code >} is of a column of numbers
     */
    Table(String empty, String... heads) {
        this.empty = empty;
        this.heads = List.of(heads);
    }

    /** To the second, as people read it; the JSON has it whole. */
    static String moment(Instant when) {
        return when.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    Table row(String... cells) {
        rows.add(Stream.of(cells).map(ShownName::text).toList());
        return this;
    }

    /** What is printed. */
    String text() {
        StringWriter text = new StringWriter();
        print(new PrintWriter(text));
        return text.toString();
    }

    void print(PrintWriter out) {
        if (rows.isEmpty()) {
            out.println(empty);
            return;
        }
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = head(i).length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> headRow = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            headRow.add(head(i));
        }
        out.println(line(headRow, widths));
        for (List<String> row : rows) {
            out.println(line(row, widths));
        }
    }

    private String head(int column) {
        String head = heads.get(column);
        return head.startsWith(">") ? head.substring(1) : head;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            int pad = widths[i] - cell.length();
            if (i > 0) {
                line.append("  ");
            }
            if (heads.get(i).startsWith(">")) {
                line.repeat(" ", pad).append(cell);
            } else {
                line.append(cell).repeat(" ", pad);
            }
        }
        return line.toString().stripTrailing();
    }
}
