package dev.muster.app.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationTest {
    @ParameterizedTest
    @ValueSource(strings = {" leading", "trailing ", "two  words", "-rf", "<b>bold", "مرحبا", "😀-box", "é"})
    void a_name_of_any_kind_can_be_typed(String name) {
        Confirmation asked = new Confirmation("Delete", "", List.of(name), name, "Delete");
        assertThat(asked.accepts(name)).isTrue();
        assertThat(asked.accepts(name.strip())).isTrue();
        assertThat(asked.accepts(name.strip().substring(1))).isFalse();
        assertThat(asked.accepts("")).isFalse();
    }

    @Test
    void a_letter_with_its_accent_beside_it_is_another_name() {
        Confirmation asked = new Confirmation("Delete", "", List.of("\u00e9"), "\u00e9", "Delete");
        assertThat(asked.accepts("e\u0301")).isFalse();
    }
}
