package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.testing.Operator;
import dev.muster.bridge.open.ReportTransfers;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.schedule.ScheduleCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports in the real window, by mouse and keyboard. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class ReportWindowTest {
    private SampleWindow window;
    private Operator operator;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() throws InterruptedException {
        window = SampleWindow.open();
        operator = window.operator();
        window.go(new Place.Screen("reports"));
        operator.see("#reports-table");
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void a_report_is_previewed_made_and_seen_in_the_list() {
        operator.click("#report-make-open");
        operator.see(
                "what the inventory would say",
                () -> Operator.words("#report-make-preview").contains("Inventory report"));
        operator.choose("#report-make-kind", "Job");
        operator.see("it cannot be made", () -> !Operator.isUsable("#report-make-go"));
        operator.fill("#report-make-about", "sample-2");
        operator.see(
                "what the job report would say",
                () -> Operator.words("#report-make-preview").contains("Start 4 VMs"));
        operator.click("#report-make-csv");
        operator.click("#report-make-go");
        ReportCommand.Make make = new ReportCommand.Make(
                ReportKind.JOB, "sample-2", List.of(ReportFormat.PDF, ReportFormat.CSV), ReportLanguage.EN, Map.of());
        operator.see("the command", () -> window.bridge().submitted().contains(make));
        operator.seeGone("#report-make");
        MadeReport like = newest();
        MadeReport made = new MadeReport(
                ReportId.of("job-sample-2-20261130-140507-abcd"),
                like.number() + 1,
                ReportKind.JOB,
                "Start 4 VMs again",
                ReportLanguage.EN,
                like.result(),
                like.files(),
                like.madeAt(),
                "operator",
                "",
                23,
                like.jsonSha256());
        window.session().inventory().replace(window.bridge().inventory().with(new InventoryChange.ObjectPut(made)));
        operator.clickText("Start 4 VMs again");
        operator.see(
                "its details",
                () -> Operator.words("#report-facts").contains(made.id().text())
                        && Operator.words("#report-facts").contains(like.id().text()));
    }

    @Test
    void a_changed_file_is_named_as_changed_and_one_as_it_was_made_is_not() throws IOException {
        byte[] content = ReportTransfers.fetch(window.bridge(), newest().id(), ReportFormat.JSON);
        Path whole = Files.write(directory.resolve("whole.json"), content);
        content[content.length - 2] ^= 1;
        Path changed = Files.write(directory.resolve("changed.json"), content);
        operator.click("#reports-tab-check");
        operator.see("nothing to check", () -> !Operator.isUsable("#report-check-go"));
        operator.fill("#report-check-path", changed.toString());
        operator.press(KeyCode.ENTER);
        operator.see(
                "it was changed", () -> Operator.words("#report-check-headline").equals("Changed"));
        assertThat(Operator.fx(() -> Operator.words("#report-check-answer"))).contains("The first byte that differs");
        operator.fill("#report-check-path", whole.toString());
        operator.click("#report-check-go");
        operator.see(
                "it was not", () -> Operator.words("#report-check-headline").equals("Unchanged"));
    }

    @Test
    void a_report_is_deleted_after_a_question() {
        operator.see(
                "the newest",
                () -> Operator.words("#report-facts").contains(newest().id().text()));
        operator.click("#report-delete");
        operator.see("#confirm-go");
        operator.press(KeyCode.ENTER);
        operator.see(
                "the command", () -> window.bridge().submitted().contains(new ReportCommand.Delete(newest().id())));
    }

    @Test
    void a_report_opens_with_enter_and_closes_with_escape() {
        operator.clickText("Start 4 VMs");
        operator.press(KeyCode.ENTER);
        operator.see("what it says", () -> Operator.words("#report-shown").contains("db-21 did not answer in time."));
        operator.press(KeyCode.ESCAPE);
        operator.seeGone("#report-shown");
    }

    @Test
    void a_report_is_scheduled() {
        operator.click("#reports-tab-scheduled");
        operator.click("#report-schedule-new");
        operator.fill("#report-make-name", "hosts");
        operator.click("#report-make-go");
        operator.see(
                "the schedule",
                () -> window.bridge().submitted().stream()
                        .anyMatch(command -> command instanceof ScheduleCommand.Set set
                                && set.schedule().text().equals("hosts")
                                && set.command() instanceof ReportCommand.Make));
    }

    private MadeReport newest() {
        return window.bridge().inventory().objects(MadeReport.class).values().stream()
                .max(Comparator.comparingLong(MadeReport::number))
                .orElseThrow();
    }
}
