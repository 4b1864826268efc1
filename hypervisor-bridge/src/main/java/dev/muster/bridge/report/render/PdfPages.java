package dev.muster.bridge.report.render;

import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/** What each page has above and below: what the report is, its checksum, and which page of how many it is. */
final class PdfPages extends PdfPageEventHelper {
    private static final float SMALL = 7.5f;
    private static final float ID = 6.5f;
    /** Room for the number of pages. */
    private static final float TOTAL = 10;

    private final PdfFonts fonts;
    private final ValueText text;
    private final String title;
    private final String id;
    private final String sha256;
    private @Nullable PdfTemplate total;

    PdfPages(PdfFonts fonts, ValueText text, String title, String id, String sha256) {
        this.fonts = fonts;
        this.text = text;
        this.title = PdfFonts.shown(title, fonts.text).replace('\n', ' ');
        this.id = id;
        this.sha256 = sha256;
    }

    @Override
    public void onEndPage(PdfWriter writer, Document document) {
        PdfContentByte canvas = writer.getDirectContent();
        float left = document.left();
        float right = document.right();
        float top = document.top() + 26;
        float bottom = document.bottom() - 26;
        rule(canvas, left, right, top - 7);
        rule(canvas, left, right, bottom + 11);
        write(canvas, fonts.bold, SMALL, "Muster", left, top);
        float start = left + fonts.bold.getWidthPoint("Muster", SMALL) + 10;
        float end = right - fonts.mono.getWidthPoint(id, ID);
        write(canvas, fonts.mono, ID, id, end, top);
        write(canvas, fonts.text, SMALL, fitting(title, end - start - 12), start, top);
        String label = text.say(Words.SHA_256) + "  ";
        write(canvas, fonts.text, ID, label, left, bottom);
        write(canvas, fonts.mono, ID, sha256, left + fonts.text.getWidthPoint(label, ID), bottom);
        String page = text.say(Words.page(Integer.toString(writer.getPageNumber()), "{1}"));
        String before = page.substring(0, page.indexOf("{1}"));
        float at = right - TOTAL;
        write(canvas, fonts.text, SMALL, before, at - fonts.text.getWidthPoint(before, SMALL), bottom);
        canvas.addTemplate(total(writer), at, bottom);
    }

    @Override
    public void onCloseDocument(PdfWriter writer, Document document) {
        // the number of the page that would come next
        write(total(writer), fonts.text, SMALL, Integer.toString(writer.getPageNumber() - 1), 0, 0);
    }

    private PdfTemplate total(PdfWriter writer) {
        PdfTemplate known = total;
        if (known == null) {
            known = writer.getDirectContent().createTemplate(TOTAL + 30, 12);
            total = known;
        }
        return known;
    }

    /** The whole title is on the first page; above the others there is one line for it. */
    private String fitting(String words, float width) {
        String fitting = words;
        while (fonts.text.getWidthPoint(fitting, SMALL) > width && fitting.length() > 2) {
            fitting =
                    fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), fitting.endsWith("…") ? -2 : -1))
                            + "…";
        }
        return fitting;
    }

    private static void rule(PdfContentByte canvas, float left, float right, float y) {
        canvas.saveState();
        canvas.setColorStroke(PdfFonts.LINE);
        canvas.setLineWidth(0.5f);
        canvas.moveTo(left, y);
        canvas.lineTo(right, y);
        canvas.stroke();
        canvas.restoreState();
    }

    private static void write(PdfContentByte canvas, BaseFont font, float size, String words, float x, float y) {
        canvas.saveState();
        canvas.beginText();
        canvas.setColorFill(PdfFonts.DIM);
        canvas.setFontAndSize(font, size);
        canvas.setTextMatrix(x, y);
        canvas.showText(words);
        canvas.endText();
        canvas.restoreState();
    }
}
