package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.testing.Operator;
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
