package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VMs are backed up while they write, are paused, are off and were killed; each point holds what the disk held. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class BackupRealTest {
    private static final String VM = "writer";

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;
    private Path disk = Path.of("");
    private final List<String> truths = new ArrayList<>();

    @BeforeEach
    void a_guest_that_writes_and_a_repository() throws Exception {
        ground = new CaseGround(directory);
        disk = BootDisk.WRITE.make(directory.resolve("writer.qcow2"));
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
    void a_chain_of_points_holds_what_the_disk_held_each_time() throws Exception {
        CaseGround.virsh("start", VM);
        written();
        pausedBackup();
        PointManifest full = newest();
        assertThat(full.parent()).isEmpty();
        assertThat(CaseGround.virsh("checkpoint-list", "--name", VM)).contains("muster-nightly-");

        CaseGround.virsh("resume", VM);
        written();
        pausedBackup();
        PointManifest tracked = newest();
        assertThat(tracked.parent()).isPresent();
        assertThat(tracked.disks()).singleElement().satisfies(one -> {
            assertThat(one.tracked()).isTrue();
            assertThat(one.read()).isLessThan(one.size() / 2);
        });
        assertThat(CaseGround.virsh("checkpoint-list", "--name", VM).strip().lines())
                .as("only the newest is kept")
                .hasSize(1);

        // a killed QEMU takes its bitmaps with it
        CaseGround.virsh("resume", VM);
        written();
        String pid =
                Files.readString(Path.of("/run/libvirt/qemu/" + VM + ".pid")).strip();
        CaseGround.must("kill", "-9", pid);
        CaseGround.await("shut off", VM);
        CaseGround.virsh("start", VM);
        written();
        pausedBackup();
        assertThat(ground.err).contains("is not known any more, so all of it is read");
        PointManifest compared = newest();
        assertThat(compared.disks()).singleElement().satisfies(one -> {
            assertThat(one.tracked()).isFalse();
            assertThat(one.stored()).isLessThan(one.read());
        });

        CaseGround.virsh("destroy", VM);
        CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -P 9 40M 128k", disk.toString());
        backup();
        assertThat(newest().consistency()).isEqualTo(PointManifest.Consistency.OFF);
        backup();
        assertThat(newest().stored()).as("nothing changed").isZero();

        List<Path> points = points();
        assertThat(points).hasSize(truths.size());
        for (int at = 0; at < points.size(); at++) {
            Path raw = directory.resolve("restored.raw");
            CaseGround.must(
                    "qemu-img",
                    "convert",
                    "-O",
                    "raw",
                    points.get(at).resolve("disks/vda.qcow2").toString(),
                    raw.toString());
            assertThat(hash(raw)).as("point " + at).isEqualTo(truths.get(at));
        }
        assertThat(Files.readString(points.getLast().resolve("domain.xml"))).contains("<name>writer</name>");
        try (Stream<Path> left = Files.list(points.getFirst().resolve(".."))) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @Test
    void a_running_vm_goes_on_writing_while_it_is_backed_up() throws Exception {
        CaseGround.virsh("start", VM);
        written();
        ground.done("backup", "run", VM, "--repository", "nightly");
        assertThat(CaseGround.virsh("domstate", VM)).contains("running");
        written();
        ground.done("backup", "run", VM, "--repository", "nightly");
        ground.done("backup", "list", VM);
        assertThat(ground.out).contains("full", "incremental");
        for (Path point : points()) {
            CaseGround.must(
                    "qemu-img", "check", "-q", point.resolve("disks/vda.qcow2").toString());
        }
        assertThat(CaseGround.virsh("dumpxml", VM)).doesNotContain("repository");
    }

    /** With the VM paused, what its disk holds is known. */
    private void pausedBackup() throws Exception {
        CaseGround.virsh("suspend", VM);
        backup();
    }

    private void backup() throws Exception {
        Path raw = directory.resolve("truth.raw");
        CaseGround.must("qemu-img", "convert", "-U", "-O", "raw", disk.toString(), raw.toString());
        truths.add(hash(raw));
        ground.done("backup", "run", VM, "--repository", "nightly");
    }

    /** Waits until the guest has written more than it had. */
    private void written() throws Exception {
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

    private PointManifest newest() throws Exception {
        ground.done("backup", "list", VM, "--json");
        return Json.read(ground.out, Point[].class)[0].manifest();
    }

    private List<Path> points() throws Exception {
        String uuid = CaseGround.virsh("domuuid", VM).strip();
        try (Stream<Path> all = Files.list(directory.resolve("repository/vms").resolve(uuid))) {
            return all.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static String hash(Path file) throws Exception {
        return CaseGround.must("sha256sum", file.toString()).split(" ")[0];
    }
}
