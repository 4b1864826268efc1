package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two real guests go over on purpose; one of them writes numbers as fast as it can, and tells each once it is on its disk. */
@Tag("real")
class PlannedRecoveryRealTest extends RecoveryScene {
    private static final Pattern FOUND = Pattern.compile("found on its disk: (\\d+)");

    @Override
    List<String> names() {
        return List.of("db", "app");
    }

    @Override
    void machines() throws Exception {
        TinyGuest guest = TinyGuest.build();
        writer(guest, "db");
        define(guest, "app", "muster.fetch=db");
    }

    /** Tells on its second serial line what it has written; what takes its place goes on in the same file. */
    private void writer(TinyGuest guest, String name) throws Exception {
        Path disk = directory.resolve(name + ".qcow2");
        assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "4M")
                        .start()
                        .waitFor())
                .isZero();
        start(
                name,
                definition(
                        guest,
                        name,
                        "muster.disk muster.tell",
                        disk,
                        "<serial type='file'><source path='" + told() + "' append='on'/><target port='1'/></serial>"));
    }

    private Path told() {
        return directory.resolve("told");
    }

    /** The numbers that were told, one list for each start of the writer. */
    private List<List<Long>> numbers() throws IOException {
        List<List<Long>> starts = new ArrayList<>();
        long before = Long.MAX_VALUE;
        for (String line : Files.readString(told(), StandardCharsets.ISO_8859_1).split("\n", -1)) {
            String[] twice = line.strip().split(" ");
            if (twice.length == 2 && twice[0].equals(twice[1])) {
                long number = Long.parseLong(twice[0]);
                if (number <= before) {
                    starts.add(new ArrayList<>());
                }
                starts.getLast().add(number);
                before = number;
            }
        }
        return starts;
    }

    private long told(int start) throws IOException {
        return numbers().get(start).getLast();
    }

    private static long found(String said) {
        Matcher found = FOUND.matcher(said);
        assertThat(found.find()).as(said).isTrue();
        return Long.parseLong(found.group(1));
    }

    private PlanSpec site() {
        return plan(
                tier(
                        "data",
                        machine("db", List.of(), new Gate.SerialText(TinyGuest.ready("db")), new Gate.TcpPort(80))),
                tier("front", machine("app", List.of(), new Gate.SerialText("fetched db: db"))));
    }

    private void awaitTold(int start, long more) {
        await("the writer writes").atMost(LONG).until(() -> numbers().size() > start && told(start) > more);
    }

    @Test
    void what_goes_over_as_planned_is_shut_down_in_reverse_order_and_loses_nothing_it_had_written() throws Exception {
        save(site());
        RealBridge.virsh("autostart", "db");
        bridge.awaitImage(
                image -> image.vms().values().stream().anyMatch(vm -> vm.name().equals("db") && vm.autostart()));
        awaitTold(0, 20);
        JobId id = bridge.bridge().submit(new RecoveryCommand.RecoverPlanned(SHOP, 0));
        Job done = bridge.ended(id);
        assertThat(done.state()).as(() -> done.problem().toString()).isEqualTo(JobState.DONE);

        assertThat(step(done, "shutdown/db").started().orElseThrow())
                .as("db after app is off")
                .isAfterOrEqualTo(step(done, "shutdown/app").ended().orElseThrow());
        assertThat(step(done, "last/db").started().orElseThrow())
                .as("captured once it is off")
                .isAfterOrEqualTo(step(done, "shutdown/db").ended().orElseThrow());
        assertThat(began(done, "db"))
                .as("nothing comes up before all are captured")
                .isAfterOrEqualTo(step(done, "last/app").ended().orElseThrow());
        assertThat(Files.readString(directory.resolve("db.serial")))
                .as("it shut down itself")
                .contains("shutting down");

        long last = told(0);
        assertThat(found(said("db"))).as("what had been told is there").isBetween(last, last + 1);
        for (String name : names()) {
            assertThat(bridge.vm(name).state()).as(name).isEqualTo(VmState.OFF);
            assertThat(bridge.vm(name).autostart()).as(name).isFalse();
            assertThat(String.join("", RealBridge.virsh("dumpxml", "--inactive", name)))
                    .as("its cable is out")
                    .contains("<link state='down'/>");
        }
        RunRecord record = bridge.bridge().ask(new RunQuery.Run(id));
        assertThat(record.summary().kind()).isEqualTo(RunKind.PLANNED);
        assertThat(record.summary().result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(record.machines().getFirst().captured())
                .as("the last capture")
                .isAfterOrEqualTo(step(done, "shutdown/db").ended().orElseThrow());

        bridge.done(new RecoveryCommand.Cleanup(SHOP, id));
        assertThat(bridge.vm("db").autostart()).as("as it was").isTrue();
        assertThat(String.join("", RealBridge.virsh("dumpxml", "--inactive", "db")))
                .as("its cable is in")
                .doesNotContain("<link state='down'/>");
        requireNothingLeft();
    }
}
