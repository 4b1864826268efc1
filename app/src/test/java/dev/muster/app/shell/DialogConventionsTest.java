package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.settings.Settings;
import dev.muster.app.testing.Operator;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.storage.PoolCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every dialog, as the first of a small window: its size and place, its focus, Escape and Enter. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class DialogConventionsTest {
    /** The dialogs there are, by the ids of their panes. */
    enum Opened {
        CONNECT,
        BRIDGE,
        PREFERENCES,
        CREATE,
        COLUMNS,
        SAVE_SEARCH,
        CONFIRM,
        DELETE,
        RENAME,
        NOTES,
        CLONE,
        MIGRATE,
        EDIT,
        HARDWARE_APPLY,
        SNAPSHOT_NEW,
        NETWORK_CREATE,
        POOL_CREATE,
        VOLUME_CREATE_DIALOG,
        CLUSTER_IMPORT,
        CLUSTER_PLAN,
        REPORT_MAKE;

        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private SampleWindow window;
    private Operator operator;

    @BeforeEach
    void open() throws Exception {
        Settings settings = new Settings(Optional.empty());
        settings.put("window.width", "1024");
        settings.put("window.height", "700");
        settings.put("window.maximized", "true");
        window = SampleWindow.open(settings);
        operator = window.operator();
        Operator.fx(() -> {
            Stage stage = (Stage) window.window().scene().getWindow();
            stage.setMaximized(false);
            stage.setX(40);
            stage.setY(30);
            stage.setWidth(1024);
            stage.setHeight(700);
            return true;
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @ParameterizedTest
    @EnumSource(Opened.class)
    void a_dialog_stands_whole_over_its_window_with_the_focus_in_a_field_and_escape_leaves_it(Opened which) {
        open(which);
        String id = which.id();
        operator.see(
                id + " over the window",
                () -> pane(id).filter(
                                pane -> isOver(pane, window.window().scene().getWindow()))
                        .isPresent());
        operator.see(
                "both buttons of " + id,
                () -> pane(id).filter(pane -> isWhole(pane, id + "-go") && isWhole(pane, id + "-cancel"))
                        .isPresent());
        operator.see(
                "focus in " + id,
                () -> pane(id).map(
                                pane -> Objects.requireNonNull(pane.getScene()).getFocusOwner())
                        .filter(owner -> which == Opened.HARDWARE_APPLY || !(owner instanceof Button))
                        .isPresent());
        operator.press(KeyCode.ESCAPE);
        operator.see(id + " is gone", () -> pane(id).isEmpty());
        assertThat(window.bridge().submitted()).isEmpty();
    }

    @Test
    void enter_in_a_field_does_what_the_dialog_is_for() {
        open(Opened.POOL_CREATE);
        operator.see("focus on the name", () -> SampleWindow.focus().equals("pool-create-name"));
        operator.type("fast");
        operator.fill("#pool-create-path", "/srv/fast");
        operator.press(KeyCode.ENTER);
        operator.see("a job", () -> !window.bridge().submitted().isEmpty());
        assertThat(window.bridge().submitted().getFirst()).isInstanceOf(PoolCommand.Create.class);
    }

    @Test
    void enter_in_a_list_does_what_the_dialog_is_for() {
        open(Opened.COLUMNS);
        operator.see("focus on the columns", () -> SampleWindow.focus().equals("columns-list"));
        operator.press(KeyCode.ENTER);
        operator.see("no dialog", () -> pane("columns").isEmpty());
    }

    private void open(Opened which) {
        switch (which) {
            case CONNECT, BRIDGE, PREFERENCES -> operator.click("#" + which.id() + "-open");
            case CREATE -> operator.press(KeyCode.CONTROL, KeyCode.N);
            case COLUMNS -> chore("table-columns");
            case SAVE_SEARCH -> {
                operator.press(KeyCode.CONTROL, KeyCode.F);
                operator.type("web");
                chore("table-save-search");
            }
            case CONFIRM -> page(VmState.RUNNING, KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.K);
            case DELETE -> {
                Vm off = vm(VmState.OFF);
                Operator.fx(() -> {
                    window.window().centre().orElseThrow().act("vm.delete", List.of(off));
                    return true;
                });
            }
            case RENAME -> page(VmState.OFF, KeyCode.F2);
            case NOTES -> page(VmState.OFF, KeyCode.CONTROL, KeyCode.T);
            case CLONE -> page(VmState.OFF, KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
            case MIGRATE -> page(VmState.RUNNING, KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.M);
            case EDIT -> {
                page(VmState.OFF);
                operator.click("#vm-edit");
            }
            case HARDWARE_APPLY -> {
                page(VmState.RUNNING);
                operator.clickText("Hardware");
                operator.fill("#hardware-vcpus", "6");
                operator.click("#hardware-review");
            }
            case SNAPSHOT_NEW -> {
                page(VmState.RUNNING);
                operator.clickText("Snapshots");
                operator.click("#snapshot-create");
            }
            case NETWORK_CREATE -> click(new Place.Screen("networks"), "#network-create");
            case POOL_CREATE -> click(new Place.Screen("storage"), "#pool-create");
            case CLUSTER_IMPORT -> click(new Place.Screen("clusters"), "#clusters-import");
            case CLUSTER_PLAN -> {
                click(new Place.Screen("clusters"), "#lane-db-fewer");
                operator.click("#lane-db-scale");
            }
            case REPORT_MAKE -> click(new Place.Screen("reports"), "#report-make-open");
            case VOLUME_CREATE_DIALOG -> click(new Place.Screen("storage"), "#volume-create");
        }
        operator.see(which.id() + " opens", () -> pane(which.id()).isPresent());
    }

    private void chore(String id) {
        Operator.fx(() -> {
            window.window().centre().orElseThrow().chore(id);
            return true;
        });
    }

    private void click(Place place, String button) {
        window.go(place);
        operator.click(button);
    }

    private void page(VmState state, KeyCode... keys) {
        window.go(new Place.OneVm(vm(state).id()));
        operator.see("#vm-page");
        if (keys.length > 0) {
            operator.click("#tab-summary");
            operator.press(keys);
        }
    }

    private Vm vm(VmState state) {
        return window.bridge().inventory().vms().values().stream()
                .filter(vm -> vm.state() == state && !vm.savedState())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Parent> pane(String id) {
        return Window.getWindows().stream()
                .filter(Window::isShowing)
                .map(shown -> shown.getScene().getRoot())
                .filter(root -> id.equals(root.getId()))
                .findFirst();
    }

    /** Whether it is all within the window, as wide and as high as what it shows, and in its middle. */
    private static boolean isOver(Parent pane, Window owner) {
        Window dialog = Objects.requireNonNull(pane.getScene()).getWindow();
        Rectangle2D outer = new Rectangle2D(owner.getX(), owner.getY(), owner.getWidth(), owner.getHeight());
        double height = Math.min(pane.prefHeight(dialog.getWidth()), owner.getHeight());
        return outer.contains(dialog.getX(), dialog.getY(), dialog.getWidth(), dialog.getHeight())
                && dialog.getHeight() >= Math.floor(height)
                && Math.abs(dialog.getX() + dialog.getWidth() / 2 - owner.getX() - owner.getWidth() / 2) < 2
                && Math.abs(dialog.getY() + dialog.getHeight() / 2 - owner.getY() - owner.getHeight() / 2) < 2;
    }

    private static boolean isWhole(Parent pane, String id) {
        Node node = pane.lookup("#" + id);
        return node != null
                && Arrays.stream(new double[] {0, node.getLayoutBounds().getHeight()})
                        .map(y -> node.localToScene(0, y).getY())
                        .allMatch(y -> y > 0 && y <= pane.getScene().getHeight());
    }
}
