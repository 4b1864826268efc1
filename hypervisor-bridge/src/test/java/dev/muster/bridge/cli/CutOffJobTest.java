package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.job.CrashMatrix;
import dev.muster.bridge.job.CrashPoint;
import dev.muster.bridge.json.Json;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command is killed in the middle of its job; who only looks afterwards does not go on with it. */
class CutOffJobTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void reading_leaves_a_cut_off_job_where_it_is_and_waiting_for_it_takes_it_up() throws Exception {
        String uri = "sim:///?hosts=2&vms=8&seed=1&state=" + directory.resolve("world");
        assertThat(ctl("host", "create", "lab", uri).status()).isZero();
        Vm off = vms().filter(vm -> vm.state() == VmState.OFF).findFirst().orElseThrow();

        assertThat(killedAt(CrashPoint.BEGUN, "vm", "start", off.id().text())).isEqualTo(CrashMatrix.KILLED);

        List<List<String>> looks = List.of(
                List.of("vm", "list"),
                List.of("vm", "show", off.id().text()),
                List.of("host", "list"),
                List.of("audit", "list"),
                List.of("job", "list"));
        for (List<String> look : looks) {
            assertThat(ctl(look.toArray(String[]::new)).status()).isZero();
            assertThat(vms())
                    .filteredOn(vm -> vm.id().equals(off.id()))
                    .first()
                    .extracting(Vm::state)
                    .isEqualTo(VmState.OFF);
            assertThat(newest().state()).as(look.toString()).isEqualTo(JobState.RUNNING);
        }

        CtlLine waited = ctl("job", "wait", newest().id().text());
        assertThat(waited.status()).as(waited.err()).isZero();
        assertThat(newest().state()).isEqualTo(JobState.DONE);
        assertThat(newest().recovered()).isNotEmpty();
        assertThat(vms())
                .filteredOn(vm -> vm.id().equals(off.id()))
                .first()
                .extracting(Vm::state)
                .isEqualTo(VmState.RUNNING);
    }

    /** Runs a command that kills itself at that point of its first step. */
    private int killedAt(CrashPoint point, String... words) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElse(System.getProperty("java.class.path"));
        List<String> line = Stream.concat(
                        Stream.of(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classes,
                                MusterMain.class.getName(),
                                "ctl",
                                "--state",
                                directory.resolve("state").toString()),
                        Stream.of(words))
                .toList();
        ProcessBuilder process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("killed.log").toFile());
        process.environment().put("MUSTER_CRASH_AT", new CrashMatrix.Cell("vm.power", 0, point).text());
        return process.start().waitFor();
    }

    private Stream<Vm> vms() {
        return Stream.of(Json.read(ctl("vm", "list", "--json").out(), Vm[].class));
    }

    private Job newest() {
        return Json.read(ctl("job", "list", "--limit", "1", "--json").out(), Job[].class)[0];
    }

    private CtlLine ctl(String... words) {
        return CtlLine.ctl(directory.resolve("state"), words);
    }
}
