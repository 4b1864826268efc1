package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.platform.FxThread;
import dev.muster.app.settings.Settings;
import dev.muster.app.testing.Operator;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.model.command.Command;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The window over sample data, worked with as an operator would: by mouse and by keyboard. */
@Tag("toolkit")
class MainWindowTest {
    private final RecordingBridge bridge = new RecordingBridge();
    private final Settings settings = new Settings(Optional.empty());
    private final FxThread ui = new FxThread();
    private final Operator operator = new Operator();

    @BeforeEach
    void open() throws Exception {
        Operator.sitDown();
        Operator.fx(() -> {
            Themes themes = new Themes(
                    Optional.of(Theme.LIGHT),
                    theme -> settings.put("theme", theme.orElseThrow().word()));
            MainWindow window =
                    new MainWindow(new Stage(), new Texts(Locale.ENGLISH), themes, settings, (address, code) -> {});
            window.show();
            BridgeSession session = new BridgeSession(bridge, ui);
            window.opened(session);
            session.start(() -> {}, window::toast);
            return window;
        });
        operator.see("all VMs", () -> Operator.shows("#vm-table") && names().size() == 48);
    }

    @AfterEach
    void close() {
        Operator.getUp();
        ui.close();
        settings.close();
    }

    @Test
    void the_window_shows_all_vms_by_name() {
        assertThat(Operator.fx(MainWindowTest::names)).hasSize(48).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @Test
    void the_key_for_search_leads_into_it_and_typing_narrows_the_table() {
        operator.press(KeyCode.CONTROL, KeyCode.F);
        operator.type("state:running host:h1");
        operator.see("fewer VMs", () -> !names().isEmpty() && names().size() < 16);
        assertThat(Operator.fx(() -> Operator.rows("#vm-table")))
                .allSatisfy(row -> assertThat(row).contains("running", "h1"));
    }

    @Test
    void start_in_the_tool_bar_submits_the_command() {
        find("state:off");
        operator.clickText(Operator.fx(() -> names().getFirst()));
        operator.click("#power-start");
        assertThat(command().action()).isEqualTo(PowerAction.START);
        assertThat(command().vms()).hasSize(1);
    }

    @Test
    void force_off_waits_for_the_name_to_be_typed() {
        find("state:running");
        String name = Operator.fx(() -> names().getFirst());
        operator.clickText(name);
        operator.click("#power-force-off");
        operator.see("#confirm-go");
        operator.type("something else");
        assertThat(Operator.fx(() -> Operator.isUsable("#confirm-go"))).isFalse();
        operator.press(KeyCode.ENTER);
        assertThat(Operator.fx(() -> Operator.shows("#confirm-go"))).isTrue();
        assertThat(bridge.submitted()).isEmpty();
        operator.fill("#confirm-name", name);
        operator.click("#confirm-go");
        assertThat(command().action()).isEqualTo(PowerAction.FORCE_OFF);
    }

    @Test
    void a_confirmation_left_by_escape_does_nothing() {
        find("state:running");
        operator.clickText(Operator.fx(() -> names().getFirst()));
        operator.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.K);
        operator.see("#confirm-go");
        operator.press(KeyCode.ESCAPE);
        operator.seeGone("#confirm-go");
        assertThat(bridge.submitted()).isEmpty();
    }

    @Test
    void without_the_mouse_one_gets_from_the_search_to_a_vm_and_back() {
        operator.press(KeyCode.CONTROL, KeyCode.F);
        operator.press(KeyCode.TAB);
        operator.see("focus on Create", () -> focus().equals("vm-create"));
        operator.press(KeyCode.TAB);
        operator.see("focus on the menu of the table", () -> focus().equals("table-more"));
        operator.press(KeyCode.TAB);
        operator.see("focus in the table", () -> focus().equals("vm-table"));
        operator.press(KeyCode.HOME);
        operator.press(KeyCode.ENTER);
        operator.see("#vm-page");
        assertThat(Operator.fx(() -> Operator.words("#vm-name"))).isEqualTo(Operator.fx(() -> first()));
        operator.press(KeyCode.ALT, KeyCode.LEFT);
        operator.see("#vm-table");
    }

    @Test
    void the_keys_of_the_power_actions_work_on_what_is_selected() {
        find("state:off");
        operator.clickText(Operator.fx(() -> names().getFirst()));
        operator.press(KeyCode.SHIFT, KeyCode.DOWN);
        operator.see("two are selected", () -> Operator.words("#vm-footer").contains("2 selected"));
        operator.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
        assertThat(command().action()).isEqualTo(PowerAction.START);
        assertThat(command().vms()).hasSize(2);
    }

    @Test
    void a_vm_is_made_by_keys_alone_and_what_is_offered_is_taken_by_enter() {
        operator.press(KeyCode.CONTROL, KeyCode.N);
        operator.see("#create-name");
        operator.type("web-20");
        operator.press(KeyCode.TAB);
        operator.press(KeyCode.TAB);
        operator.type("/srv/debian.iso");
        for (int tab = 0; tab < 3; tab++) {
            operator.press(KeyCode.TAB);
        }
        operator.see("focus on the system", () -> focus().equals("create-os"));
        operator.type("deb");
        operator.press(KeyCode.DOWN);
        operator.press(KeyCode.ENTER);
        operator.see(
                "what the system needs", () -> Operator.words("#create-memory").equals("2048"));
        assertThat(Operator.shows("#create-review")).isFalse();
        operator.press(KeyCode.ENTER);
        operator.see("the review", () -> Operator.words("#create-review").contains("web-20.qcow2 of 20 GiB"));
        operator.press(KeyCode.ENTER);
        operator.see("no dialog", () -> !Operator.shows("#create-review"));

        VmSpec spec = ((VmCommand.Create) submitted()).spec();
        assertThat(spec.os()).isEqualTo("http://debian.org/debian/13");
        assertThat(spec.boot()).isInstanceOf(BootSource.Iso.class);
        assertThat(spec.networks()).containsExactly("default");
    }

