package dev.muster.bridge.report.render;

import dev.muster.model.report.ReportPart.Bar;
import dev.muster.model.report.ReportPart.Span;
import java.awt.Color;
import java.time.Duration;
import java.util.Optional;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPCellEvent;
import org.openpdf.text.pdf.PdfPTable;

/**
 * The cells of a Gantt chart, drawn as vectors: each bar is a row of a table, so that long charts go on over pages below their
 * axis. Planned times are light, above the actual ones.
 */
final class PdfGantt {
    private static final float AXIS = 6.5f;

    private final TimeAxis axis;
    private final BaseFont font;
    private final ValueText text;

    PdfGantt(TimeAxis axis, BaseFont font, ValueText text) {
        this.axis = axis;
        this.font = font;
        this.text = text;
    }

    /** Returns the cell above all bars, with the marks of the axis. */
    PdfPCell head() {
        PdfPCell cell = drawn((area, canvas) -> {
            for (Duration tick : axis.ticks()) {
                String label = tick.isZero() ? "0" : text.duration(tick);
                float width = font.getWidthPoint(label, AXIS);
                float x = Math.min(x(area, tick) - width / 2, area.getRight() - width - 4);
                canvas.beginText();
                canvas.setColorFill(PdfFonts.DIM);
                canvas.setFontAndSize(font, AXIS);
                canvas.setTextMatrix(Math.max(x, area.getLeft()), area.getBottom() + 5);
                canvas.showText(label);
                canvas.endText();
            }
        });
        cell.setBackgroundColor(PdfFonts.HEAD);
        cell.setBorderWidthBottom(0.9f);
        return cell;
    }

    /** Returns the cell of one bar. */
    PdfPCell bar(Bar bar) {
        PdfPCell cell = drawn((area, canvas) -> {
            canvas.setColorStroke(PdfFonts.LINE);
            canvas.setLineWidth(0.4f);
            for (Duration tick : axis.ticks()) {
                canvas.moveTo(x(area, tick), area.getBottom());
                canvas.lineTo(x(area, tick), area.getTop());
                canvas.stroke();
            }
            float middle = area.getTop() - 10;
            span(area, canvas, bar.planned(), middle + 0.8f, 4, PdfFonts.PLANNED);
            span(
                    area,
                    canvas,
                    bar.actual(),
                    middle - 5.5f,
                    5.5f,
                    PdfFonts.color(bar.state().severity()));
        });
        cell.setMinimumHeight(20);
        return cell;
    }

    private void span(Rectangle area, PdfContentByte canvas, Optional<Span> span, float y, float height, Color color) {
        if (span.isEmpty()) {
            return;
        }
        float begin = x(area, span.get().begin());
        canvas.setColorFill(color);
        canvas.rectangle(begin, y, Math.max(0.8f, x(area, span.get().end()) - begin), height);
        canvas.fill();
    }

    private float x(Rectangle area, Duration time) {
        return area.getLeft() + 8 + (float) axis.place(time) * (area.getWidth() - 20);
    }

    private static PdfPCell drawn(Drawing drawing) {
        PdfPCell cell = new PdfPCell();
        PdfCells.ruled(cell);
        cell.setCellEvent(new OnLayout(drawing));
        return cell;
    }

    private interface Drawing {
        void draw(Rectangle area, PdfContentByte canvas);
    }

    private record OnLayout(Drawing drawing) implements PdfPCellEvent {
        @Override
        public void cellLayout(PdfPCell cell, Rectangle area, PdfContentByte[] canvases) {
            PdfContentByte canvas = canvases[PdfPTable.LINECANVAS];
            canvas.saveState();
            drawing.draw(area, canvas);
            canvas.restoreState();
        }
    }
}
