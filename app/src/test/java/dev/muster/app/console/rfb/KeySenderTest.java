package dev.muster.app.console.rfb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeySenderTest {
    private final List<String> sent = new ArrayList<>();
    private final KeySender keys =
            new KeySender((down, keysym, scancode) -> sent.add((down ? "+" : "-") + Integer.toHexString(scancode)));

    @Test
    void a_combination_goes_down_in_order_and_up_in_the_other() throws IOException {
        keys.combination(List.of(KeySender.CONTROL, KeySender.ALT, KeySender.DELETE));
        assertThat(sent).containsExactly("+1d", "+38", "+d3", "-d3", "-38", "-1d");
    }

    @Test
    void what_is_held_is_let_go_once() throws IOException {
        keys.press(KeySender.CONTROL);
        keys.press(KeySender.ALT);
        keys.releaseAll();
        keys.release(KeySender.ALT);
        assertThat(sent).containsExactly("+1d", "+38", "-38", "-1d");
    }

    @Test
    void a_capital_brings_its_shift_and_gives_it_back() throws IOException {
        assertThat(keys.type("aB", GuestLayout.US)).isZero();
        assertThat(sent).containsExactly("+1e", "-1e", "+2a", "+30", "-30", "-2a");
    }

    @Test
    void shift_that_is_held_is_lifted_for_what_must_not_have_it() throws IOException {
        keys.press(KeySender.SHIFT);
        keys.tap(GuestLayout.US.stroke('a').orElseThrow());
        assertThat(sent).containsExactly("+2a", "-2a", "+1e", "-1e", "+2a");
    }

    @Test
    void the_same_character_is_on_another_key_of_another_keyboard() throws IOException {
        keys.type("z", GuestLayout.US);
        keys.type("z", GuestLayout.GERMAN);
        keys.type("@", GuestLayout.GERMAN);
        assertThat(sent).containsExactly("+2c", "-2c", "+15", "-15", "+b8", "+10", "-10", "-b8");
    }

    @Test
    void every_key_of_a_printable_ascii_character_is_known_and_what_is_not_is_counted() throws IOException {
        for (GuestLayout layout : GuestLayout.values()) {
            for (char c = ' '; c < 0x7f; c++) {
                assertThat(layout.stroke(c)).as(layout + " " + c).isPresent();
            }
        }
        assertThat(keys.type("a漢b", GuestLayout.US)).isEqualTo(1);
    }
}
