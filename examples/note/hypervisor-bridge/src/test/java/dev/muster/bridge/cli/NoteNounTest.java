package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.model.inventory.Vm;
import dev.muster.model.note.Note;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NoteNounTest {
    @TempDir
    private Path directory = Path.of("");

    private String out = "";
    private String err = "";

    @Test
    void notes_are_written_listed_and_deleted() {
        String uri = "sim:///?hosts=1&vms=3&seed=1&state=" + directory.resolve("world");
        assertThat(ctl("host", "create", "lab", uri)).as(err).isZero();
        assertThat(ctl("vm", "list", "--json")).isZero();
        String vm = Json.read(out, Vm[].class)[0].id().text();
        assertThat(ctl("note", "create", vm, "Disk replaced")).as(err).isZero();
        assertThat(ctl("note", "list")).isZero();
        assertThat(out).startsWith("ID").contains("Disk replaced");
        assertThat(ctl("note", "list", "--json")).isZero();
        Note note = Json.read(out, Note[].class)[0];
        assertThat(ctl("note", "delete", note.id().text())).as(err).isZero();
        assertThat(ctl("note", "delete", note.id().text())).isEqualTo(3);
        assertThat(err).contains("NOT-1");
        assertThat(ctl("note", "list")).isZero();
        assertThat(out).contains("There are no notes.");
    }

    private int ctl(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("ctl", "--state", directory.resolve("state").toString()));
        all.addAll(Arrays.asList(arguments));
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        CommandLine line = MusterMain.commandLine(new LocalBridgeOpener(Map.of()));
        line.setOut(new PrintWriter(outText, true)).setErr(new PrintWriter(errText, true));
        int status = line.execute(all.toArray(String[]::new));
        out = outText.toString();
        err = errText.toString();
        return status;
    }
}
