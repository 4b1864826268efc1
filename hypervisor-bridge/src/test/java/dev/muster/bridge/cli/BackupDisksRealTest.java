package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.PointManifest.DiskContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks come, go, grow and get snapshots between two backups; each point holds what they held, and each for itself. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class BackupDisksRealTest {
    private static final String VM = "changing";

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;
    private Path disk = Path.of("");

    @BeforeEach
    void a_guest_that_writes_and_a_repository() throws Exception {
        ground = new CaseGround(directory);
        CaseGround.must("chmod", "755", directory.toString());
        disk = BootDisk.WRITE.make(directory.resolve("changing.qcow2"));
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
        CaseGround.tidy(
                "virsh", "-c", "qemu:///system", "undefine", "--checkpoints-metadata", "--snapshots-metadata", VM);
    }

    @Test
    void a_disk_is_added_grows_and_goes() throws Exception {
        ground.define(BootDisk.domain(VM, disk, "", ""));
        CaseGround.virsh("start", VM);
        written();
        Point first = pausedBackup();
        Path added = image("added.qcow2", "qcow2", "32M");
        CaseGround.virsh("attach-disk", VM, added.toString(), "vdb", "--subdriver", "qcow2", "--persistent");
        CaseGround.virsh("resume", VM);
        written();
        Point second = pausedBackup();
        assertThat(disk(second, "vda").tracked())
                .as("the other is still tracked")
                .isTrue();
        assertThat(disk(second, "vdb").tracked()).isFalse();
        CaseGround.virsh("resume", VM);
        CaseGround.virsh("blockresize", VM, "vdb", "48M");
        CaseGround.virsh("qemu-monitor-command", VM, "--hmp", "info block");
        written();
        Point third = pausedBackup();
        assertThat(disk(third, "vdb").size()).isEqualTo(48 << 20);
        CaseGround.virsh("detach-disk", VM, "vdb", "--config");
        CaseGround.virsh("destroy", VM);
        CaseGround.must("qemu-img", "resize", "-q", disk.toString(), "80M");
        Point fourth = backup();
        assertThat(fourth.manifest().disks())
                .singleElement()
                .satisfies(one -> assertThat(one.size()).isEqualTo(80 << 20));
        requireTrue(List.of(first, second, third, fourth));
    }

    @Test
    void raw_images_and_images_over_others_are_compared() throws Exception {
        Path base = image("base.qcow2", "qcow2", "16M");
        CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -P 7 1M 4M", base.toString());
        Path upper = directory.resolve("upper.qcow2");
        CaseGround.must(
                "qemu-img", "create", "-q", "-f", "qcow2", "-b", base.toString(), "-F", "qcow2", upper.toString());
        CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -P 8 2M 1M", upper.toString());
        Path raw = image("plain.raw", "raw", "16M");
        CaseGround.must("qemu-io", "-f", "raw", "-c", "write -q -P 9 3M 1M", raw.toString());
        ground.define(BootDisk.domain(VM, disk, "", more(upper, "qcow2", "vdb") + more(raw, "raw", "vdc")));
        CaseGround.virsh("start", VM);
        written();
        Point first = pausedBackup();
        CaseGround.virsh("resume", VM);
        written();
        Point second = pausedBackup();
        assertThat(disk(second, "vda").tracked()).isTrue();
        assertThat(disk(second, "vdc").tracked()).isFalse();
        assertThat(disk(second, "vdc").stored()).as("nothing changed").isZero();
        requireTrue(List.of(first, second));
    }

    @Test
    void a_block_device_is_compared() throws Exception {
        Path volume = image("volume.raw", "raw", "16M");
        CaseGround.must("qemu-io", "-f", "raw", "-c", "write -q -P 9 3M 1M", volume.toString());
        String device = CaseGround.must("losetup", "--find", "--show", volume.toString())
                .strip();
        try {
            ground.define(BootDisk.domain(
                    VM,
                    disk,
                    "",
                    "<disk type='block' device='disk'><driver name='qemu' type='raw'/><source dev='" + device
                            + "'/><target dev='vdb' bus='virtio'/></disk>"));
            CaseGround.virsh("start", VM);
            written();
            Point first = pausedBackup();
            CaseGround.virsh("resume", VM);
            written();
            CaseGround.virsh("destroy", VM);
            CaseGround.must("qemu-io", "-f", "raw", "-c", "write -q -P 5 8M 64k", device);
            Point second = backup();
            assertThat(disk(second, "vdb").source()).isEqualTo(device);
            assertThat(disk(second, "vdb").stored()).isEqualTo(64 << 10);
            requireTrue(List.of(first, second));
        } finally {
            clear();
            CaseGround.must("losetup", "--detach", device);
        }
    }

    @Test
    void a_snapshot_is_made_and_merged_in_between() throws Exception {
        ground.define(BootDisk.domain(VM, disk, "", ""));
        CaseGround.virsh("start", VM);
        written();
        Point first = pausedBackup();
        CaseGround.virsh("resume", VM);
        ground.done("snapshot", "create", VM, "before", "--external");
        assertThat(CaseGround.virsh("checkpoint-list", "--name", VM).strip())
                .as("libvirt takes no snapshot beside checkpoints")
                .isEmpty();
        written();
        Point second = pausedBackup();
        assertThat(disk(second, "vda").source()).isNotEqualTo(disk(first, "vda").source());
        assertThat(disk(second, "vda").stored()).isLessThan(disk(second, "vda").read());
        CaseGround.virsh("resume", VM);
        written();
        Point third = pausedBackup();
        CaseGround.virsh("resume", VM);
        ground.done("snapshot", "delete", VM, "before", "--yes");
        Point fourth = pausedBackup();
        requireTrue(List.of(first, second, third, fourth));
    }

    private final TreeMap<String, String> truths = new TreeMap<>();

    private static String more(Path image, String format, String target) {
        return "<disk type='file' device='disk'><driver name='qemu' type='" + format + "'/><source file='" + image
                + "'/><target dev='" + target + "' bus='virtio'/></disk>";
    }

    private Path image(String name, String format, String size) throws Exception {
        Path image = directory.resolve(name);
        CaseGround.must("qemu-img", "create", "-q", "-f", format, image.toString(), size);
        CaseGround.must("chmod", "666", image.toString());
        return image;
    }

    /** With the VM paused, what its disks hold is known. */
    private Point pausedBackup() throws Exception {
        CaseGround.virsh("suspend", VM);
        return backup();
    }

    private Point backup() throws Exception {
        ground.done("backup", "run", VM, "--repository", "nightly");
        ground.done("backup", "list", VM, "--json");
        Point newest = Json.read(ground.out, Point[].class)[0];
        for (DiskContent one : newest.manifest().disks()) {
            truths.put(newest.id().name() + "/" + one.target(), content(Path.of(one.source()), format(one)));
        }
        return newest;
    }

    private static String format(DiskContent disk) {
        return disk.source().endsWith(".raw") || disk.source().startsWith("/dev/") ? "raw" : "qcow2";
    }

    private void requireTrue(List<Point> points) throws Exception {
        for (Point point : points) {
            for (DiskContent one : point.manifest().disks()) {
                Path image = directory
                        .resolve("repository/vms")
                        .resolve(point.id().vm().toString())
                        .resolve(point.id().name())
                        .resolve(one.image());
                assertThat(content(image, "qcow2"))
                        .as(point.id() + " " + one.target())
                        .isEqualTo(truths.get(point.id().name() + "/" + one.target()));
            }
        }
    }

    private String content(Path image, String format) throws Exception {
        Path raw = directory.resolve("content.bin");
        CaseGround.must("qemu-img", "convert", "-U", "-f", format, "-O", "raw", image.toString(), raw.toString());
        return CaseGround.must("sha256sum", raw.toString()).split(" ")[0];
    }

    private static DiskContent disk(Point point, String target) {
        PointManifest manifest = point.manifest();
        return manifest.disks().stream()
                .filter(one -> one.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the guest has written more than it had. */
    private static void written() throws Exception {
        long before = writes();
        await().atMost(Duration.ofSeconds(30)).until(() -> writes() > before + 40);
    }

    private static long writes() throws Exception {
        return CaseGround.virsh("domblkstat", VM, "vda")
                .lines()
                .filter(line -> line.contains("wr_req"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+(\\d+)\\D*$", "$1")))
                .sum();
    }
}
