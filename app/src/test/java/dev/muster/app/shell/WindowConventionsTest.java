package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.testing.Operator;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is the same on every screen and in every dialog of the window, tried on one of each kind. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class WindowConventionsTest {
    private SampleWindow window;
    private Operator operator;

    @BeforeEach
    void open() throws Exception {
        window = SampleWindow.open();
        operator = window.operator();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void arrow_keys_change_a_drop_down_and_never_leave_it() {
        connect();
        for (KeyCode key : new KeyCode[] {KeyCode.UP, KeyCode.LEFT, KeyCode.RIGHT, KeyCode.UP}) {
            operator.press(key);
        }
        choice("This machine (system)");
        operator.press(KeyCode.DOWN);
        choice("This machine (my session)");
        for (int more = 0; more < 9; more++) {
            operator.press(KeyCode.DOWN);
        }
        choice("Simulated hosts");
    }

    @Test
    void letters_choose_what_begins_so() {
        connect();
        operator.type("a");
        choice("Another machine over SSH");
        operator.type("a");
        choice("Another machine over TLS");
        operator.press(KeyCode.HOME);
        assertThat(Operator.fx(SampleWindow::focus)).isEqualTo("connect-target");
    }

    @Test
    void the_space_bar_and_alt_with_down_open_the_list_and_enter_takes_from_it() {
        connect();
        operator.press(KeyCode.SPACE);
        operator.see("the list", () -> Operator.isOpen("#connect-target"));
        operator.press(KeyCode.DOWN);
        operator.press(KeyCode.SPACE);
        operator.see("no list", () -> !Operator.isOpen("#connect-target"));
        choice("This machine (my session)");
        operator.press(KeyCode.ALT, KeyCode.DOWN);
        operator.see("the list", () -> Operator.isOpen("#connect-target"));
        operator.press(KeyCode.DOWN);
        operator.press(KeyCode.ENTER);
        operator.see("no list", () -> !Operator.isOpen("#connect-target"));
        choice("Another machine over SSH");
        operator.press(KeyCode.ALT, KeyCode.DOWN);
        operator.see("the list", () -> Operator.isOpen("#connect-target"));
        operator.press(KeyCode.ESCAPE);
        operator.see("no list", () -> !Operator.isOpen("#connect-target"));
        choice("Another machine over SSH");
    }

    @Test
    void a_button_with_an_icon_alone_says_its_name_and_keys_also_while_it_can_be_pressed() {
        operator.press(KeyCode.CONTROL, KeyCode.F);
        operator.type("state:off");
        operator.see(
                "VMs that are off", () -> Operator.rows("#vm-table").stream().allMatch(row -> row.contains("off")));
        operator.clickText(
                Operator.fx(() -> Operator.rows("#vm-table").getFirst().get(1)));
        operator.see("Start can be pressed", () -> Operator.isUsable("#power-start"));
        operator.pointAt("#power-start");
        operator.see("its hint", () -> Operator.tooltip().equals("Start (Ctrl+Shift+S)"));
        operator.pointAt("#vm-search");
        operator.see("no hint", () -> Operator.tooltip().isEmpty());
    }

    @Test
    void every_button_with_an_icon_alone_has_a_hint() {
        for (Place place : List.of(
                new Place.Vms(""),
                new Place.OneVm(
                        window.bridge().inventory().vms().keySet().iterator().next()),
                new Place.Screen("clusters"),
                new Place.Screen("networks"),
                new Place.Screen("storage"))) {
            window.go(place);
            assertThat(Operator.fx(() -> all(window.window().scene().getRoot())
                            .filter(node -> node instanceof Button button
                                    && Objects.requireNonNullElse(button.getText(), "")
                                            .isEmpty()
                                    && button.getTooltip() == null)
                            .map(Node::toString)
                            .toList()))
                    .as("without a hint at " + place)
                    .isEmpty();
        }
    }

    @Test
    void a_notice_moves_nothing_below_it_and_goes_when_one_goes_elsewhere() {
        double before = Operator.fx(this::tableTop);
        Operator.fx(() -> {
            window.window().toast(Problem.of(ErrorCode.INTERNAL, "It did not work.", "Nothing changed.", "Try again."));
            return true;
        });
        operator.see("the notice", () -> Operator.words("#notices").contains("It did not work."));
        assertThat(Operator.fx(this::tableTop)).isEqualTo(before);
        operator.clickText("Networks");
        operator.see("no notice", () -> !Operator.words("#notices").contains("It did not work."));
    }

    private double tableTop() {
        return Objects.requireNonNull(window.window().scene().getRoot().lookup("#vm-table"))
                .localToScene(0, 0)
                .getY();
    }

    private static Stream<Node> all(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(WindowConventionsTest::all))
                : Stream.of(node);
    }

    private void connect() {
        operator.click("#connect-open");
        operator.see("focus on what to connect to", () -> SampleWindow.focus().equals("connect-target"));
        choice("This machine (system)");
    }

    /** That is chosen in the connect dialog, and the keyboard is still there. */
    private void choice(String words) {
        operator.see(
                words + " is chosen", () -> Operator.words("#connect-target").equals(words));
        assertThat(Operator.fx(SampleWindow::focus)).isEqualTo("connect-target");
    }
}
