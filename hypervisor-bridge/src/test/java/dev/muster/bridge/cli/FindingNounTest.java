package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes no sense about findings is refused on the command line; the rest is in PlanTestRealTest. */
class FindingNounTest {
    @TempDir
    private Path directory = Path.of("");

    private CtlLine line = new CtlLine(0, "", "");

    private int finding(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "finding";
        System.arraycopy(words, 0, all, 1, words.length);
        line = CtlLine.ctl(directory.resolve("state"), all);
        return line.status();
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThat(finding("list")).as(line.err()).isZero();
        assertThat(line.out()).contains("There are no findings.");
        assertThat(finding("show", "f-1")).isEqualTo(3);
        assertThat(line.err()).startsWith("RCV-9");
        assertThat(finding("set", "f-1", "--owner", "Ben")).isEqualTo(3);
        assertThat(line.err()).startsWith("RCV-9");
        assertThat(finding("raise", "nothing", "slow")).isEqualTo(3);
        assertThat(finding("assess", "nothing")).isEqualTo(3);
        assertThat(finding("coverage", "--json")).as(line.err()).isZero();
        assertThat(line.out()).contains("\"functions\" : [ ]");
    }

    @Test
    void what_makes_no_sense_is_refused_with_what_to_do() {
        assertThat(finding("set", "f-1")).isEqualTo(2);
        assertThat(line.err()).contains("Nothing of the finding is changed.");
        assertThat(finding("set", "f-1", "--due", "tomorrow")).isEqualTo(2);
        assertThat(line.err()).contains("YYYY-MM-DD");
        assertThat(finding("set", "f-1", "--status", "done")).isEqualTo(2);
        assertThat(line.err()).contains("open, fixed, closed, accepted");
        assertThat(finding("list", "--status", "done")).isEqualTo(2);
        assertThat(finding("set", "F 1", "--owner", "Ben")).isEqualTo(2);
        assertThat(finding("raise", "nothing", " ")).isEqualTo(2);
        assertThat(finding("raise", "nothing", "slow", "--severity", "huge")).isEqualTo(2);
        assertThat(finding("coverage", "--months", "0")).isEqualTo(2);
    }
}
