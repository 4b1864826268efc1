package dev.muster.bridge.report.render;

import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openpdf.text.Document;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfPCell;

/** A table of which what is too long for a column is written below each row, over its whole width. */
final class PdfLongColumns {
    /** More letters than this make a column of a wide table longer than it is wide. */
    private static final int LONG = 120;

    /** A table of fewer columns has room. */
    private static final int WIDE = 6;

    /** A table of so many columns has no room for a checksum. */
    private static final int MANY = 8;

    private static final float SMALL = 6.8f;

    private final ReportPart.Table table;
    private final List<String> labels;
    private final List<Integer> beside;
    private final List<Integer> below;

    PdfLongColumns(ReportPart.Table table, List<String> labels) {
        this.table = table;
        this.labels = labels;
        this.below = IntStream.range(0, labels.size())
                .filter(column -> (labels.size() >= WIDE && isLong(column)) || isHashOfMany(column))
                .boxed()
                .toList();
        this.beside = IntStream.range(0, labels.size())
                .filter(column -> !below.contains(column))
                .boxed()
                .toList();
    }

    /** Nobody reads a checksum in lines of six digits. */
    private boolean isHashOfMany(int column) {
        return labels.size() >= MANY && table.columns().get(column).type() == ValueType.HASH;
    }

    private boolean isLong(int column) {
        return table.rows().stream().anyMatch(row -> row.get(column).canonical().length() > LONG);
    }

    void draw(Document document, PdfCells cells, PdfFonts fonts, float width) {
        List<Column> columns = of(table.columns());
        List<String> heads = of(labels);
        float[] widths =
                PdfWidths.of(columns, table.rows().stream().map(this::of).toList(), heads, cells, width);
        PdfTables out = new PdfTables(document, widths, cells.heads(columns, heads));
        for (List<ReportValue> row : table.rows()) {
            List<PdfPCell> more = below.stream()
                    .filter(column -> !row.get(column).canonical().isEmpty())
                    .map(column ->
                            below(labels.get(column) + ": " + cells.shown(row.get(column)), fonts, columns.size()))
                    .toList();
            List<PdfPCell> all = new ArrayList<>(List.of(cells.row(columns, of(row))));
            all.addAll(more);
            // only what comes last has a rule below it
            all.subList(0, more.isEmpty() ? 0 : all.size() - 1).forEach(cell -> cell.setBorder(Rectangle.NO_BORDER));
            out.row(all.toArray(PdfPCell[]::new));
        }
        out.end();
    }

    private static PdfPCell below(String words, PdfFonts fonts, int columns) {
        PdfPCell cell = PdfCells.cell(words, fonts.output(words, SMALL));
        cell.setColspan(columns);
        cell.setPaddingTop(0);
        return cell;
    }

    private <T> List<T> of(List<T> all) {
        return beside.stream().map(all::get).toList();
    }
}