    @Test
    void the_key_for_panes_goes_round_the_window() {
        operator.press(KeyCode.CONTROL, KeyCode.F);
        operator.press(KeyCode.F6);
        operator.see("focus on the jobs", () -> focus().equals("jobs-table"));
        operator.press(KeyCode.F6);
        operator.see("focus on the tree", () -> focus().equals("tree"));
        operator.press(KeyCode.F6);
        operator.see("focus on the table", () -> focus().equals("vm-table"));
        operator.press(KeyCode.SHIFT, KeyCode.F6);
        operator.see("focus back on the tree", () -> focus().equals("tree"));
    }

    @Test
    void the_context_menu_works_on_the_row_under_the_mouse_and_says_why_not() {
        find("state:off");
        operator.rightClickText(Operator.fx(() -> names().getFirst()));
        operator.see(
                "the reason",
                () -> Operator.hints().stream()
                        .anyMatch(hint -> hint.startsWith("Suspend. ") && hint.length() > "Suspend. ".length()));
        operator.clickText("Suspend");
        assertThat(bridge.submitted()).isEmpty();
        operator.clickText("Start");
        assertThat(command().action()).isEqualTo(PowerAction.START);
    }

    @Test
    void the_context_menu_opens_by_keyboard() {
        find("state:off");
        operator.clickText(Operator.fx(() -> names().getFirst()));
        operator.press(KeyCode.SHIFT, KeyCode.F10);
        operator.see("the menu", () -> Operator.hints().stream().anyMatch(hint -> hint.startsWith("Suspend. ")));
        operator.press(KeyCode.ESCAPE);
        operator.see("no menu", () -> Operator.hints().isEmpty());
    }

    @Test
    void the_tree_is_grouped_by_state_when_asked_and_that_is_kept() {
        operator.choose("#tree-mode", "State");
        operator.see("groups of states", () -> Operator.words("#tree").contains("running  "));
        assertThat(settings.get("tree.mode")).contains("STATE");
    }

    @Test
    void a_group_opens_by_keyboard_and_its_vm_is_a_place() {
        operator.clickText("h1  16");
        operator.see("the host", () -> names().size() == 16);
        operator.press(KeyCode.RIGHT);
        operator.press(KeyCode.DOWN);
        operator.see("#vm-page");
        operator.see("the name in the tree", () -> Operator.words("#tree").contains(Operator.words("#vm-name")));
        operator.press(KeyCode.LEFT);
        operator.press(KeyCode.LEFT);
        operator.see("the VMs of the host again", () -> names().size() == 16);
    }

    @Test
    void the_uri_in_the_connect_dialog_follows_its_fields() {
        operator.click("#connect-open");
        operator.see("the URI", () -> Operator.words("#connect-uri").equals("qemu:///system"));
        operator.choose("#connect-target", "Another machine over SSH");
        operator.fill("#connect-host", "h9");
        operator.see("the other URI", () -> Operator.words("#connect-uri").equals("qemu+ssh://root@h9/system"));
        operator.press(KeyCode.ESCAPE);
        operator.seeGone("#connect-uri");
    }

    @Test
    void the_theme_is_toggled_and_kept() {
        operator.click("#theme-toggle");
        operator.see("dark", () -> settings.get("theme").equals(Optional.of("dark")));
        operator.click("#theme-toggle");
        operator.see("contrast", () -> settings.get("theme").equals(Optional.of("contrast")));
        operator.click("#theme-toggle");
        operator.see("light", () -> settings.get("theme").equals(Optional.of("light")));
    }

    @Test
    void the_key_for_jobs_hides_and_shows_them() {
        operator.see("#jobs-pane");
        operator.press(KeyCode.CONTROL, KeyCode.J);
        operator.seeGone("#jobs-pane");
        operator.press(KeyCode.CONTROL, KeyCode.J);
        operator.see("#jobs-pane");
    }

    @Test
    void networks_are_a_place_and_the_back_key_leads_to_the_vms() {
        operator.clickText("Networks");
        operator.see("the networks", () -> Operator.rows("#networks-table").size() == 4);
        operator.press(KeyCode.ALT, KeyCode.LEFT);
        operator.see("#vm-table");
    }

    private void find(String words) {
        operator.press(KeyCode.CONTROL, KeyCode.F);
        operator.type(words);
        operator.see("what " + words + " finds", () -> !names().isEmpty() && names().size() < 48);
    }

    private VmCommand.Power command() {
        return (VmCommand.Power) submitted();
    }

    private Command submitted() {
        await().atMost(Duration.ofSeconds(10)).until(() -> !bridge.submitted().isEmpty());
        return bridge.submitted().getFirst();
    }

    private static String focus() {
        return Window.getWindows().stream()
                .filter(Window::isFocused)
                .map(window -> window.getScene().getFocusOwner())
                .map(Node::getId)
                .findFirst()
                .orElse("");
    }

    private String first() {
        return bridge.inventory().vms().values().stream()
                .map(vm -> vm.name())
                .min(String.CASE_INSENSITIVE_ORDER)
                .orElseThrow();
    }

    private static List<String> names() {
        return Window.getWindows().stream()
                .map(window -> window.getScene().getRoot().lookup("#vm-table"))
                .filter(TableView.class::isInstance)
                .flatMap(table -> ((TableView<?>) table).getItems().stream())
                .map(row -> ((VmRow) row).vm().name())
                .toList();
    }
}
