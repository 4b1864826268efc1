package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.json.ReportJson;
import dev.muster.bridge.open.ReportTransfers;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.report.ReportQuery;
import dev.muster.model.report.ReportQuery.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports in a whole bridge. */
class ReportFeatureTest {
    private static final Principal ANNA = new Principal("anna", Role.ADMINISTRATOR, "local");
    private static final Principal GUEST = new Principal("guest", Role.VIEWER, "local");

    @TempDir
    private Path directory = Path.of("");

    private Path file(ReportId id, ReportFormat format) {
        return directory.resolve("reports").resolve(id.text()).resolve("report." + format.extension());
    }

    private static Job done(HypervisorBridge bridge, Command command) {
        JobId id = bridge.submit(command);
        Job job = await().until(
                        () -> bridge.ask(new JobQuery.Show(id)),
                        shown -> shown.state().isEnded());
        assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.DONE);
        return job;
    }

    private static ReportCommand.Make inventory(ReportFormat... formats) {
        return new ReportCommand.Make(ReportKind.INVENTORY, "all", List.of(formats), ReportLanguage.EN, Map.of());
    }

    private static MadeReport make(HypervisorBridge bridge, Command command) {
        return bridge.ask(new ReportQuery.Show(
                ReportId.of(done(bridge, command).steps().getFirst().subject())));
    }

    private static ReportTransfers.Verified verify(HypervisorBridge bridge, byte[] bytes) {
        return ReportTransfers.verify(bridge, bytes);
    }

    private static List<String> faults(HypervisorBridge bridge) {
        return verify(bridge, new byte[] {1}).verdict().chain().faults();
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    private Path database() throws Exception {
        try (var files = Files.list(directory)) {
            return files.filter(path -> path.toString().endsWith(".db"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_report_is_made_in_each_format_and_one_altered_byte_is_found_in_each() throws Exception {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge anna = bridge.as(ANNA);
            done(anna, new HostCommand.Connect(ConnectionId.of("lab"), "sim:///?hosts=1&vms=3&seed=5"));
            await().until(() -> anna.inventory().vms().size() == 3);
            MadeReport report = make(anna, inventory(ReportFormat.values()));
            assertThat(report.files()).hasSize(4);
            assertThat(report.madeBy()).isEqualTo("anna");
            assertThat(report.rows()).isPositive();
            assertThat(report.previous()).isEmpty();
            for (ReportFormat format : ReportFormat.values()) {
                byte[] bytes = ReportTransfers.fetch(anna, report.id(), format);
                assertThat(bytes).isEqualTo(Files.readAllBytes(file(report.id(), format)));
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(report.id(), format))))
                        .isEqualTo("rw-------");
                ReportTransfers.Verified whole = verify(anna, bytes);
                assertThat(whole.isWhole()).isTrue();
                assertThat(whole.verdict().report()).contains(report);
                assertThat(whole.verdict().format()).contains(format);
                for (int at : new int[] {bytes.length / 2, bytes.length - 1}) {
                    byte[] altered = bytes.clone();
                    altered[at] ^= 1;
                    ReportTransfers.Verified found = verify(anna, altered);
                    assertThat(found.verdict().finding())
                            .as(format + " at " + at)
                            .isEqualTo(Finding.CHANGED);
                    assertThat(found.verdict().format()).contains(format);
                    assertThat(found.firstDifference()).contains((long) at);
                }
            }
            assertThat(verify(anna, "a letter".getBytes(StandardCharsets.UTF_8))
                            .verdict()
                            .finding())
                    .isEqualTo(Finding.UNKNOWN);
            assertThat(anna.inventory().object(MadeReport.class, report.id())).contains(report);
            assertThat(anna.ask(new AuditQuery.Recent(0, 10)).entries()).anySatisfy(entry -> {
                assertThat(entry.action()).isEqualTo("report.made");
                assertThat(entry.detail()).contains(report.jsonSha256());
            });
        }
    }

    @Test
    void reports_made_at_once_form_one_chain_that_is_there_after_a_restart() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge anna = bridge.as(ANNA);
            List<JobId> jobs = IntStream.range(0, 6)
                    .mapToObj(_ -> anna.submit(inventory(ReportFormat.CSV)))
                    .toList();
            jobs.forEach(
                    job -> await().until(() -> anna.ask(new JobQuery.Show(job)).state() == JobState.DONE));
        }
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge anna = bridge.as(ANNA);
            List<MadeReport> reports =
                    anna.ask(new ReportQuery.Recent(10)).reports().reversed();
            assertThat(reports).extracting(MadeReport::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            for (int i = 1; i < reports.size(); i++) {
                assertThat(reports.get(i).previous())
                        .isEqualTo(reports.get(i - 1).jsonSha256());
                assertThat(ReportJson.read(ReportTransfers.fetch(
                                        anna, reports.get(i).id(), ReportFormat.JSON))
                                .head()
                                .previous())
                        .isEqualTo(reports.get(i).previous());
            }
            assertThat(faults(anna)).isEmpty();
            assertThat(anna.inventory().objects(MadeReport.class)).hasSize(6);
            done(anna, new ReportCommand.Delete(reports.get(2).id()));
            assertThat(faults(anna)).as("after an honest deletion").isEmpty();
            assertThat(anna.inventory().objects(MadeReport.class)).hasSize(5);
        }
    }

    @Test
    void what_was_changed_in_the_files_or_in_the_register_is_found() throws Exception {
        List<MadeReport> reports;
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge anna = bridge.as(ANNA);
            for (int i = 0; i < 4; i++) {
                make(anna, inventory(ReportFormat.CSV));
            }
            reports = anna.ask(new ReportQuery.Recent(10)).reports().reversed();
            Path json = file(reports.get(1).id(), ReportFormat.JSON);
            byte[] bytes = Files.readAllBytes(json);
            byte[] altered = Arrays.copyOf(bytes, bytes.length);
            altered[40] ^= 1;
            Files.write(json, altered);
            assertThat(faults(anna))
                    .singleElement()
                    .asString()
                    .contains(reports.get(1).id().text(), "JSON");
            assertThat(catchThrowableOfType(
                                    MusterException.class,
                                    () -> ReportTransfers.fetch(
                                            anna, reports.get(1).id(), ReportFormat.JSON))
                            .problem()
                            .code())
                    .isEqualTo(ErrorCode.REPORT_DAMAGED);
            Files.write(json, bytes);
            assertThat(faults(anna)).isEmpty();
        }
        sql("UPDATE report SET body = replace(body, 'anna', 'emma') WHERE number = 2");
        assertThat(faultsAfterRestart())
                .singleElement()
                .asString()
                .contains(reports.get(1).id().text());
        sql("UPDATE report SET body = replace(body, 'emma', 'anna') WHERE number = 2");
        sql("UPDATE report SET state = 'DELETED' WHERE number = 3");
        assertThat(faultsAfterRestart()).anyMatch(fault -> fault.contains("the audit does not"));
        sql("UPDATE report SET state = 'MADE' WHERE number = 3");
        assertThat(faultsAfterRestart()).isEmpty();
        sql("DELETE FROM report WHERE number = 2");
        assertThat(faultsAfterRestart())
                .anyMatch(fault -> fault.contains("no report number 2"))
                .anyMatch(fault -> fault.contains(reports.get(1).id().text()));
    }

    private List<String> faultsAfterRestart() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            return faults(bridge.as(ANNA));
        }
    }

    @Test
    void a_job_is_reported_with_its_steps_and_previewed_without_being_made() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge anna = bridge.as(ANNA);
            Job connected = done(anna, new HostCommand.Connect(ConnectionId.of("lab"), "sim:///?hosts=1&vms=1&seed=5"));
            String html = anna.ask(new ReportQuery.Preview(
                            ReportKind.JOB, connected.id().text(), ReportLanguage.DE, Map.of()))
                    .html();
            assertThat(html).contains(connected.id().text(), "Schritte", "Bestanden");
            String json = anna.ask(
                            new ReportQuery.Draft(ReportKind.JOB, connected.id().text(), Map.of()))
                    .json();
            Report draft = ReportJson.read(json.getBytes(StandardCharsets.UTF_8));
            assertThat(draft.head().id().text()).isEqualTo("preview");
            assertThat(draft.parts()).anyMatch(part -> part.id().equals("steps"));
            assertThat(anna.ask(new ReportQuery.Recent(10)).reports()).isEmpty();
            MadeReport report = make(
                    anna,
                    new ReportCommand.Make(
                            ReportKind.JOB,
                            connected.id().text(),
                            List.of(ReportFormat.HTML),
                            ReportLanguage.DE,
                            Map.of()));
            assertThat(report.subject()).isEqualTo(connected.title());
            assertThat(report.result().word()).isEqualTo("Passed");
        }
    }

    @Test
    void what_is_not_there_or_not_allowed_is_refused() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge anna = bridge.as(ANNA);
            HypervisorBridge guest = bridge.as(GUEST);
            assertThat(refusal(guest, inventory(ReportFormat.PDF))).isEqualTo(ErrorCode.NOT_ALLOWED);
            assertThat(refusal(
                            anna,
                            new ReportCommand.Make(
                                    ReportKind.JOB, "nothing", List.of(ReportFormat.PDF), ReportLanguage.EN, Map.of())))
                    .isEqualTo(ErrorCode.JOB_NOT_FOUND);
            assertThat(refusal(
                            anna,
                            new ReportCommand.Make(
                                    ReportKind.INVENTORY,
                                    "nowhere",
                                    List.of(ReportFormat.PDF),
                                    ReportLanguage.EN,
                                    Map.of())))
                    .isEqualTo(ErrorCode.HOST_NOT_FOUND);
            assertThat(refusal(anna, new ReportCommand.Delete(ReportId.of("nothing"))))
                    .isEqualTo(ErrorCode.REPORT_NOT_FOUND);
        }
    }

    private static ErrorCode refusal(HypervisorBridge bridge, Command command) {
        return catchThrowableOfType(MusterException.class, () -> bridge.submit(command))
                .problem()
                .code();
    }
}
