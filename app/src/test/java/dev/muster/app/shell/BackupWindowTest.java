package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.testing.Operator;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.schedule.ScheduleCommand;
import java.util.Objects;
import java.util.UUID;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Backups in the real window, by mouse and keyboard. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class BackupWindowTest {
    private static final VmId WEB = new VmId(new HostId("h1"), new UUID(1, 0));

    private SampleWindow window;
    private Operator operator;

    @BeforeEach
    void open() throws InterruptedException {
        window = SampleWindow.open();
        operator = window.operator();
        operator.clickText("Backups");
        operator.see("#backups-table");
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void every_vm_says_how_it_is_protected_and_one_that_failed_why() {
        operator.see(
                "never",
                () -> Operator.rows("#backups-table").stream()
                        .anyMatch(row -> row.contains("Never backed up") && row.contains("never")));
        operator.see("the sum", () -> Operator.words("#backups-summary").contains("1 failed last"));
        operator.clickText("State");
        operator.clickText("mail-13");
        operator.see("why", () -> Operator.words("#backups-failure").contains("The repository is full."));
    }

    @Test
    void the_keyboard_chooses_points_and_their_detail_follows() {
        page();
        operator.click("#vm-backups-timeline");
        operator.press(KeyCode.END);
        operator.see(
                "the newest", () -> Operator.words("#vm-backups-point-title").startsWith("Incremental"));
        operator.see("its number", () -> accessible().startsWith("Point 22 of 22"));
        operator.press(KeyCode.LEFT);
        operator.see("the one before", () -> accessible().startsWith("Point 21 of 22"));
        operator.press(KeyCode.HOME);
        operator.see("the first", () -> accessible().startsWith("Point 1 of 22: Full"));
        operator.see(
                "a full one", () -> Operator.words("#vm-backups-point-title").startsWith("Full"));
        operator.press(KeyCode.DOWN);
        operator.see("off site", () -> accessible().endsWith("offsite"));
        assertThat(Operator.fx(SampleWindow::focus)).isEqualTo("vm-backups-timeline");
    }

    @Test
    void back_up_now_asks_where_to_and_submits_it() {
        page();
        operator.click("#vm-backups-now");
        operator.see(
                "the one used last",
                () -> Operator.words("#backup-run-repository").equals("nightly"));
        operator.press(KeyCode.DOWN);
        operator.press(KeyCode.ENTER);
        submitted(new BackupCommand.Run(WEB, new RepositoryId("offsite")));
    }

    @Test
    void a_repository_is_added_in_a_dialog_that_says_what_is_wrong() {
        operator.clickText("Repositories (1 problem)");
        operator.see(
                "the remedy",
                () -> Operator.words("#repositories-problem").contains("it goes on by itself when it answers again"));
        operator.click("#repository-add-open");
        operator.see("#repository-name");
        operator.type("Weekly");
        operator.fill("#repository-path", "/srv/weekly");
        operator.see("what is wrong", () -> Operator.words("#repository-said").contains("cannot be the name"));
        assertThat(Operator.fx(() -> Operator.isUsable("#repository-add-go"))).isFalse();
        operator.fill("#repository-name", "weekly");
        operator.press(KeyCode.ENTER);
        submitted(new BackupCommand.AddRepository(new RepositoryId("weekly"), "/srv/weekly"));
    }

    @Test
    void all_points_of_a_repository_are_verified_where_it_can_be_worked_with() {
        operator.clickText("Repositories (1 problem)");
        operator.see("one that is silent", () -> !Operator.isUsable("#repository-check"));
        operator.clickText("nightly");
        operator.see(
                "how long there is room",
                () -> Operator.words("#repositories-table").contains("42 days"));
        operator.click("#repository-check");
        submitted(new BackupCommand.CheckRepository(new RepositoryId("nightly")));
    }

    @Test
    void a_schedule_of_many_vms_says_how_many_and_keeps_so_many_points() {
        operator.clickText("Schedules (2 problems)");
        operator.clickText("month-end-archive");
        operator.click("#schedule-edit");
        operator.see("the dialog", () -> Operator.words("#schedule-said").contains("VMs are found now. Runs monthly"));
        operator.fill("#schedule-keep-yearly", "many");
        operator.see("what is wrong", () -> Operator.words("#schedule-said").contains("how many are kept as numbers"));
        operator.fill("#schedule-keep-yearly", "3");
        operator.see("right again", () -> Operator.isUsable("#schedule-go"));
        operator.click("#schedule-go");
        operator.see(
                "a schedule that keeps three years",
                () -> window.bridge().submitted().stream()
                        .anyMatch(command -> command instanceof ScheduleCommand.Set set
                                && set.command() instanceof BackupCommand.RunMany many
                                && many.keep().equals(new KeepRule(0, 0, 0, 0, 12, 3))));
    }

    @Test
    void what_stays_is_said_before_a_repository_is_removed() {
        operator.clickText("Repositories (1 problem)");
        operator.clickText("offsite");
        operator.click("#repository-remove");
        operator.see("what stays", () -> Operator.words("#confirm").contains("/mnt/offsite/muster stays"));
        operator.press(KeyCode.ENTER);
        submitted(new BackupCommand.RemoveRepository(new RepositoryId("offsite")));
    }

    private void page() {
        window.go(new Place.OneVm(WEB));
        operator.click("#tab-backups");
        operator.see("#vm-backups-timeline");
    }

    /** What a screen reader says of the timeline; only on the window's thread. */
    private String accessible() {
        return Objects.requireNonNull(window.window().scene().getRoot().lookup("#vm-backups-timeline"))
                .getAccessibleText();
    }

    private void submitted(Command command) {
        operator.see(command.toString(), () -> window.bridge().submitted().contains(command));
    }
}
