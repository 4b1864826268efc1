package dev.muster.bridge.report.render;

import dev.muster.bridge.json.ReportJson;
import dev.muster.model.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.Locale;
import org.openpdf.text.Document;
import org.openpdf.text.PageSize;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfEncryption;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Writes a report as PDF on pages of A4, with bookmarks, embedded fonts and the language in which it is. Dates and ids in the file come
 * from the report and not from the clock, so that the same report can be made again and compared. Pages are written as they are
 * full.
 */
public final class PdfRenderer implements ReportRenderer {
    private static final float SIDE = 54;
    private static final float TOP = 72;
    private static final float BOTTOM = 64;

    private final Translator translator;

    /** Makes a renderer that translates messages and labels so. */
    public PdfRenderer(Translator translator) {
        this.translator = translator;
    }

    @Override
    public void render(Report report, Locale locale, OutputStream out) throws IOException {
        ValueText text = new ValueText(translator, locale);
        String sha256 = ReportJson.sha256(report);
        PdfFonts fonts = new PdfFonts(sha256 + text.language());
        Document document = new Document(PageSize.A4, SIDE, SIDE, TOP, BOTTOM);
        PdfWriter writer = PdfWriter.getInstance(document, out);
        writer.setCloseStream(false);
        writer.setPageEvent(
                new PdfPages(fonts, text, text.title(report), report.head().id().text(), sha256));
        writer.setViewerPreferences(PdfWriter.PageModeUseOutlines | PdfWriter.DisplayDocTitle);
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString(text.language()));
        document.addTitle(text.title(report));
        document.addSubject(report.head().id().text());
        document.addAuthor(Clean.text(report.head().madeBy()));
        document.addCreator("Muster " + Clean.text(report.head().version()));
        document.open();
        describe(writer.getInfo(), report, sha256);
        new PdfParts(document, writer, fonts, text).write(report, sha256);
        document.close();
        out.flush();
    }

    private static void describe(PdfDictionary info, Report report, String sha256) {
        PdfDate made = new PdfDate(GregorianCalendar.from(report.head().madeAt().atZone(ZoneOffset.UTC)));
        info.put(PdfName.CREATIONDATE, made);
        info.put(PdfName.MODDATE, made);
        byte[] id = HexFormat.of().parseHex(sha256);
        info.put(PdfName.FILEID, PdfEncryption.createInfoId(id, id));
    }
}
