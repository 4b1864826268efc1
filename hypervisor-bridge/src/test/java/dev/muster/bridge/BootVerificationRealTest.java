package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.backup.PointId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Step;
import dev.muster.model.recovery.BootCheck;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.recovery.BootQuery;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.GoodPoint;
import dev.muster.model.recovery.PointChoice;
import dev.muster.model.recovery.PointRule;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunQuery;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Restore points of a real guest are booted; what its disk says decides whether they count. */
@Tag("real")
class BootVerificationRealTest extends RecoveryScene {
    private Path disk = Path.of("");

    @Override
    List<String> names() {
        return List.of("db");
    }

    /** It says what it finds on its disk, and has a screen. */
    @Override
    void machines() throws Exception {
        disk = directory.resolve("db.qcow2");
        assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "4M")
                        .start()
                        .waitFor())
                .isZero();
        write("good 0");
        String definition =
                definition(TinyGuest.build(), "db", "muster.disk", disk, "<video><model type='vga'/></video>");
        start("db", definition);
    }

    private void write(String text) throws Exception {
        Path block = Files.writeString(directory.resolve("block"), String.format("%-512s", text));
        Process qemu = new ProcessBuilder(
                        "qemu-io", "-f", "qcow2", "-c", "write -s " + block + " 0 512", disk.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(qemu.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(qemu.waitFor()).as(said).isZero();
    }

    private UUID db() {
        return bridge.vm("db").id().uuid();
    }

    /** All points, the oldest first; from some number on the disk holds something else than it should. */
    private List<PointId> points(int many, int badFrom) throws Exception {
        RealBridge.virsh("destroy", "db");
        bridge.awaitImage(image ->
                image.vms().values().stream().anyMatch(vm -> vm.name().equals("db") && vm.state() == VmState.OFF));
        write("good 0");
        for (int number = 1; number < many; number++) {
            write((number >= badFrom ? "bad " : "good ") + number);
            bridge.done(new BackupCommand.Run(bridge.vm("db").id(), NIGHTLY));
        }
        return known().stream().map(Point::id).toList().reversed();
    }

    private List<Point> known() {
        return bridge.bridge().ask(new BackupQuery.Points(Optional.of(db()))).points();
    }

    private BootCheck check(long mib, Duration limit) {
        return new BootCheck(
                new Readiness(List.of(new Gate.SerialText("found on its disk: good")), limit),
                Optional.of(mib),
                Optional.of(pool()));
    }

    private void requireNothingOfThem() throws Exception {
        assertThat(vms()).containsExactly("db");
        try (var files = Files.list(directory.resolve("pool"))) {
            assertThat(files).as("what they wrote").isEmpty();
        }
        assertThat(known()).allSatisfy(point -> assertThat(point.users()).isEmpty());
    }

    @Test
    void ten_points_boot_side_by_side_within_their_memory_with_a_picture_and_decide_what_counts_as_verified()
            throws Exception {
        // the first of them was captured while the guest wrote its ticks over what it had found
        List<PointId> points = points(11, 99).subList(1, 11);
        Job job = bridge.ended(bridge.bridge()
                .submit(new BootCommand.VerifyBoot(points, List.of(), check(300, Duration.ofSeconds(90)))));
        assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.DONE);
        List<Step> boots = job.steps().stream()
                .filter(step -> step.id().startsWith("boot/"))
                .toList();
        assertThat(boots).hasSize(10);
        assertThat(boots.stream()
                        .mapToLong(step -> boots.stream()
                                .filter(other -> other.started()
                                                .orElseThrow()
                                                .isBefore(step.started()
                                                        .orElseThrow()
                                                        .plusMillis(1))
                                        && other.ended()
                                                .orElseThrow()
                                                .isAfter(step.started().orElseThrow()))
                                .count())
                        .max()
                        .orElse(0))
                .as("96 MiB each, of 300")
                .isEqualTo(3);
        for (Point point : known().subList(0, 10)) {
            BootVerification booted = point.booted().orElseThrow();
            assertThat(booted.passed()).isTrue();
            assertThat(booted.job()).isEqualTo(job.id());
            assertThat(booted.evidence()).anySatisfy(met -> assertThat(met).contains("found on its disk: good"));
            assertThat(booted.screen()).isTrue();
        }
        byte[] picture =
                bridge.bridge().ask(new BootQuery.Screen(points.getFirst())).bytes();
        assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth()).isGreaterThanOrEqualTo(640);
        requireNothingOfThem();

        // a newer point that nobody booted is not the newest verified one
        bridge.done(new BackupCommand.Run(bridge.vm("db").id(), NIGHTLY));
        save(plan(tier(
                "data",
                machine("db", List.of())
                        .withPoint(new PointChoice(new PointRule.NewestVerified(), false, Optional.empty())))));
        JobId test = begin(false);
        assertThat(bridge.ended(test).state()).isEqualTo(JobState.DONE);
        assertThat(bridge.bridge()
                        .ask(new RunQuery.Run(test))
                        .machines()
                        .getFirst()
                        .point())
                .isEqualTo(points.getLast());
        assertThat(bridge.bridge()
                        .ask(new RunQuery.DryRun(SHOP, 0, RunKind.RECOVERY))
                        .findings())
                .as("it could be recovered from that")
                .noneSatisfy(finding -> assertThat(finding.problem().what()).contains("no restore point"));
    }

    @Test
    void the_newest_point_that_boots_is_found_among_those_that_were_damaged_from_a_known_one_on() throws Exception {
        List<PointId> points = points(12, 8);
        Job job = bridge.ended(
                bridge.bridge().submit(new BootCommand.FindGood(db(), check(400, Duration.ofSeconds(25)), 3)));
        assertThat(job.state()).as(() -> job.problem().toString()).isEqualTo(JobState.DONE);
        GoodPoint found = bridge.bridge().ask(new BootQuery.Good(job.id()));
        assertThat(found.lastGood()).contains(points.get(7));
        assertThat(found.firstBad()).contains(points.get(8));
        assertThat(found.points()).isEqualTo(12);
        assertThat(found.tried()).as("not all of them").hasSizeLessThan(9);
        assertThat(known().stream()
                        .filter(point -> point.id().equals(points.get(8)))
                        .findFirst()
                        .orElseThrow()
                        .booted()
                        .orElseThrow()
                        .problem())
                .contains("did not become ready");
        requireNothingOfThem();
    }
}
