package dev.muster.model.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownNameTest {
    @Test
    void what_cannot_be_seen_is_made_visible() {
        assertThat(ShownName.of(" leading")).isEqualTo("\u2423leading");
        assertThat(ShownName.of("trailing  ")).isEqualTo("trailing\u2423\u2423");
        assertThat(ShownName.of("two  words")).isEqualTo("two  words");
        assertThat(ShownName.of("a\nb\u001b[2J\u007f")).isEqualTo("a\u21b5b\\x1b[2J\\x7f");
        assertThat(ShownName.of("   ")).isEqualTo("\u2423\u2423\u2423");
        assertThat(ShownName.of("web-01")).isEqualTo("web-01");
    }

    @Test
    void what_is_written_from_right_to_left_turns_nothing_around_it() {
        assertThat(ShownName.of("\u0645\u0631")).isEqualTo("\u2068\u0645\u0631\u2069");
        assertThat(ShownName.of("abc\u202ecod")).isEqualTo("abc\ufffdcod");
    }
}
