package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.muster.bridge.open.ReportTransfers;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.report.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Makes reports in each format and both languages, and keeps the files beside the results of the tests, to be looked at. */
final class KeptReports {
    private final RealBridge bridge;
    private final Schema schema;

    KeptReports(RealBridge bridge) throws IOException {
        this.bridge = bridge;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../docs/reports/report.schema.json")));
    }

    MadeReport made(ReportKind kind, String about, ReportLanguage language) {
        bridge.done(new ReportCommand.Make(kind, about, List.of(ReportFormat.values()), language, Map.of()));
        return bridge.bridge().inventory().objects(MadeReport.class).values().stream()
                .max(Comparator.comparingLong(MadeReport::number))
                .orElseThrow();
    }

    String text(MadeReport report, ReportFormat format) {
        return new String(ReportTransfers.fetch(bridge.bridge(), report.id(), format), StandardCharsets.UTF_8);
    }

    /**
     * Makes it in all forms, each of which can be verified, not with one byte altered, and the JSON form of which is as published.
     *
     * @return the English one
     */
    MadeReport require(ReportKind kind, String about) {
        for (ReportLanguage language : ReportLanguage.values()) {
            require(made(kind, about, language), language);
        }
        return bridge.bridge().inventory().objects(MadeReport.class).values().stream()
                .filter(report -> report.kind() == kind && report.language() == ReportLanguage.EN)
                .max(Comparator.comparingLong(MadeReport::number))
                .orElseThrow();
    }

    private void require(MadeReport report, ReportLanguage language) {
        String kind = report.kind().word();
        assertThat(report.result().severity()).as(kind + " " + report.result()).isNotEqualTo(Severity.FAILED);
        for (ReportFormat format : ReportFormat.values()) {
            byte[] file = ReportTransfers.fetch(bridge.bridge(), report.id(), format);
            assertThat(ReportTransfers.verify(bridge.bridge(), file).isWhole())
                    .as(kind + " " + format)
                    .isTrue();
            byte[] altered = file.clone();
            altered[file.length / 2] ^= 1;
            assertThat(ReportTransfers.verify(bridge.bridge(), altered).isWhole())
                    .as(kind + " " + format + ", one byte altered")
                    .isFalse();
            try {
                Path kept = Files.createDirectories(Path.of("target/reports"));
                Files.write(kept.resolve(kind + "." + language + "." + format.extension()), file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(schema.validate(text(report, ReportFormat.JSON), InputFormat.JSON))
                .as("the JSON form of " + kind)
                .isEmpty();
    }
}
