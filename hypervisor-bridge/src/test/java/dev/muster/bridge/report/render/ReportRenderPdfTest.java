package dev.muster.bridge.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.ReportJson;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** A report as one hands it to a board. */
class ReportRenderPdfTest {
    private static final ReportRenderers RENDERERS = ReportRenderers.ofCatalogues();

    @Test
    void each_page_says_what_it_belongs_to_and_which_it_is() throws IOException {
        Report report = SampleReports.run();
        try (PDDocument pdf = Loader.loadPDF(bytes(report, Locale.GERMAN))) {
            int pages = pdf.getNumberOfPages();
            assertThat(pages).isGreaterThan(1);
            for (int page = 1; page <= pages; page++) {
                assertThat(text(pdf, page))
                        .contains("Muster", "Bericht über einen Wiederanlauf: shop", ReportJson.sha256(report))
                        .contains("Seite " + page + " von")
                        .contains(report.head().id().text());
            }
            assertThat(text(pdf, 1)).contains("✕ Fehlgeschlagen", "2 Std. 5 Min.", "99,95", "30.11.2026 14:05:07 UTC");
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("de");
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Bericht über einen Wiederanlauf: shop");
            assertThat(pdf.getDocumentCatalog().getDocumentOutline().hasChildren())
                    .isTrue();
        }
        try (PDDocument pdf = Loader.loadPDF(bytes(report, Locale.ENGLISH))) {
            assertThat(text(pdf, 1)).contains("Recovery run report", "2 h 5 min", "99.95", "2026-11-30 14:05:07 UTC");
        }
    }

    @Test
    void the_head_of_a_table_is_on_each_page_and_no_row_is_lost() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(bytes(SampleReports.inventory(300), Locale.ENGLISH))) {
            String all = new PDFTextStripper().getText(pdf);
            for (int i = 0; i < 300; i++) {
                assertThat(all).contains("vm-" + i + ".qcow2");
            }
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                assertThat(text(pdf, page)).contains("Name State Path");
            }
        }
    }

    @Test
    void any_name_is_shown_whole() throws IOException {
        String longest = "x".repeat(300);
        for (String name :
                List.of(longest, "\u05E9\u05DC\u05D5\u05DD", "\u4E2D\uD83E\uDD84", "\u0000\u0007\uD800", "")) {
            try (PDDocument pdf = Loader.loadPDF(bytes(SampleReports.named(name), Locale.ENGLISH))) {
                String all = new PDFTextStripper().getText(pdf);
                if (name.equals(longest)) {
                    assertThat(all.replaceAll("[^x]", "").length()).isGreaterThan(5 * 300);
                }
                if (name.startsWith("\u4E2D")) {
                    assertThat(all).contains("[U+4E2D]");
                }
            }
        }
    }

    @Test
    void the_same_report_gives_the_same_bytes_in_every_format() throws IOException {
        for (ReportFormat format : ReportFormat.values()) {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
                assertThat(bytes(SampleReports.run(), locale, format))
                        .isEqualTo(bytes(SampleReports.run(), locale, format));
            }
        }
        assertThat(bytes(SampleReports.run(), Locale.ENGLISH)).isNotEqualTo(bytes(SampleReports.run(), Locale.GERMAN));
    }

    @Test
    void two_thousand_rows_take_seconds_in_every_format() throws IOException {
        Report report = SampleReports.inventory(2_000);
        for (ReportFormat format : ReportFormat.values()) {
            Instant began = Instant.now();
            assertThat(bytes(report, Locale.GERMAN, format).length).isGreaterThan(100_000);
            assertThat(Duration.between(began, Instant.now())).as(format.name()).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static String text(PDDocument pdf, int page) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        return stripper.getText(pdf);
    }

    private static byte[] bytes(Report report, Locale locale) throws IOException {
        return bytes(report, locale, ReportFormat.PDF);
    }

    private static byte[] bytes(Report report, Locale locale, ReportFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RENDERERS.of(format).render(report, locale, out);
        return out.toByteArray();
    }
}
