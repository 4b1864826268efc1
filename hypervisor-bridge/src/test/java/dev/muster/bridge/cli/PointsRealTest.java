package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.BackupQuery.Point;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restore points are verified, merged and deleted; what is damaged is named, and what is good is still offered. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class PointsRealTest {
    private static final String VM = "kept";

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;
    private Path disk = Path.of("");
    private final Map<String, String> truths = new HashMap<>();

    @BeforeEach
    void a_vm_that_is_off_and_a_repository() throws Exception {
        ground = new CaseGround(directory);
        disk = BootDisk.HALT.make(directory.resolve("kept.qcow2"));
        ground.define(BootDisk.domain(VM, disk, "", ""));
        ground.done(
                "repository",
                "add",
                "nightly",
                "--path",
                Files.createDirectory(directory.resolve("repository")).toString());
    }

    @AfterEach
    void clear() throws Exception {
        CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", VM);
        CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", "--checkpoints-metadata", VM);
    }

    @Test
    void points_are_merged_and_deleted_wherever_they_are_in_the_chain() throws Exception {
        List<Point> points = chain(5);
        ground.done("repository", "check", "nightly");
        ground.done("backup", "delete", points.get(2).id().text(), "--yes"); // in the midst
        requireTrue(List.of(points.get(0), points.get(1), points.get(3), points.get(4)));
        ground.done("backup", "delete", points.get(0).id().text(), "--yes"); // the base
        requireTrue(List.of(points.get(1), points.get(3), points.get(4)));
        ground.done("backup", "delete", points.get(4).id().text(), "--yes"); // the newest
        requireTrue(List.of(points.get(1), points.get(3)));
        write(7, "20M", "1M");
        Point next = backup();
        assertThat(next.manifest().parent()).contains(points.get(3).id().name());
        requireTrue(List.of(points.get(1), points.get(3), next));
        ground.done("repository", "check", "nightly");
        ground.done("backup", "verify", next.id().text());
        assertThat(newest().verified())
                .hasValueSatisfying(one -> assertThat(one.passed()).isTrue());
    }

    @Test
    void what_no_rule_keeps_is_merged_after_a_backup() throws Exception {
        List<Point> points = chain(3);
        write(9, "5M", "1M");
        ground.done("backup", "run", "--filter", "name:" + VM, "--repository", "nightly", "--keep", "last=2");
        truths.put(newest().id().name(), content(disk));
        List<Point> left = points();
        assertThat(left).hasSize(2);
        assertThat(left.getLast().id()).isEqualTo(points.getLast().id());
        assertThat(left.getLast().manifest().parent()).isEmpty();
        requireTrue(left);
        ground.refused("No VM matches", "backup", "run", "--filter", "name:nobody", "--repository", "nightly");
    }

    @Test
    void a_point_that_was_altered_is_named_and_the_next_backup_is_a_full_one() throws Exception {
        List<Point> points = chain(3);
        Path image = path(points.get(1)).resolve("disks/vda.qcow2");
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}), channel.size() - 100);
        }
        ground.refused("Damaged restore points in nightly: 2; good: 1.", "repository", "check", "nightly");
        ground.refused(
                "The newest good point of that VM is " + points.get(0).id(),
                "backup",
                "verify",
                points.get(2).id().text());
        ground.done("backup", "list", VM);
        assertThat(ground.out).contains("damaged");

        Files.delete(image);
        ground.refused(
                image.toString(),
                "restore",
                "disk",
                points.get(2).id().text(),
                "vda",
                "--pool",
                pool(),
                "--volume",
                "x.qcow2");
        ground.done("restore", "disk", points.get(0).id().text(), "vda", "--pool", pool(), "--volume", "good.qcow2");
        Point full = backup();
        assertThat(full.manifest().parent())
                .as("upon what is damaged nothing is put")
                .isEmpty();
        ground.done("backup", "verify", full.id().text());
    }

    @Test
    void nothing_changed_is_nothing_read() throws Exception {
        chain(1);
        Point again = backup();
        assertThat(again.manifest().read()).isZero();
        assertThat(again.manifest().stored()).isZero();
        requireTrue(List.of(again));
    }

    @Test
    void by_hand_as_the_page_says_it() throws Exception {
        Point point = chain(3).getLast();
        String page = Files.readString(page());
        String by = page.substring(page.indexOf("## A point by hand"));
        String script = by.substring(by.indexOf("```sh\n") + 6, by.indexOf("```\n", by.indexOf("```sh\n") + 6));
        Path images = Files.createDirectory(directory.resolve("by-hand"));
        Process shell = new ProcessBuilder(
                        "env",
                        "REPOSITORY=" + directory.resolve("repository"),
                        "UUID=" + point.id().vm(),
                        "POINT=" + point.id().name(),
                        "IMAGES=" + images,
                        "NAME=kept-by-hand",
                        "LIBVIRT_DEFAULT_URI=qemu:///system",
                        "bash",
                        "-euc",
                        script)
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            assertThat(shell.waitFor()).as(said).isZero();
            assertThat(CaseGround.virsh("domstate", "kept-by-hand")).contains("running");
            assertThat(content(images.resolve("vda.qcow2")))
                    .isEqualTo(truths.get(point.id().name()));
        } finally {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", "kept-by-hand");
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", "kept-by-hand");
        }
    }

    /** The tests run in the directory of their module. */
    private static Path page() {
        Path here = Path.of("").toAbsolutePath();
        Path page = here.resolve("docs/backup.md");
        return Files.exists(page) ? page : here.resolve("../docs/backup.md").normalize();
    }

    private String pool() throws Exception {
        Path pool = directory.resolve("pool");
        if (!Files.exists(pool)) {
            Files.createDirectory(pool);
            CaseGround.virsh("pool-create-as", "points", "dir", "--target", pool.toString());
        }
        return "points";
    }

    /** Points of a disk that differs each time, in places that overlap. */
    private List<Point> chain(int count) throws Exception {
        List<Point> points = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            write(number + 1, (2 + number) + "M", "2M");
            if (number == 2) {
                CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -z 1M 2M", disk.toString());
                CaseGround.must("qemu-img", "resize", "-q", disk.toString(), "70M");
            }
            points.add(backup());
        }
        return points;
    }

    private void write(int pattern, String at, String length) throws Exception {
        CaseGround.must(
                "qemu-io", "-f", "qcow2", "-c", "write -q -P " + pattern + " " + at + " " + length, disk.toString());
    }

    private Point backup() throws Exception {
        ground.done("backup", "run", VM, "--repository", "nightly");
        Point point = newest();
        truths.put(point.id().name(), content(disk));
        return point;
    }

    private Point newest() {
        return points().getFirst();
    }

    private List<Point> points() {
        ground.done("backup", "list", VM, "--json");
        return List.of(Json.read(ground.out, Point[].class));
    }

    private Path path(Point point) {
        return directory
                .resolve("repository/vms")
                .resolve(point.id().vm().toString())
                .resolve(point.id().name());
    }

    private void requireTrue(List<Point> points) throws Exception {
        assertThat(points())
                .extracting(Point::id)
                .containsAll(points.stream().map(Point::id).toList());
        for (Point point : points) {
            assertThat(content(path(point).resolve("disks/vda.qcow2")))
                    .as(point.id().text())
                    .isEqualTo(truths.get(point.id().name()));
        }
    }

    private String content(Path image) throws Exception {
        Path raw = directory.resolve("content.raw");
        CaseGround.must("qemu-img", "convert", "-U", "-O", "raw", image.toString(), raw.toString());
        return CaseGround.must("sha256sum", raw.toString()).split(" ")[0];
    }
}
