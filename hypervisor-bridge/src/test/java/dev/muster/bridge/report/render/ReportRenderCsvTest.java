package dev.muster.bridge.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A report for spreadsheets. */
class ReportRenderCsvTest {
    @Test
    void it_begins_with_a_byte_order_mark_and_its_lines_end_with_cr_lf() throws IOException {
        String csv = csv(SampleReports.inventory(3), Locale.ENGLISH);
        assertThat(csv).startsWith("\uFEFFInventory report,").endsWith("\r\n");
        assertThat(csv.replace("\r\n", "")).doesNotContain("\n", "\r");
    }

    @Test
    void sections_are_blocks_with_heading_and_translated_labels() throws IOException {
        String csv = csv(SampleReports.run(), Locale.GERMAN);
        assertThat(csv)
                .contains("Bericht über einen Wiederanlauf,shop\r\n")
                .contains("\r\n\r\nMaschinen\r\n")
                .contains("Dauer (s)")
                .contains("web-2,Bestanden,2026-11-30T14:07:17Z,62,8643975308,1\r\n");
    }

    @Test
    void no_cell_is_a_formula_and_negative_numbers_stay_numbers() throws IOException {
        for (String evil : List.of("=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\uFF1D1")) {
            assertThat(cells(SampleReports.named(evil)))
                    .filteredOn(cell -> !cell.isEmpty() && "=+-@\t\r\n\uFF1D".indexOf(cell.charAt(0)) >= 0)
                    .isEmpty();
            assertThat(CsvCell.safe(evil)).startsWith("'");
        }
        assertThat(CsvCell.safe("-12.5")).isEqualTo("-12.5");
        assertThat(CsvCell.safe("a-b")).isEqualTo("a-b");
        assertThat(cells(SampleReports.run())).contains("-3");
    }

    /** Blocks have different numbers of columns, so each line is read by itself; within cells lines end with LF alone. */
    private static List<String> cells(Report report) throws IOException {
        return Stream.of(csv(report, Locale.ENGLISH).split("\r\n"))
                .flatMap(line -> CsvReader.builder().ofCsvRecord(line).stream())
                .flatMap(line -> line.getFields().stream())
                .toList();
    }

    private static String csv(Report report, Locale locale) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportRenderers.ofCatalogues().of(ReportFormat.CSV).render(report, locale, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
