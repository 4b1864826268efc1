package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.platform.FxThread;
import dev.muster.app.settings.Settings;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The window over sample data, worked with as an operator would. */
@Tag("toolkit")
class MainWindowTest {
    private final RecordingBridge bridge = new RecordingBridge();
    private final Settings settings = new Settings(Optional.empty());
    private final FxThread ui = new FxThread();

    @BeforeEach
    void open() throws Exception {
        CompletableFuture<Boolean> up = new CompletableFuture<>();
        Platform.setImplicitExit(false);
        try {
            Platform.startup(() -> up.complete(true));
        } catch (IllegalStateException alreadyStarted) {
            up.complete(true);
        }
        assertThat(up.get(20, TimeUnit.SECONDS)).isTrue();
        run(() -> {
            Themes themes = new Themes(
                    Optional.of(Theme.LIGHT),
                    theme -> settings.put("theme", theme.orElseThrow().word()));
            MainWindow window =
                    new MainWindow(new Stage(), new Texts(Locale.ENGLISH), themes, settings, (address, code) -> {});
            window.show();
            BridgeSession session = new BridgeSession(bridge, ui);
            window.opened(session);
            session.start(() -> {}, window::toast);
        });
        eventually(() -> there("#vm-table") && rows().size() == 48);
    }

    @AfterEach
    void close() throws Exception {
        run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
        ui.close();
        settings.close();
    }

    @Test
    void the_window_shows_all_vms_by_name() throws Exception {
        assertThat(get(this::rows)).hasSize(48).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @Test
    void a_search_narrows_the_table() throws Exception {
        type("#vm-search", "state:running host:h1");
        assertThat(get(this::rows)).isNotEmpty().hasSizeLessThan(16);
    }

    @Test
    void start_in_the_tool_bar_submits_the_command() throws Exception {
        choose(VmState.OFF);
        press("#power-start");
        assertThat(command().action()).isEqualTo(PowerAction.START);
        assertThat(command().vms()).hasSize(1);
    }

    @Test
    void force_off_waits_for_the_name_to_be_typed() throws Exception {
        String name = choose(VmState.RUNNING);
        press("#power-force-off");
        eventually(() -> there("#confirm-go"));
        type("#confirm-name", "something else");
        assertThat(get(() -> find("#confirm-go").isDisabled())).isTrue();
        press("#confirm-go");
        assertThat(bridge.submitted()).isEmpty();
        type("#confirm-name", name);
        press("#confirm-go");
        assertThat(command().action()).isEqualTo(PowerAction.FORCE_OFF);
    }

    @Test
    void the_tree_is_grouped_by_state_when_asked_and_that_is_kept() throws Exception {
        assertThat(get(this::groups)).hasSize(3);
        run(() -> ((ChoiceBox<?>) find("#tree-mode")).getSelectionModel().select(1));
        assertThat(get(this::groups)).anyMatch(label -> label.startsWith("running"));
        assertThat(settings.get("tree.mode")).contains("STATE");
    }

    @Test
    void the_uri_in_the_connect_dialog_follows_its_fields() throws Exception {
        press("#connect-open");
        eventually(() -> there("#connect-uri"));
        assertThat(get(() -> ((Label) find("#connect-uri")).getText())).isEqualTo("qemu:///system");
        run(() -> ((ChoiceBox<?>) find("#connect-target")).getSelectionModel().select(2));
        type("#connect-host", "h9");
        assertThat(get(() -> ((Label) find("#connect-uri")).getText())).isEqualTo("qemu+ssh://root@h9/system");
    }

    @Test
    void the_theme_is_toggled_and_kept() throws Exception {
        press("#theme-toggle");
        assertThat(settings.get("theme")).contains("dark");
        press("#theme-toggle");
        assertThat(settings.get("theme")).contains("contrast");
        press("#theme-toggle");
        assertThat(settings.get("theme")).contains("light");
    }

    @Test
    void the_key_for_jobs_hides_and_shows_them() throws Exception {
        KeyCombination jobs = new KeyCodeCombination(KeyCode.J, KeyCombination.SHORTCUT_DOWN);
        assertThat(get(() -> there("#jobs-pane"))).isTrue();
        key(jobs);
        assertThat(get(() -> there("#jobs-pane"))).isFalse();
        key(jobs);
        eventually(() -> there("#jobs-pane"));
    }

    @Test
    void networks_are_a_place_and_the_back_key_leads_to_the_vms() throws Exception {
        run(() -> {
            TreeView<?> tree = (TreeView<?>) find("#tree");
            tree.getSelectionModel().select(tree.getExpandedItemCount() - 4);
        });
        eventually(() -> there("#networks-table")
                && ((TableView<?>) find("#networks-table")).getItems().size() == 4);
        key(new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN));
        eventually(() -> there("#vm-table"));
    }

    private VmCommand.Power command() {
        await().atMost(Duration.ofSeconds(10)).until(() -> !bridge.submitted().isEmpty());
        return (VmCommand.Power) bridge.submitted().getFirst();
    }

    private static void key(KeyCombination key) throws Exception {
        run(() -> Objects.requireNonNull(
                        find("#tree").getScene().getAccelerators().get(key))
                .run());
    }

    /** Selects the first VM in that state and returns its name. */
    private String choose(VmState state) throws Exception {
        return get(() -> {
            TableView<?> table = (TableView<?>) find("#vm-table");
            int index = 0;
            while (((VmRow) table.getItems().get(index)).vm().state() != state) {
                index++;
            }
            table.getSelectionModel().clearAndSelect(index);
            return rows().get(index);
        });
    }

    private List<String> rows() {
        return ((TableView<?>) find("#vm-table"))
                .getItems().stream().map(row -> ((VmRow) row).vm().name()).toList();
    }

    private List<String> groups() {
        return ((TreeView<?>) find("#tree"))
                .getRoot().getChildren().getFirst().getChildren().stream()
                        .map(item -> ((TreeNode) item.getValue()).label())
                        .toList();
    }

    private static void press(String id) throws Exception {
        run(() -> ((Button) find(id)).fire());
    }

    private static void type(String id, String text) throws Exception {
        run(() -> ((TextField) find(id)).setText(text));
    }

    private static boolean there(String id) {
        return Window.getWindows().stream()
                .anyMatch(window -> window.getScene().getRoot().lookup(id) != null);
    }

    /** In whichever window it is. */
    private static Node find(String id) {
        return Window.getWindows().stream()
                .flatMap(window -> window.getScene().getRoot().lookupAll(id).stream())
                .findFirst()
                .orElseThrow();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(15)).until(() -> get(condition));
    }

    private static void run(Runnable work) throws Exception {
        boolean done = get(() -> {
            work.run();
            return true;
        });
        assertThat(done).isTrue();
    }

    private static <T> T get(Callable<T> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | AssertionError e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
    }
}
