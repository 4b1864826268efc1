package dev.muster.bridge.report.render;

import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.ValueType;
import java.util.List;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfWriter;

/** Cells of tables in a PDF: grey rules between rows, nothing between columns. */
final class PdfCells {
    /** Space within a cell on each side, in points. */
    static final float PADDING = 4;

    private final PdfFonts fonts;
    private final ValueText text;
    private final float size;

    /**
     * Makes cells of one size of text.
     *
     * @param size in points
     */
    PdfCells(PdfFonts fonts, ValueText text, float size) {
        this.fonts = fonts;
        this.text = text;
        this.size = size;
    }

    /** Returns the head of a column. */
    PdfPCell head(String label, boolean right) {
        PdfPCell cell = cell(label, fonts.bold(size));
        cell.setBackgroundColor(PdfFonts.HEAD);
        cell.setBorderWidthBottom(0.9f);
        cell.setVerticalAlignment(Element.ALIGN_BOTTOM);
        cell.setHorizontalAlignment(right ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
        return cell;
    }

    /** Returns the heads of columns. */
    PdfPCell[] heads(List<Column> columns, List<String> labels) {
        PdfPCell[] heads = new PdfPCell[labels.size()];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = head(labels.get(i), columns.get(i).type().isRightAligned());
        }
        return heads;
    }

    /** Returns the values of a row. */
    PdfPCell[] row(List<Column> columns, List<ReportValue> values) {
        PdfPCell[] row = new PdfPCell[values.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = value(values.get(i), columns.get(i).type());
        }
        return row;
    }

    /** Returns the label of a row. */
    PdfPCell label(String label) {
        return cell(label, fonts.dim(size));
    }

    /** Returns text as it is. */
    PdfPCell text(String words) {
        return cell(words, fonts.text(size));
    }

    /** Returns a value in a column of that type. */
    PdfPCell value(ReportValue value, ValueType column) {
        PdfPCell cell = cell(shown(value), font(value));
        if (column.isRightAligned()) {
            cell.setHorizontalAlignment(Element.ALIGN_RIGHT);
        }
        return cell;
    }

    /** Returns a value as its cell shows it. */
    String shown(ReportValue value) {
        return switch (value) {
            case ReportValue.State state -> HtmlRenderer.shape(state.severity()) + text.of(state);
            case ReportValue.Plain plain when plain.text().isEmpty() -> "–";
            case ReportValue.Plain _,
                    ReportValue.Message _,
                    ReportValue.Figure _,
                    ReportValue.At _,
                    ReportValue.Took _,
                    ReportValue.Size _,
                    ReportValue.Hash _,
                    ReportValue.Code _ -> text.of(value);
        };
    }

    /** Returns the font of a value. */
    Font font(ReportValue value) {
        return switch (value) {
            case ReportValue.State state -> fonts.bold(size, PdfFonts.color(state.severity()));
            case ReportValue.Hash _, ReportValue.Code _ -> fonts.mono(size - 1);
            case ReportValue.Plain _,
                    ReportValue.Message _,
                    ReportValue.Figure _,
                    ReportValue.At _,
                    ReportValue.Took _,
                    ReportValue.Size _ -> fonts.text(size);
        };
    }

    /** Returns how wide a text is in points, with the space around it. */
    float width(String words, Font font) {
        return font.getBaseFont().getWidthPoint(PdfFonts.shown(words, font.getBaseFont()), font.getSize())
                + 2 * PADDING
                + 1;
    }

    /** Returns the width of the head of a column in points. */
    float headWidth(String label) {
        return width(label, fonts.bold(size));
    }

    /** Returns a cell with a rule below it. */
    static PdfPCell cell(String words, Font font) {
        String shown = PdfFonts.shown(words, font.getBaseFont());
        PdfPCell cell = new PdfPCell(new Phrase(font.getSize() * 1.3f, shown, font));
        ruled(cell);
        if (PdfFonts.isBidirectional(shown)) {
            cell.setRunDirection(PdfWriter.RUN_DIRECTION_LTR);
        }
        return cell;
    }

    /** Gives a cell its rule and the space in it. */
    static void ruled(PdfPCell cell) {
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(PdfFonts.LINE);
        cell.setBorderWidth(0.5f);
        cell.setPadding(PADDING);
        cell.setPaddingBottom(PADDING + 1);
        cell.setUseAscender(true);
        cell.setUseDescender(true);
    }
}
