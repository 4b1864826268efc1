package dev.muster.app.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineDiffTest {
    @Test
    void a_diff_names_lines_gone_and_new() {
        assertThat(LineDiff.of("a\nb\nc", "a\nx\nc")).containsExactly("- b", "+ x");
        assertThat(LineDiff.of("a", "a")).isEmpty();
    }
}
