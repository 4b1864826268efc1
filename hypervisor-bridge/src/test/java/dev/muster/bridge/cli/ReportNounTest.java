package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports on the command line. */
class ReportNounTest {
    @TempDir
    private Path directory = Path.of("");

    private String out = "";
    private String err = "";

    @Test
    void a_report_is_made_downloaded_shown_verified_and_deleted() throws Exception {
        Path reports = directory.resolve("handed-out");
        assertThat(ctl(
                        "report",
                        "make",
                        "inventory",
                        "all",
                        "--format",
                        "pdf",
                        "--format",
                        "csv",
                        "--language",
                        "de",
                        "-o",
                        reports.toString()))
                .as(err)
                .isZero();
        String id = out.lines().findFirst().orElseThrow();
        Path pdf = reports.resolve(id + ".pdf");
        assertThat(out).contains(pdf.toString(), id + ".csv");
        assertThat(Files.readAllBytes(pdf)).startsWith('%', 'P', 'D', 'F');

        assertThat(ctl("report", "list", "--json")).isZero();
        MadeReport made = Json.read(out, MadeReport[].class)[0];
        assertThat(made.id().text()).isEqualTo(id);
        assertThat(made.file(ReportFormat.JSON)).isPresent();
        assertThat(ctl("report", "list")).isZero();
        assertThat(out).contains(id, "inventory", "csv");
        assertThat(ctl("report", "show", id)).isZero();
        assertThat(out).contains("Inventory report", made.jsonSha256());
        Path csv = directory.resolve("again.csv");
        assertThat(ctl("report", "show", id, "--format", "csv", "-o", csv.toString()))
                .isZero();
        assertThat(csv).hasSameBinaryContentAs(reports.resolve(id + ".csv"));
        assertThat(ctl("report", "show", id, "--format", "html")).isEqualTo(3);
        assertThat(err).startsWith("REP-1");

        assertThat(ctl("report", "verify", pdf.toString())).as(out).isZero();
        assertThat(out).startsWith("Made here: ").contains(id, "unbroken");
        byte[] bytes = Files.readAllBytes(pdf);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pdf, bytes);
        assertThat(ctl("report", "verify", pdf.toString())).isEqualTo(1);
        assertThat(out).startsWith("Changed: ").contains("Byte " + bytes.length / 2 + " is the first that differs.");
        assertThat(ctl("report", "verify", Files.writeString(csv, "nothing").toString()))
                .isEqualTo(1);
        assertThat(out).startsWith("Unknown: ");

        assertThat(ctl("report", "delete", id)).as(err).isZero();
        assertThat(ctl("report", "list")).isZero();
        assertThat(out).contains("There are no reports.");
        assertThat(ctl("report", "verify", reports.resolve(id + ".csv").toString()))
                .as("what was handed out is still known")
                .isZero();
        assertThat(out).contains("no longer kept");
    }

    @Test
    void a_report_is_made_by_the_calendar_and_what_makes_no_sense_is_refused() {
        assertThat(ctl("report", "schedule", "monthly", "inventory", "--when", "monthly 1 02:00", "--format", "pdf"))
                .as(err)
                .isZero();
        assertThat(ctl("schedule", "list")).isZero();
        assertThat(out).contains("monthly 1 02:00", "report.make");
        assertThat(ctl("report", "make", "weather")).isEqualTo(2);
        assertThat(ctl("report", "make", "job", "nothing")).isEqualTo(3);
        assertThat(ctl("report", "make", "inventory", "--format", "docx")).isEqualTo(2);
        assertThat(ctl("report", "make", "inventory", "--filter", "colour=red")).isEqualTo(2);
        assertThat(ctl("report", "show", "nothing")).isEqualTo(3);
    }

    private int ctl(String... words) {
        CtlLine line = CtlLine.ctl(directory.resolve("state"), words);
        out = line.out();
        err = line.err();
        return line.status();
    }
}
