package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.testing.Operator;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingChange;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.finding.FindingSeverity;
import dev.muster.model.finding.FindingSource;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.inventory.InventoryChange;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Findings and coverage in the real window, by mouse and keyboard. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class FindingWindowTest {
    private SampleWindow window;
    private Operator operator;

    @BeforeEach
    void open() throws InterruptedException {
        window = SampleWindow.open();
        operator = window.operator();
        window.go(new Place.Screen("findings"));
        operator.see("#findings-table");
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void what_is_left_to_do_is_listed_and_the_rest_on_demand() {
        operator.see("three rows", () -> Operator.rows("#findings-table").size() == 3);
        List<List<String>> rows = Operator.fx(() -> Operator.rows("#findings-table"));
        assertThat(rows.get(0)).contains("Critical", "Marked as fixed");
        assertThat(rows.get(1)).contains("High", "bernd", "Open", "2 ×");
        assertThat(rows.get(1)).contains("3 d overdue");
        assertThat(rows.get(2)).contains("Medium", "Nobody", "–");
        operator.choose("#findings-scope", "All findings");
        operator.see("six rows", () -> Operator.rows("#findings-table").size() == 6);
        operator.choose("#findings-plan", "month-end");
        operator.see(
                "the one of that plan",
                () -> Operator.rows("#findings-table").size() == 1
                        && Operator.words("#finding-facts").contains("imported again from the bank files"));
        operator.see(
                "its status", () -> Operator.words("#finding-detail-status").equals("Risk accepted"));
        assertThat(Operator.fx(() -> Operator.isUsable("#finding-accept"))).isFalse();
        assertThat(Operator.fx(
                        () -> window.window().scene().lookup("#finding-accept").getAccessibleHelp()))
                .isEqualTo("Its status is \"Risk accepted\" already.");
    }

    @Test
    void a_risk_is_not_accepted_without_a_note() {
        operator.clickText("The recovery took longer than its objective.");
        operator.see("its run", () -> Operator.words("#finding-facts").contains("Recovery,"));
        operator.click("#finding-accept");
        operator.see(
                "why it is refused",
                () -> Operator.words("#finding-edit-said").startsWith("It is not said why")
                        && !Operator.isUsable("#finding-edit-go"));
        operator.see("the note to type into", () -> SampleWindow.focus().equals("finding-edit-note"));
        operator.type("known");
        operator.see("nothing against it", () -> Operator.isUsable("#finding-edit-go"));
        // Tab leaves the lines of text, and the next keys reach the buttons
        operator.press(KeyCode.TAB);
        operator.see("the focus on", () -> !SampleWindow.focus().equals("finding-edit-note"));
        operator.click("#finding-edit-go");
        operator.see("the command", () -> !window.bridge().submitted().isEmpty());
        assertThat(window.bridge().submitted())
                .containsExactly(new FindingCommand.Set(
                        slow().id(),
                        change(Optional.of(FindingStatus.ACCEPTED), Optional.empty(), Optional.of("known"))));
        operator.seeGone("#finding-edit");
    }

    @Test
    void a_finding_is_edited_by_keyboard_and_seen_changed() {
        operator.clickText("The recovery took longer than its objective.");
        operator.press(KeyCode.ENTER);
        operator.see("#finding-edit-title");
        operator.fill("#finding-edit-owner", "carla");
        operator.fill("#finding-edit-due", "2099-01-31");
        operator.press(KeyCode.ENTER);
        operator.see("the command", () -> !window.bridge().submitted().isEmpty());
        assertThat(window.bridge().submitted())
                .containsExactly(new FindingCommand.Set(
                        slow().id(),
                        new FindingChange(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("carla"),
                                Optional.of(LocalDate.of(2099, 1, 31)),
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));
        operator.seeGone("#finding-edit");
        Finding before = slow();
        Finding after = ((FindingCommand.Set) window.bridge().submitted().getFirst())
                .change()
                .of(before, "operator", before.changedAt());
        window.session().inventory().replace(window.bridge().inventory().with(new InventoryChange.ObjectPut(after)));
        operator.see("the due day", () -> Operator.words("#finding-facts").contains("2099-01-31"));
    }

    @Test
    void a_finding_is_marked_as_fixed_at_once_and_closed_by_the_run_that_retested_it() {
        operator.clickText("The recovery took longer than its objective.");
        operator.click("#finding-fix");
        operator.see(
                "marked as fixed",
                () -> window.bridge()
                        .submitted()
                        .contains(new FindingCommand.Set(
                                slow().id(),
                                change(Optional.of(FindingStatus.FIXED), Optional.empty(), Optional.empty()))));
        operator.click("#finding-close");
        operator.see("#finding-edit-retested");
        operator.see(
                "why it is refused", () -> Operator.words("#finding-edit-said").startsWith("No run has shown"));
        operator.click("#finding-edit-retested");
        operator.press(KeyCode.DOWN);
        operator.press(KeyCode.ENTER);
        operator.see("nothing against it", () -> Operator.isUsable("#finding-edit-go"));
        operator.click("#finding-edit-go");
        operator.see(
                "closed by the newest run",
                () -> window.bridge().submitted().stream()
                        .anyMatch(command -> command instanceof FindingCommand.Set set
                                && set.change().status().equals(Optional.of(FindingStatus.CLOSED))
                                && set.change().retested().isPresent()));
    }

    @Test
    void what_somebody_saw_is_written_down() {
        operator.click("#finding-raise-open");
        operator.see("#finding-raise-title");
        operator.see(
                "what is missing", () -> Operator.words("#finding-raise-said").equals("Enter what was found."));
        operator.choose("#finding-raise-plan", "shop");
        operator.fill("#finding-raise-title", "the door was locked");
        operator.choose("#finding-raise-severity", "Low");
        operator.see("nothing against it", () -> Operator.isUsable("#finding-raise-go"));
        operator.click("#finding-raise-go");
        operator.see(
                "the command",
                () -> window.bridge().submitted().stream()
                        .anyMatch(command -> command instanceof FindingCommand.Raise raise
                                && raise.run().text().equals("shop-run-0")
                                && raise.title().equals("the door was locked")
                                && raise.severity() == FindingSeverity.LOW));
    }

    @Test
    void coverage_says_what_was_exercised_and_what_is_due() {
        operator.click("#findings-tab-coverage");
        operator.see(
                "the sentence",
                () -> Operator.words("#coverage-summary").startsWith("4 of 8 functions were fully exercised"));
        List<List<String>> functions = Operator.fx(() -> Operator.rows("#coverage-functions-table"));
        assertThat(functions.getFirst()).startsWith("build", "In no plan", "0 of 6 VMs");
        assertThat(functions.get(1)).contains("Never");
        List<List<String>> plans = Operator.fx(() -> Operator.rows("#coverage-plans-table"));
        assertThat(plans.getFirst()).containsExactly("billing-reconciliation-all-sites", "None", "Now");
        assertThat(plans.get(1).getLast()).endsWith("overdue");
        operator.choose("#coverage-months", "24 months");
        operator.see(
                "more of them",
                () -> Operator.words("#coverage-summary").startsWith("5 of 8 functions were fully exercised"));
    }

    private Finding slow() {
        return window.bridge().inventory().objects(Finding.class).values().stream()
                .filter(finding -> finding.source() == FindingSource.RECOVERY_TIME)
                .findFirst()
                .orElseThrow();
    }

    private static FindingChange change(Optional<FindingStatus> status, Optional<String> owner, Optional<String> note) {
        return new FindingChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                owner,
                Optional.empty(),
                false,
                status,
                Optional.empty(),
                note);
    }
}
