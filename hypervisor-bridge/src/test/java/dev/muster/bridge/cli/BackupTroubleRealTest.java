package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.Diagnosis;
import dev.muster.model.backup.PointManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What VMs were lost to with other tools: full, read-only and unmounted repositories, guests that go off, what was left behind. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class BackupTroubleRealTest {
    private static final String VM = "troubled";
    private static final String COPY = "troubled-again";

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;
    private Path disk = Path.of("");
    private Path repository = Path.of("");

    @BeforeEach
    void a_guest_that_writes() throws Exception {
        ground = new CaseGround(directory);
        CaseGround.must("chmod", "755", directory.toString());
        disk = BootDisk.WRITE.make(directory.resolve("troubled.qcow2"));
        ground.define(BootDisk.domain(VM, disk, "", ""));
        repository = Files.createDirectory(directory.resolve("repository"));
    }

    @AfterEach
    void clear() throws Exception {
        for (String vm : List.of(VM, COPY)) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", "--checkpoints-metadata", vm);
        }
        CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", "troubled");
        CaseGround.tidy("umount", "-l", repository.toString());
    }

    private void add() {
        ground.done("repository", "add", "nightly", "--path", repository.toString());
    }

    @Test
    void the_repository_fills_and_the_vm_runs_on() throws Exception {
        CaseGround.must("mount", "-t", "tmpfs", "-o", "size=100m", "muster-full", repository.toString());
        add();
        CaseGround.virsh("start", VM);
        written();
        ground.done("backup", "run", VM, "--repository", "nightly");
        fill();
        ground.refused("The repository is full", "backup", "run", VM, "--repository", "nightly");
        assertThat(CaseGround.virsh("domstate", VM)).contains("running");
        assertThat(CaseGround.virsh("domjobinfo", VM)).contains("None");
        assertThat(points()).hasSize(1);
        ground.done("repository", "check", "nightly");
        ground.done("backup", "delete", points().getFirst().id().text(), "--yes");
        Files.delete(repository.resolve("ballast"));
        ground.done("backup", "run", VM, "--repository", "nightly");
        try (Stream<Path> all = Files.walk(repository)) {
            assertThat(all.map(path -> path.getFileName().toString()).filter(name -> name.startsWith(".")))
                    .isEmpty();
        }
        assertThat(CaseGround.virsh("checkpoint-list", "--name", VM).strip().lines())
                .as("no checkpoint of a point that is none")
                .allMatch(name -> name.endsWith(points().getFirst().id().name()));
    }

    @Test
    void unmounted_or_read_only_it_is_said_and_nothing_is_written() throws Exception {
        CaseGround.must("mount", "-t", "tmpfs", "-o", "size=64m", "muster-gone", repository.toString());
        add();
        ground.done("backup", "run", VM, "--repository", "nightly");
        CaseGround.must("mount", "-o", "remount,ro", repository.toString());
        ground.refused("cannot be", "backup", "run", VM, "--repository", "nightly");
        ground.done("repository", "check", "nightly");
        ground.done("backup", "list");
        assertThat(ground.out).contains(VM);
        CaseGround.must("umount", repository.toString());
        ground.refused("not what is in the repository", "backup", "run", VM, "--repository", "nightly");
        try (Stream<Path> all = Files.list(repository)) {
            assertThat(all).as("an empty mount point is no empty repository").isEmpty();
        }
        ground.done("repository", "list");
        assertThat(ground.out).contains("not what is in the repository");
    }

    @Test
    void a_repository_that_vanishes_in_the_midst_is_said_and_the_vm_is_let_go() throws Exception {
        CaseGround.must("mount", "-t", "tmpfs", "-o", "size=200m", "muster-vanish", repository.toString());
        add();
        CaseGround.virsh("start", VM);
        written();
        ground.done("backup", "run", VM, "--repository", "nightly");
        CompletableFuture<CtlLine> backup = inTheMidst();
        CaseGround.must("umount", "-l", repository.toString());
        CtlLine said = backup.get(90, TimeUnit.SECONDS);
        assertThat(said.status()).isNotZero();
        assertThat(said.err()).contains("not what is in the repository");
        assertThat(CaseGround.virsh("domstate", VM)).contains("running");
        assertThat(CaseGround.virsh("domjobinfo", VM)).contains("None");
        assertThat(CaseGround.virsh("checkpoint-list", "--name", VM).strip().lines())
                .as("that of the point before, which may come back")
                .hasSize(1);
        try (Stream<Path> all = Files.list(repository)) {
            assertThat(all).as("nothing is written below a mount that is gone").isEmpty();
        }
    }

    @Test
    void a_vm_that_is_deleted_during_its_backup_leaves_nothing_half_done() throws Exception {
        add();
        CaseGround.virsh("start", VM);
        written();
        ground.done("backup", "run", VM, "--repository", "nightly");
        CompletableFuture<CtlLine> backup = inTheMidst();
        CaseGround.virsh("destroy", VM);
        CaseGround.virsh("undefine", "--checkpoints-metadata", VM);
        CtlLine said = backup.get(90, TimeUnit.SECONDS);
        assertThat(said.status()).isNotZero();
        assertThat(said.err()).contains("The backup of " + VM + " broke off");
        try (Stream<Path> all = Files.walk(repository)) {
            assertThat(all.map(path -> path.getFileName().toString()).filter(name -> name.startsWith(".")))
                    .isEmpty();
        }
        // the point before is as good as it was, also of a VM that is no more
        ground.done("repository", "check", "nightly");
        ground.done("backup", "list", "--json");
        assertThat(Json.read(ground.out, Point[].class))
                .singleElement()
                .satisfies(point -> assertThat(point.manifest().name()).isEqualTo(VM));
    }

    /** A backup that has stored something, and takes its time with the rest. */
    private CompletableFuture<CtlLine> inTheMidst() throws Exception {
        Path random = directory.resolve("random");
        CaseGround.must("dd", "if=/dev/urandom", "of=" + random, "bs=1M", "count=24", "status=none");
        String device = "/machine/peripheral/virtio-disk0/virtio-backend";
        CaseGround.virsh(
                "qemu-monitor-command", VM, "--hmp", "qemu-io -d " + device + " \"write -s " + random + " 32M 24M\"");
        CompletableFuture<CtlLine> backup = CompletableFuture.supplyAsync(() -> CtlLine.ctl(
                directory.resolve("state"), "backup", "run", VM, "--repository", "nightly", "--limit", "2M"));
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (Stream<Path> all = Files.walk(repository)) {
                return all.filter(path -> path.toString().contains("/.2") && path.endsWith("disks/vda.qcow2"))
                        .anyMatch(path -> path.toFile().length() > 1 << 20);
            }
        });
        return backup;
    }

    @Test
    void a_guest_that_goes_off_while_it_is_moved_loses_nothing() throws Exception {
        add();
        Path pool = Files.createDirectory(directory.resolve("pool"));
        CaseGround.virsh("pool-create-as", "troubled", "dir", "--target", pool.toString());
        // so much that the copy takes a while
        CaseGround.must("qemu-img", "resize", "-q", disk.toString(), "900M");
        Path random = directory.resolve("random");
        CaseGround.must("dd", "if=/dev/urandom", "of=" + random, "bs=1M", "count=600", "status=none");
        CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -s " + random + " 200M 600M", disk.toString());
        ground.done("backup", "run", VM, "--repository", "nightly");
        ground.done("restore", "instant", VM, "--pool", "troubled", "--name", COPY);
        await().atMost(Duration.ofSeconds(30)).until(() -> writes(COPY) > 40);
        Thread off = Thread.ofVirtual().start(() -> {
            try {
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> CaseGround.virsh("blockjob", COPY, "vda", "--raw")
                                .contains("type"));
                CaseGround.virsh("destroy", COPY);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        ground.done("restore", "move", COPY, "--pool", "troubled");
        off.join();
        assertThat(CaseGround.virsh("domstate", COPY)).contains("shut off");
        assertThat(CaseGround.virsh("domblklist", COPY)).contains(COPY + "-vda-2.qcow2");
        Path moved = pool.resolve(COPY + "-vda-2.qcow2");
        CaseGround.must("qemu-img", "check", "-q", moved.toString());
        assertThat(CaseGround.must("qemu-img", "info", moved.toString())).doesNotContain("backing file");
        try (Stream<Path> left = Files.list(pool)) {
            assertThat(left).containsExactly(moved);
        }
        ground.done("vm", "start", COPY);
        ground.done("backup", "list", "--json");
        assertThat(Json.read(ground.out, Point[].class)[0].users()).isEmpty();
    }

    @Test
    void the_doctor_says_what_is_read_and_mends_what_was_left_while_the_vm_runs() throws Exception {
        add();
        CaseGround.virsh("start", VM);
        written();
        assertThat(diagnosis().reading()).isEqualTo(Diagnosis.Reading.FULL);
        ground.done("backup", "run", VM, "--repository", "nightly");
        assertThat(diagnosis()).satisfies(one -> {
            assertThat(one.reading()).isEqualTo(Diagnosis.Reading.WRITTEN);
            assertThat(one.leftovers()).isEmpty();
        });
        // what another program, or an earlier Muster, may have left
        CaseGround.virsh("checkpoint-create-as", VM, "muster-nightly-20200101T000000Z");
        CaseGround.virsh("checkpoint-create-as", VM, "somebody-else");
        assertThat(diagnosis().leftovers()).containsExactly("the checkpoint muster-nightly-20200101T000000Z");
        ground.done("backup", "doctor", "--mend", VM);
        assertThat(diagnosis().leftovers()).isEmpty();
        assertThat(CaseGround.virsh("checkpoint-list", "--name", VM)).contains("somebody-else");
        assertThat(CaseGround.virsh("domstate", VM)).contains("running");
        CaseGround.virsh("checkpoint-delete", VM, "somebody-else");
        ground.done("backup", "run", VM, "--repository", "nightly");
        assertThat(newest().disks())
                .singleElement()
                .satisfies(one -> assertThat(one.tracked()).isTrue());

        String pid =
                Files.readString(Path.of("/run/libvirt/qemu/" + VM + ".pid")).strip();
        CaseGround.must("kill", "-9", pid);
        CaseGround.await("shut off", VM);
        CaseGround.virsh("start", VM);
        assertThat(diagnosis()).satisfies(one -> {
            assertThat(one.reading()).isEqualTo(Diagnosis.Reading.COMPARED);
            assertThat(one.why()).contains("QEMU was killed");
            assertThat(one.bytes()).isPositive();
        });
    }

    /** Has QEMU end in peace; it may be gone before it has answered. */
    private static void quit() throws IOException, InterruptedException {
        CaseGround.tidy("virsh", "-c", "qemu:///system", "qemu-monitor-command", VM, "--hmp", "quit");
        CaseGround.await("shut off", VM);
    }

    @Test
    void a_bitmap_without_its_checkpoint_is_mended_while_the_vm_runs() throws Exception {
        add();
        CaseGround.virsh("start", VM);
        CaseGround.virsh("checkpoint-create-as", VM, "muster-nightly-20200101T000000Z");
        // its own QEMU writes the bitmap into the image when it ends in peace
        quit();
        CaseGround.virsh("checkpoint-delete", VM, "muster-nightly-20200101T000000Z", "--metadata");
        CaseGround.virsh("start", VM);
        assertThat(diagnosis().leftovers()).containsExactly("the bitmap muster-nightly-20200101T000000Z");
        ground.done("backup", "doctor", "--mend", VM);
        assertThat(CaseGround.virsh("domstate", VM)).contains("running");
        quit();
        assertThat(CaseGround.must("qemu-img", "info", disk.toString())).doesNotContain("muster-nightly");
    }

    @Test
    void what_cannot_be_frozen_is_not_captured_and_hooks_are_run_around_it() throws Exception {
        add();
        CaseGround.virsh("start", VM);
        ground.refused("could not be frozen", "backup", "run", VM, "--repository", "nightly", "--freeze", "required");
        assertThat(CaseGround.virsh("domstate", VM)).contains("running");
        ground.refused("no hook", "backup", "run", VM, "--repository", "nightly", "--hook", "quiesce");
        assertThat(points()).isEmpty();
        Path hooks = Files.createDirectories(directory.resolve("state/hooks"));
        Path hook = Files.writeString(
                hooks.resolve("quiesce"), "#!/bin/sh\necho $1 $MUSTER_VM >> " + directory.resolve("said") + "\n");
        CaseGround.must("chmod", "700", hook.toString());
        ground.done("backup", "run", VM, "--repository", "nightly", "--hook", "quiesce");
        assertThat(Files.readAllLines(directory.resolve("said"))).containsExactly("before " + VM, "after " + VM);
    }

    private void fill() throws Exception {
        CaseGround.tidy("dd", "if=/dev/zero", "of=" + repository.resolve("ballast"), "bs=64k");
    }

    private Diagnosis diagnosis() {
        ground.done("backup", "doctor", "name:" + VM, "--json");
        return Json.read(ground.out, Diagnosis[].class)[0];
    }

    private PointManifest newest() {
        return points().getFirst().manifest();
    }

    private List<Point> points() {
        ground.done("backup", "list", VM, "--json");
        return List.of(Json.read(ground.out, Point[].class));
    }

    private static void written() throws Exception {
        long before = writes(VM);
        await().atMost(Duration.ofSeconds(30)).until(() -> writes(VM) > before + 40);
    }

    private static long writes(String vm) throws Exception {
        return CaseGround.virsh("domblkstat", vm, "vda")
                .lines()
                .filter(line -> line.contains("wr_req"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+(\\d+)\\D*$", "$1")))
                .sum();
    }
}
