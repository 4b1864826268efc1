package dev.muster.bridge.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.muster.bridge.json.ReportJson;
import dev.muster.model.error.MusterException;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The canonical form of a report, and the schema that is published for it. */
class ReportRenderJsonTest {
    private static final Report RUN = SampleReports.run();

    @Test
    void a_report_with_every_part_and_value_is_valid() throws IOException {
        Set<Class<?>> parts = new HashSet<>();
        RUN.parts().forEach(part -> parts.add(part.getClass()));
        assertThat(parts).containsExactlyInAnyOrder(ReportPart.class.getPermittedSubclasses());
        String json = json(RUN);
        for (Class<?> value : ReportValue.class.getPermittedSubclasses()) {
            assertThat(json).contains("\"type\":\"" + dev.muster.bridge.json.Json.typeName(value) + "\"");
        }
        assertThat(faults(json)).isEmpty();
        assertThat(faults(json(SampleReports.inventory(20)))).isEmpty();
    }

    @Test
    void an_unknown_property_and_a_wrong_type_are_refused() throws IOException {
        String json = json(RUN);
        assertThat(faults(json.replaceFirst("\"format\"", "\"more\":1,\"format\"")))
                .isNotEmpty();
        assertThat(faults(json.replaceFirst("\"attempts\":1", "\"attempts\":\"1\"")))
                .isNotEmpty();
        assertThat(faults(json.replaceFirst("\"severity\":\"FAILED\"", "\"severity\":\"BAD\"")))
                .isNotEmpty();
        assertThat(faults(json.replaceFirst("\"label\":\"Started\",", ""))).isNotEmpty();
        assertThat(faults(json.replaceFirst("muster report 1", "muster report 2")))
                .isNotEmpty();
        assertThatThrownBy(() -> ReportJson.read(
                        json.replaceFirst("\"format\"", "\"more\":1,\"format\"").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MusterException.class);
    }

    @Test
    void what_is_read_back_is_the_same_report_with_the_same_bytes() {
        byte[] bytes = ReportJson.bytes(RUN);
        Report read = ReportJson.read(bytes);
        assertThat(read).isEqualTo(RUN);
        assertThat(ReportJson.bytes(read)).isEqualTo(bytes);
        assertThat(ReportJson.bytes(SampleReports.run())).isEqualTo(bytes);
    }

    @Test
    void one_altered_byte_changes_the_checksum() {
        byte[] bytes = ReportJson.bytes(RUN);
        String before = ReportJson.sha256(RUN);
        bytes[bytes.length / 2] ^= 1;
        assertThat(ReportJson.sha256(bytes)).hasSize(64).isNotEqualTo(before);
    }

    @Test
    void json_is_the_same_in_each_language() throws IOException {
        ByteArrayOutputStream german = new ByteArrayOutputStream();
        new JsonRenderer().render(RUN, Locale.GERMAN, german);
        assertThat(german.toByteArray()).isEqualTo(ReportJson.bytes(RUN));
    }

    private static String json(Report report) {
        return new String(ReportJson.bytes(report), StandardCharsets.UTF_8);
    }

    private static List<Error> faults(String json) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../docs/reports/report.schema.json")));
        return schema.validate(json, InputFormat.JSON);
    }
}
