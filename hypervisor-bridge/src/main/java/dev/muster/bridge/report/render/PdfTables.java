package dev.muster.bridge.report.render;

import org.openpdf.text.Document;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;

/** A table that is written as it grows, so that its rows are not all kept; its head is on each page. */
final class PdfTables {
    /** Rows that are kept before they are written. */
    private static final int KEPT = 50;

    private final Document document;
    private final PdfPTable table;
    private int rows;

    /**
     * Begins a table.
     *
     * @param widths of its columns, in any unit
     * @param heads the cells of its head, none for a table without one
     */
    PdfTables(Document document, float[] widths, PdfPCell... heads) {
        this.document = document;
        this.table = new PdfPTable(widths.length);
        table.setWidths(widths);
        table.setWidthPercentage(100);
        table.setSpacingBefore(2);
        for (PdfPCell head : heads) {
            table.addCell(head);
        }
        table.setHeaderRows(heads.length == 0 ? 0 : 1);
        table.setComplete(false);
    }

    /** Writes a row. */
    void row(PdfPCell... cells) {
        for (PdfPCell cell : cells) {
            table.addCell(cell);
        }
        if (++rows % KEPT == 0) {
            document.add(table);
        }
    }

    /** Writes what is left. */
    void end() {
        table.setComplete(true);
        document.add(table);
    }
}
