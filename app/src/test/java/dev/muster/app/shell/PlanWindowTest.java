package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.recovery.run.SampleRuns;
import dev.muster.app.testing.Operator;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobCommand;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.FirewallRule;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.HardwareOverride;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RecoveryCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recovery plans in the real window, by mouse and keyboard. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class PlanWindowTest {
    private static final PlanId SHOP = new PlanId("shop");

    private SampleWindow window;
    private Operator operator;

    @BeforeEach
    void open() throws InterruptedException {
        window = SampleWindow.open();
        operator = window.operator();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void a_plan_is_tested_and_kept() {
        shop();
        operator.click("#plan-test");
        operator.click("#plan-test-keep");
        operator.click("#plan-test-dialog-go");
        submitted(new RecoveryCommand.Test(SHOP, 0, true));
    }

    @Test
    void a_run_that_starts_comes_to_the_front_once() {
        shop();
        operator.see("#plan-tab-run");
        Operator.fx(() -> {
            window.session().jobs().put(SampleRuns.running(SHOP, SampleRuns.shop(), Instant.now(), 0.2));
            return true;
        });
        operator.see("#run-sentence");
        operator.see("#run-board");
        assertThat(Operator.words("#run-kind")).isEqualTo("TEST");
        operator.click("#run-pause");
        submitted("the pause", JobCommand.Pause.class::isInstance);
        operator.click("#plan-tab-versions");
        operator.seeGone("#run-sentence");
    }

    @Test
    void one_recovers_with_one_confirmed_click_that_says_what_stands_against_it() {
        shop();
        operator.click("#plan-recover");
        operator.see(
                "what stands against it",
                () -> Operator.words("#plan-findings").contains("mail comes from a restore point that is 3 h old"));
        operator.press(KeyCode.ENTER);
        operator.press(KeyCode.ESCAPE);
        operator.seeGone("#plan-recover-dialog");
        assertThat(window.bridge().submitted()).noneMatch(RecoveryCommand.Recover.class::isInstance);
        operator.click("#plan-recover");
        operator.click("#plan-recover-dialog-go");
        submitted(new RecoveryCommand.Recover(SHOP, 0));
    }

    @Test
    void two_runs_are_compared_and_a_recovery_that_stands_is_taken_back() {
        shop();
        operator.see("how it stands", () -> Operator.words("#plan-state").equals("2 warnings"));
        operator.click("#plan-tab-history");
        operator.see("the newest", () -> Operator.words("#run-compared").contains(" → Test "));
        operator.see(
                "the machines of it",
                () -> Operator.words("#run-machines-table").contains("db-replica"));
        operator.clickText("Recovery");
        operator.see(
                "that a source was not fenced",
                () -> Operator.words("#run-facts").contains("make sure that db-replica is off"));
        operator.click("#run-remove");
        operator.fill("#confirm-name", "shop");
        operator.press(KeyCode.ENTER);
        submitted("the recovery is taken back", RecoveryCommand.Cleanup.class::isInstance);
    }

    @Test
    void the_health_of_a_plan_is_looked_at_anew() {
        shop();
        operator.click("#plan-tab-health");
        operator.see("a warning", () -> Operator.words("#plan-findings").contains("objective is 1 h"));
        operator.see("its history", () -> Operator.words("#plan-health-history").contains("Critical"));
        operator.see("it can be looked again", () -> Operator.isUsable("#plan-health-look"));
        operator.click("#plan-health-look");
        operator.see("a warning", () -> Operator.words("#plan-findings").contains("objective is 1 h"));
    }

    @Test
    void a_plan_with_faults_is_not_tested() {
        window.go(new Place.Screen("plans"));
        operator.clickText("month-end");
        operator.see("the plan", () -> Operator.words("#plan-title").equals("month-end"));
        operator.see("no test of it", () -> !Operator.isUsable("#plan-test"));
        operator.see("no recovery by it", () -> !Operator.isUsable("#plan-recover"));
    }

    @Test
    void a_plan_is_deleted_once_its_name_was_typed() {
        shop();
        operator.click("#plan-delete");
        operator.fill("#confirm-name", "shop");
        operator.press(KeyCode.ENTER);
        submitted(new RecoveryCommand.Delete(SHOP));
    }

    @Test
    void a_plan_is_made_of_vms_that_are_checked() {
        window.go(new Place.Screen("plans"));
        operator.click("#plan-new-open");
        operator.fill("#plan-new-name", "mail");
        operator.fill("#plan-pick-filter", "mail-13");
        operator.clickText("mail-13  (h1)");
        operator.press(KeyCode.SPACE);
        operator.see("it can be made", () -> Operator.isUsable("#plan-new-go"));
        operator.click("#plan-new-go");
        submitted(
                "the plan with one machine",
                command -> command instanceof RecoveryCommand.Create create
                        && create.plan().text().equals("mail")
                        && create.spec().item("mail-13").isPresent());
    }

    @Test
    void an_earlier_version_says_what_it_changed_and_is_restored() {
        shop();
        operator.click("#plan-tab-versions");
        operator.clickText("2  Cache, and the build server waits for nobody");
        operator.see(
                "what it changed", () -> Operator.words("#plan-differences").contains("cache added to Services"));
        operator.click("#plan-restore");
        submitted(new RecoveryCommand.Restore(SHOP, 2));
    }

    @Test
    void a_machine_is_dragged_above_another_and_the_plan_is_saved_so() {
        shop();
        operator.see("db-replica", () -> Operator.words("#plan-lanes").contains("db-replica"));
        operator.drag("#plan-lanes", 3, 1);
        saved("Replica first");
        submitted(
                "the replica is the first",
                command -> command instanceof RecoveryCommand.Set set
                        && set.version() == 4
                        && keys(set).equals(List.of("db-replica", "ldap", "db"))
                        && set.comment().equals("Replica first"));
    }

    @Test
    void the_times_are_above_the_bars() {
        shop();
        operator.see("the axis", () -> Operator.shows("#plan-axis"));
        operator.see("the forecast", () -> Operator.words("#plan-sentence").startsWith("Recovery takes"));
    }

    @Test
    void a_machine_is_moved_by_keyboard_and_that_is_undone() {
        shop();
        operator.clickText("ldap");
        operator.press(KeyCode.ALT, KeyCode.DOWN);
        operator.see("it can be undone", () -> Operator.isUsable("#plan-undo"));
        operator.press(KeyCode.CONTROL, KeyCode.Z);
        operator.see("nothing to save", () -> !Operator.isUsable("#plan-save-open"));
        operator.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        saved("");
        submitted(
                "ldap is the second",
                command -> command instanceof RecoveryCommand.Set set
                        && keys(set).equals(List.of("db", "ldap", "db-replica")));
    }

    @Test
    void a_need_that_would_make_a_cycle_is_refused_with_the_cycle() {
        shop();
        operator.clickText("db");
        operator.choose("#plan-needs-add", "db-replica");
        operator.see("the cycle", () -> Operator.words("#plan-detail").contains("db → db-replica → db"));
        operator.see("nothing to save", () -> !Operator.isUsable("#plan-save-open"));
    }

    @Test
    void a_gate_is_added() {
        shop();
        operator.clickText("db");
        operator.fill("#plan-gate-value", "22");
        operator.click("#plan-gate-add");
        saved("");
        submitted(
                "the gate",
                command -> command instanceof RecoveryCommand.Set set
                        && set.spec().item("db").orElseThrow() instanceof PlanMachine machine
                        && machine.readiness().gates().contains(new Gate.TcpPort(22)));
    }

    @Test
    void a_click_that_ends_typing_does_both() {
        shop();
        operator.clickText("ldap");
        operator.fill("#plan-retries", "2");
        operator.choose("#plan-then", "Continue without it");
        saved("");
        submitted(
                "what was typed and what was chosen",
                command -> command instanceof RecoveryCommand.Set set
                        && machine(set, "ldap").onFailure().equals(new FailureRule(2, FailureRule.Then.CONTINUE)));
    }

    @Test
    void a_machine_gets_other_hardware_and_what_is_no_number_is_told_at_the_field() {
        shop();
        operator.clickText("ldap");
        operator.pointAt("#plan-retries");
        operator.scroll(20);
        operator.fill("#plan-vcpus", "many");
        operator.press(KeyCode.ENTER);
        operator.see("why", () -> Operator.words("#plan-vcpus-problem").contains("from 1 to 512"));
        operator.see("nothing to save", () -> !Operator.isUsable("#plan-save-open"));
        operator.fill("#plan-vcpus", "4");
        operator.press(KeyCode.TAB);
        operator.type("2048");
        operator.press(KeyCode.ENTER);
        saved("");
        submitted(
                "the hardware",
                command -> command instanceof RecoveryCommand.Set set
                        && machine(set, "ldap")
                                .hardware()
                                .equals(HardwareOverride.NONE
                                        .withVcpus(Optional.of(4))
                                        .withMemoryMib(Optional.of(2048L))));
    }

    @Test
    void a_command_is_added_and_needs_a_program() {
        shop();
        operator.clickText("ldap");
        operator.pointAt("#plan-retries");
        operator.scroll(60);
        operator.click("#plan-after-add");
        operator.see("the fault at the field", () -> Operator.shows("#plan-after-0-program-problem"));
        operator.see("it cannot be saved", () -> !Operator.isUsable("#plan-save-open"));
        operator.fill("#plan-after-0-program", "notify");
        operator.fill("#plan-after-0-arguments", "shop \"all up\"");
        operator.press(KeyCode.ENTER);
        saved("");
        submitted(
                "the command",
                command -> command instanceof RecoveryCommand.Set set
                        && machine(set, "ldap")
                                .after()
                                .equals(List.of(new PlanCommand.OnBridge(
                                        "notify", List.of("shop", "all up"), Duration.ofMinutes(1), true))));
    }

    @Test
    void the_detail_names_the_vm_and_its_host() {
        shop();
        operator.clickText("db");
        operator.pointAt("#plan-retries");
        operator.scroll(10);
        operator.see(
                "no ids",
                () -> !Operator.words("#plan-detail").contains("vm:")
                        && Operator.words("#plan-detail").contains(" on "));
    }

    @Test
    void a_firewall_rule_is_added_and_moved_up() {
        shop();
        operator.pointAt("#plan-lanes");
        operator.scroll(30);
        operator.clickText("Network front");
        operator.pointAt("#plan-network-subnet");
        operator.scroll(60);
        operator.click("#plan-firewall-add");
        operator.fill("#plan-firewall-0-to", "web-1");
        operator.press(KeyCode.ENTER);
        operator.see("the rule", () -> Operator.words("#plan-firewall-0").contains("web-1"));
        operator.pointAt("#plan-firewall-0-to");
        operator.scroll(60);
        operator.click("#plan-firewall-add");
        operator.see("#plan-firewall-1-up");
        operator.click("#plan-firewall-1-up");
        saved("");
        submitted(
                "the second rule first",
                command -> command instanceof RecoveryCommand.Set set
                        && set.spec().networks().getFirst().firewall().stream()
                                .map(FirewallRule::text)
                                .toList()
                                .equals(List.of("deny any > any any", "deny any > web-1 any")));
    }

    private static PlanMachine machine(RecoveryCommand.Set set, String key) {
        return (PlanMachine) set.spec().item(key).orElseThrow();
    }

    private void saved(String comment) {
        operator.see("it can be saved", () -> Operator.isUsable("#plan-save-open"));
        operator.click("#plan-save-open");
        operator.fill("#plan-save-comment", comment);
        operator.click("#plan-save-go");
    }

    private static List<String> keys(RecoveryCommand.Set set) {
        return set.spec().tiers().getFirst().items().stream().map(PlanItem::key).toList();
    }

    private void shop() {
        window.go(new Place.Screen("plans"));
        operator.clickText("shop");
        operator.see("the plan", () -> Operator.words("#plan-title").equals("shop"));
    }

    private void submitted(Command command) {
        submitted(command.toString(), command::equals);
    }

    private void submitted(String what, Predicate<Command> which) {
        operator.see(what, () -> window.bridge().submitted().stream().anyMatch(which));
    }
}
