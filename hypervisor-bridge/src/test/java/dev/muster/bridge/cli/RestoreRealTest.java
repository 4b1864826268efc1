package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.BackupQuery.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What restore points hold comes back: as new VMs, in place, as one disk, at once; the points stay as they are. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class RestoreRealTest {
    private static final String VM = "writer";
    private static final String COPY = "writer-again";

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;
    private Path disk = Path.of("");
    private Path pool = Path.of("");

    @BeforeEach
    void a_vm_a_pool_and_a_repository() throws Exception {
        ground = new CaseGround(directory);
        pool = Files.createDirectory(directory.resolve("pool"));
        CaseGround.must("chmod", "755", directory.toString());
        disk = BootDisk.WRITE.make(pool.resolve("writer.qcow2"));
        CaseGround.virsh("pool-define-as", "restored", "dir", "--target", pool.toString());
        CaseGround.virsh("pool-start", "restored");
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
        for (String vm : List.of(VM, COPY)) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", "--checkpoints-metadata", "--nvram", vm);
        }
        CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", "restored");
        CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-undefine", "restored");
    }

    @Test
    void a_new_vm_has_what_the_disk_held_and_names_of_its_own() throws Exception {
        String truth = pausedBackup();
        String before = repository();
        ground.done("restore", "run", VM, "--pool", "restored", "--name", COPY);
        Path restored = pool.resolve(COPY + "-vda.qcow2");
        assertThat(content(restored)).isEqualTo(truth);
        assertThat(CaseGround.must("qemu-img", "info", restored.toString())).doesNotContain("backing file");
        assertThat(Files.size(restored)).as("what was thin stays thin").isLessThan(16 << 20);
        assertThat(CaseGround.virsh("domuuid", COPY)).isNotEqualTo(CaseGround.virsh("domuuid", VM));
        assertThat(CaseGround.virsh("domstate", COPY)).contains("shut off");
        ground.done("vm", "start", COPY);
        assertThat(repository()).isEqualTo(before);
        ground.refused("already", "restore", "run", VM, "--pool", "restored", "--name", COPY);
    }

    @Test
    void in_place_the_vm_is_itself_again_and_its_old_disk_is_gone() throws Exception {
        String truth = pausedBackup();
        ground.refused("paused", "restore", "run", VM, "--pool", "restored", "--in-place", "--yes");
        CaseGround.virsh("destroy", VM);
        CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -P 9 1M 1M", disk.toString());
        String uuid = CaseGround.virsh("domuuid", VM);
        ground.done("restore", "run", VM, "--pool", "restored", "--in-place", "--yes");
        assertThat(CaseGround.virsh("domuuid", VM)).isEqualTo(uuid);
        assertThat(disk).doesNotExist();
        String now = CaseGround.virsh("domblklist", VM)
                .lines()
                .filter(line -> line.contains("vda"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*vda\\s+", "")
                .strip();
        assertThat(content(Path.of(now))).isEqualTo(truth);
        ground.done("restore", "run", VM, "--pool", "restored", "--in-place", "--yes", "--start");
        assertThat(CaseGround.virsh("domstate", VM)).contains("running");
        assertThat(Path.of(now)).doesNotExist();
        // backups go on upon what was restored
        ground.done("backup", "run", VM, "--repository", "nightly");
        assertThat(newest().manifest().parent()).isPresent();
    }

    @Test
    void one_disk_becomes_a_volume() throws Exception {
        String truth = pausedBackup();
        ground.done("restore", "disk", VM, "vda", "--pool", "restored", "--volume", "old.qcow2");
        assertThat(content(pool.resolve("old.qcow2"))).isEqualTo(truth);
        ground.refused("no disk vdz", "restore", "disk", VM, "vdz", "--pool", "restored", "--volume", "x.qcow2");
    }

    @Test
    void instantly_it_runs_from_the_point_and_is_moved_while_it_writes() throws Exception {
        pausedBackup();
        String before = repository();
        ground.done("restore", "instant", VM, "--pool", "restored", "--name", COPY);
        assertThat(CaseGround.virsh("domstate", COPY)).contains("running");
        long writes = writes(COPY);
        await().atMost(Duration.ofSeconds(30)).until(() -> writes(COPY) > writes + 40);
        ground.done("restore", "move", COPY, "--pool", "restored");
        assertThat(CaseGround.virsh("domstate", COPY)).contains("running");
        for (String form : List.of("--inactive", "--memory")) {
            String xml = form.equals("--memory")
                    ? CaseGround.virsh("dumpxml", COPY)
                    : CaseGround.virsh("dumpxml", form, COPY);
            assertThat(xml).doesNotContain("repository").contains("writer-again-vda-2.qcow2");
        }
        assertThat(pool.resolve(COPY + "-vda.qcow2")).as("the overlay").doesNotExist();
        assertThat(repository()).as("the backup's bytes never change").isEqualTo(before);
        Path moved = pool.resolve(COPY + "-vda-2.qcow2");
        assertThat(CaseGround.must("qemu-img", "info", "-U", moved.toString())).doesNotContain("backing file");
        long then = writes(COPY);
        await().atMost(Duration.ofSeconds(30)).until(() -> writes(COPY) > then + 40);
        CaseGround.virsh("destroy", COPY);
        CaseGround.must("qemu-img", "check", "-q", moved.toString());
        ground.refused("runs from no restore point", "restore", "move", COPY, "--pool", "restored");
    }

    @Test
    void what_is_off_is_moved_too() throws Exception {
        String truth = pausedBackup();
        long had = writes(VM);
        ground.done("restore", "instant", VM, "--pool", "restored", "--name", COPY);
        // it begins anew with what its disk had before it was captured
        await().atMost(Duration.ofSeconds(30)).until(() -> writes(COPY) > had + 20);
        CaseGround.virsh("destroy", COPY);
        String then = content(pool.resolve(COPY + "-vda.qcow2"));
        ground.done("restore", "move", COPY, "--pool", "restored");
        assertThat(content(pool.resolve(COPY + "-vda-2.qcow2"))).isEqualTo(then);
        assertThat(then).as("it wrote something").isNotEqualTo(truth);
        ground.done("vm", "start", COPY);
    }

    /** With the VM paused, what its disk holds is known. */
    private String pausedBackup() throws Exception {
        CaseGround.virsh("start", VM);
        await().atMost(Duration.ofSeconds(30)).until(() -> writes(VM) > 40);
        CaseGround.virsh("suspend", VM);
        ground.done("backup", "run", VM, "--repository", "nightly");
        return content(disk);
    }

    private String content(Path image) throws Exception {
        Path raw = directory.resolve("content.raw");
        CaseGround.must("qemu-img", "convert", "-U", "-O", "raw", image.toString(), raw.toString());
        return hash(raw);
    }

    /** The files of the repository with what they hold and whose they are. */
    private String repository() throws Exception {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory.resolve("repository"))) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                files.put(each.toString(), hash(each) + " " + Files.getOwner(each));
            }
        }
        return files.toString();
    }

    private static long writes(String vm) throws Exception {
        return CaseGround.virsh("domblkstat", vm, "vda")
                .lines()
                .filter(line -> line.contains("wr_req"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+(\\d+)\\D*$", "$1")))
                .sum();
    }

    private Point newest() throws Exception {
        ground.done("backup", "list", VM, "--json");
        return Json.read(ground.out, Point[].class)[0];
    }

    private static String hash(Path file) throws Exception {
        return CaseGround.must("sha256sum", file.toString()).split(" ")[0];
    }
}
