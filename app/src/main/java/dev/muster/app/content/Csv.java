package dev.muster.app.content;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.TableView;

/** Comma-separated values as RFC 4180 describes them, safe to be opened in a spreadsheet. */
public final class Csv {
    private static final String LINE_END = "\r\n";
    /** A spreadsheet takes a cell that begins with one of these for a formula; the last four are the wide forms. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {}

    /** The columns shown, in their order, of these rows, under their headings. */
    public static <R> String of(TableView<R> table, Collection<R> rows) {
        List<LiveColumn<R, ?>> columns = table.getVisibleLeafColumns().stream()
                .flatMap(column -> column instanceof LiveColumn<R, ?> live
                        ? java.util.stream.Stream.<LiveColumn<R, ?>>of(live)
                        : java.util.stream.Stream.<LiveColumn<R, ?>>empty())
                .toList();
        StringBuilder out = new StringBuilder(
                line(columns.stream().map(LiveColumn::exportTitle).toList()));
        for (R row : rows) {
            out.append(line(columns.stream().map(column -> column.exported(row)).toList()));
        }
        return out.toString();
    }

    /** One line with its end. */
    public static String line(Collection<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", LINE_END));
    }

    private static String cell(String value) {
        String safe = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
