package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules on the command line. */
class ScheduleNounTest {
    @TempDir
    private Path directory = Path.of("");

    private String out = "";
    private String err = "";

    @Test
    void a_schedule_is_set_shown_changed_and_deleted() throws Exception {
        Path command = command();
        assertThat(set(
                        "nightly",
                        "--rule",
                        "daily 22:15,6:00",
                        "--zone",
                        "Europe/Vienna",
                        "--command",
                        command.toString()))
                .as(err)
                .isZero();
        assertThat(only().rule().text()).isEqualTo("daily 06:00,22:15");
        assertThat(only().next()).isPresent();

        assertThat(ctl("schedule", "list")).isZero();
        assertThat(out).contains("nightly", "daily 06:00,22:15", "Europe/Vienna", "yes", "access.revoke");
        assertThat(ctl("schedule", "show", "nightly")).isZero();
        assertThat(out.lines().filter(line -> line.startsWith("Next run"))).hasSize(5);

        assertThat(set("nightly", "--enabled", "no")).as(err).isZero();
        assertThat(only().enabled()).isFalse();
        assertThat(only().rule().text()).isEqualTo("daily 06:00,22:15");
        assertThat(only().next()).isEmpty();

        assertThat(ctl("schedule", "delete", "nightly")).isZero();
        assertThat(ctl("schedule", "delete", "nightly")).isEqualTo(3);
        assertThat(err).startsWith("SCH-1");
        assertThat(ctl("schedule", "show", "nightly")).isEqualTo(3);
        assertThat(ctl("schedule", "list")).isZero();
        assertThat(out).contains("There are no schedules.");
    }

    @Test
    void what_makes_no_schedule_says_why() throws Exception {
        Path command = command();
        assertThat(set("nightly", "--rule", "daily")).isEqualTo(2);
        assertThat(err).contains("daily 06:00,22:15");
        assertThat(set("nightly", "--rule", "daily 22:15")).isEqualTo(2);
        assertThat(err).contains("--command");
        assertThat(set("nightly", "--command", command.toString())).isEqualTo(2);
        assertThat(set("nightly", "--rule", "every 4h", "--zone", "Mars/Crater", "--command", command.toString()))
                .isEqualTo(2);
        assertThat(set("Nightly!", "--rule", "every 4h", "--command", command.toString()))
                .isEqualTo(2);
    }

    private Path command() throws Exception {
        return Files.writeString(
                directory.resolve("command.json"), "{\"type\":\"access.revoke\",\"fingerprint\":\"ab12\"}");
    }

    private Schedule only() {
        assertThat(ctl("schedule", "list", "--json")).as(err).isZero();
        ScheduleQuery.Planned[] all = Json.read(out, ScheduleQuery.Planned[].class);
        assertThat(all).hasSize(1);
        return all[0].schedule();
    }

    private int set(String name, String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "schedule";
        words[1] = "set";
        words[2] = name;
        System.arraycopy(options, 0, words, 3, options.length);
        return ctl(words);
    }

    private int ctl(String... words) {
        CtlLine line = CtlLine.ctl(directory.resolve("state"), words);
        out = line.out();
        err = line.err();
        return line.status();
    }
}
