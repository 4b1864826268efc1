package dev.muster.app.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.techsenger.jeditermfx.core.input.KeyEvent;
import dev.muster.app.console.terminal.TerminalModel.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalModelTest {
    private final AtomicInteger changes = new AtomicInteger();
    private final TerminalModel terminal = new TerminalModel(changes::incrementAndGet, () -> {});
    private final ByteArrayOutputStream answered = new ByteArrayOutputStream();

    @Test
    void text_is_written_line_by_line_and_said_to_have_changed() throws IOException {
        feed("one\r\ntwo");
        assertThat(terminal.all()).isEqualTo("one\ntwo");
        assertThat(changes).hasPositiveValue();
        assertThat(terminal.cursor().column()).isEqualTo(3);
        assertThat(terminal.cursor().row()).isEqualTo(1);
    }

    @Test
    void escape_sequences_move_erase_and_colour() throws IOException {
        feed("\u001b[2J\u001b[3;5Hhere\u001b[31;1mred\u001b[0m\u001b[3;1Hx\u001b[10;1Hgone\r\u001b[K");
        assertThat(terminal.all()).isEqualTo("\n\nx   herered");
        Look red = terminal.lines(2, 1).getFirst().runs().stream()
                .filter(run -> run.text().equals("red"))
                .findFirst()
                .orElseThrow()
                .look();
        assertThat(red.bold()).isTrue();
        assertThat(red.foreground()).isEqualTo(Look.indexed(1));
        assertThat(red.background()).isEqualTo(Look.DEFAULT);
    }

    @Test
    void what_leaves_the_screen_is_in_the_history_and_found_there() throws IOException {
        feed(IntStream.range(0, 100).mapToObj(i -> "line " + i).collect(Collectors.joining("\r\n")));
        assertThat(terminal.history()).isEqualTo(76);
        assertThat(terminal.find("LINE 3")).hasSize(11);
        Place first = terminal.find("line 0").getFirst();
        assertThat(first).isEqualTo(new Place(-76, 0));
        assertThat(terminal.text(first, new Place(-75, 4))).isEqualTo("line 0\nline");
        assertThat(terminal.find("nowhere")).isEmpty();
    }

    @Test
    void a_full_screen_program_has_a_screen_of_its_own() throws IOException {
        feed("shell\u001b[?1049h\u001b[Heditor");
        assertThat(terminal.lines(0, 1).getFirst().runs().getFirst().text()).startsWith("editor");
        feed("\u001b[?1049l");
        assertThat(terminal.all()).contains("shell").doesNotContain("editor");
    }

    @Test
    void it_answers_where_its_cursor_is() throws IOException {
        feed("ab\u001b[6n");
        assertThat(answered.toString(StandardCharsets.US_ASCII)).isEqualTo("\u001b[1;3R");
    }

    @Test
    void arrows_change_with_the_mode_of_the_cursor_keys() throws IOException {
        assertThat(terminal.code(KeyEvent.VK_UP, 0)).isEqualTo("\u001b[A".getBytes(StandardCharsets.US_ASCII));
        feed("\u001b[?1h");
        assertThat(terminal.code(KeyEvent.VK_UP, 0)).isEqualTo("\u001bOA".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void what_is_pasted_can_not_get_out_of_its_brackets() throws IOException {
        assertThat(terminal.pasted("a\nb")).isEqualTo("a\rb");
        feed("\u001b[?2004h");
        assertThat(terminal.pasted("a\u001b[201~rm")).isEqualTo("\u001b[200~a[201~rm\u001b[201~");
    }

    @Test
    void another_size_keeps_the_text() throws IOException {
        feed("one\r\ntwo\r\nthree");
        terminal.resize(40, 10);
        assertThat(terminal.columns()).isEqualTo(40);
        assertThat(terminal.all()).contains("one\ntwo\nthree");
        terminal.resize(0, 0);
        assertThat(terminal.rows()).isPositive();
    }

    @Test
    void it_forgets_what_it_was_told_when_the_line_is_opened_again() throws IOException {
        feed(IntStream.range(0, 60).mapToObj(i -> "line " + i).collect(Collectors.joining("\r\n")));
        terminal.clear();
        feed("again");
        assertThat(terminal.all()).isEqualTo("again");
        assertThat(terminal.history()).isZero();
    }

    @Test
    void characters_of_many_bytes_and_wide_ones_arrive() throws IOException {
        feed("grün 漢字 →");
        assertThat(terminal.all()).isEqualTo("grün 漢字 →");
    }

    @Test
    void noise_does_no_harm() throws IOException {
        Random random = new Random(48);
        for (int round = 0; round < 300; round++) {
            byte[] noise = new byte[400];
            random.nextBytes(noise);
            for (int i = 0; i < noise.length; i += 7) {
                noise[i] = 0x1b;
                noise[i + 1 < noise.length ? i + 1 : i] = '[';
            }
            terminal.feed(new ByteArrayInputStream(noise), answered);
        }
        feed("\u001bc\u001b[2J\u001b[Hstill here");
        assertThat(terminal.all()).contains("still here");
    }

    private void feed(String text) throws IOException {
        terminal.feed(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), answered);
    }
}
