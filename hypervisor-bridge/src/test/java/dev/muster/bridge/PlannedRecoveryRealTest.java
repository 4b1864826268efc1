package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.recovery.Decision;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import dev.muster.model.recovery.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two real guests go over on purpose; one of them writes numbers as fast as it can, and tells each once it is on its disk. */
@Tag("real")
class PlannedRecoveryRealTest extends RecoveryScene {
    private static final Pattern FOUND = Pattern.compile("found on its disk: (\\d+)");

    private Optional<Process> listening = Optional.empty();

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

    /** The numbers that the writer told from its first start on until it began anew. */
    private static List<Long> numbers(Path told) {
        List<Long> numbers = new ArrayList<>();
        for (String line : (Files.exists(told) ? said(told) : "").split("\n", -1)) {
            String[] twice = line.strip().split(" ");
            if (twice.length == 2 && twice[0].equals(twice[1])) {
                long number = Long.parseLong(twice[0]);
                if (!numbers.isEmpty() && number < numbers.getLast()) {
                    break;
                }
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static long last(Path told) {
        return numbers(told).getLast();
    }

    /** What the writer tells where it was recovered: its second serial line is a terminal there, which is listened to. */
    private Path away(String name) throws Exception {
        String pty = RealBridge.virsh("dumpxml", name).stream()
                .dropWhile(line -> !line.startsWith("<serial"))
                .filter(line -> line.startsWith("<source path='/dev/pts/"))
                .skip(1)
                .map(line -> line.replaceAll(".*'(/dev/pts/[0-9]+)'.*", "$1"))
                .findFirst()
                .orElseThrow();
        assertThat(new ProcessBuilder("stty", "-F", pty, "raw", "-echo").start().waitFor())
                .isZero();
        Path told = directory.resolve("away");
        listening = Optional.of(
                new ProcessBuilder("cat", pty).redirectOutput(told.toFile()).start());
        return told;
    }

    @AfterEach
    void listen_no_more() {
        listening.ifPresent(Process::destroyForcibly);
    }

    private static String said(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static void awaitTold(Path told) {
        await("the writer writes").atMost(LONG).until(() -> numbers(told).size() > 20);
    }

    @Test
    void what_goes_over_as_planned_is_shut_down_in_reverse_order_and_loses_nothing_it_had_written() throws Exception {
        save(site().withDecision(Optional.of(new Decision(Duration.ofSeconds(4), Decision.Otherwise.ROLL_BACK))));
        RealBridge.virsh("autostart", "db");
        bridge.awaitImage(
                image -> image.vms().values().stream().anyMatch(vm -> vm.name().equals("db") && vm.autostart()));
        awaitTold(told());
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

        long last = last(told());
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

        // nobody decides about it, so its time limit does
        awaitOutcome(id, RunOutcome.ROLLED_BACK);
        bridge.awaitImage(image -> image.vms().values().stream()
                .allMatch(vm -> !names().contains(vm.name()) || vm.state() == VmState.RUNNING));
        assertThat(bridge.vm("db").autostart()).as("as it was").isTrue();
        assertThat(String.join("", RealBridge.virsh("dumpxml", "--inactive", "db")))
                .as("its cable is in")
                .doesNotContain("<link state='down'/>");
        requireNothingLeft();
    }

    private RunSummary awaitOutcome(JobId run, RunOutcome outcome) {
        return await("the recovery is " + outcome)
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> bridge.bridge().ask(new RunQuery.Run(run)).summary(),
                        summary -> summary.outcome().equals(Optional.of(outcome)));
    }

    private JobId goOver(Optional<Decision> decision) throws Exception {
        save(site().withDecision(decision));
        awaitTold(told());
        JobId id = bridge.bridge().submit(new RecoveryCommand.RecoverPlanned(SHOP, 0));
        Job done = bridge.ended(id);
        assertThat(done.state()).as(() -> done.problem().toString()).isEqualTo(JobState.DONE);
        String run = bridge.bridge().ask(new RunQuery.Run(id)).summary().run();
        awaitTold(away("db-" + run));
        return id;
    }

    private Job comeHome(JobId recovery) throws Exception {
        VmId db = bridge.vm("db").id();
        JobId id = bridge.bridge().submit(new RecoveryCommand.Failback(SHOP, recovery));
        Job done = bridge.ended(id);
        assertThat(done.state()).as(() -> done.problem().toString()).isEqualTo(JobState.DONE);
        assertThat(bridge.vm("db").id()).as("its identity").isEqualTo(db);
        assertThat(found(said(directory.resolve("db.serial"))))
                .as("what was told while it was away")
                .isBetween(last(directory.resolve("away")), last(directory.resolve("away")) + 1);
        assertThat(step(done, "shutdown/db").started().orElseThrow())
                .as("db after app is off")
                .isAfterOrEqualTo(step(done, "shutdown/app").ended().orElseThrow());
        assertThat(began(done, "app")).as("app after db is ready").isAfterOrEqualTo(ended(done, "db"));
        assertThat(bridge.bridge().ask(new RunQuery.Run(recovery)).summary())
                .satisfies(run -> assertThat(run.standing()).isFalse());
        RunRecord record = bridge.bridge().ask(new RunQuery.Run(id));
        assertThat(record.summary().kind()).isEqualTo(RunKind.FAILBACK);
        assertThat(record.summary().ready()).isEqualTo(2);
        assertThat(record.machines().getFirst().evidence())
                .anySatisfy(met -> assertThat(met).contains("ready"));
        return done;
    }

    /** What the machines said in bytes, together. */
    private long bytes(Job job, String what) {
        return bridge.bridge().ask(new JobQuery.Log(job.id(), 0)).lines().stream()
                .map(line -> line.text())
                .filter(text -> text.endsWith(what))
                .mapToLong(text -> Long.parseLong(text.split(" ")[0]))
                .sum();
    }

    @Test
    void what_was_written_while_away_comes_home_and_only_that_is_copied() throws Exception {
        JobId recovery = goOver(Optional.empty());
        Job home = comeHome(recovery);
        assertThat(bytes(home, "were other than in the restore point"))
                .as("both sides still had that in common")
                .isZero();
        assertThat(bytes(home, "bytes were brought home"))
                .as("of a disk of 4 MiB")
                .isBetween(1L, 1L << 20);
        assertThat(bridge.bridge().ask(new RunQuery.Run(recovery)).summary().outcome())
                .contains(RunOutcome.FAILED_BACK);
        requireNothingLeft();
    }

    @Test
    void a_recovery_nobody_decides_about_is_committed_by_its_time_limit_and_still_comes_home() throws Exception {
        JobId recovery = goOver(Optional.of(new Decision(Duration.ofSeconds(4), Decision.Otherwise.COMMIT)));
        RunSummary committed = awaitOutcome(recovery, RunOutcome.COMMITTED);
        assertThat(committed.standing()).as("its networks stay").isTrue();
        String name = "db-" + committed.run();
        assertThat(bridge.vm(name).disks())
                .as("in the pool, with nothing below")
                .allSatisfy(disk -> assertThat(below(disk.source())).isEmpty());
        assertThat(bridge.vm(name).state()).isEqualTo(VmState.RUNNING);
        bridge.awaitImage(image -> image.vms().values().stream()
                .anyMatch(vm -> vm.name().equals("db") && vm.tags().contains("replaced")));
        comeHome(recovery);
        assertThat(bridge.vm(name).state()).as("kept, off").isEqualTo(VmState.OFF);
        bridge.awaitImage(image -> image.vms().values().stream()
                .anyMatch(vm -> vm.name().equals("db") && !vm.tags().contains("replaced")));
    }

    private static String below(String image) {
        try {
            Process info = new ProcessBuilder("qemu-img", "info", "-U", "--output=json", image).start();
            String said = new String(info.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.contains("backing-filename") ? said : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
