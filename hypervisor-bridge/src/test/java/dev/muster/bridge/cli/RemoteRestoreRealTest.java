package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.libvirt.SecondHost;
import dev.muster.bridge.hypervisor.libvirt.TestAuthority;
import dev.muster.bridge.json.Json;
import dev.muster.model.backup.BackupQuery.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restore points of a VM of this machine come back on another host, which the bridge reaches through libvirt alone. The test
 * itself can look at the files of both.
 */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class RemoteRestoreRealTest {
    private static final String VM = "traveller";
    private static final String COPY = "arrived";
    private static final String POOL = "elsewhere";

    /** Of the disk of 64 MiB, the guest has written a part. */
    private static final long LITTLE = 16 << 20;

    private static final int UNIT = 512;

    @TempDir
    private static Path hosts;

    private static SecondHost second;

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;
    private Path disk = Path.of("");
    private Path pool = Path.of("");

    @BeforeAll
    static void a_second_host() throws Exception {
        TestAuthority authority = new TestAuthority("lab");
        authority.server(hosts.resolve("server"));
        authority.client(hosts.resolve("client"), Instant.now().plus(Duration.ofDays(1)));
        second = new SecondHost(hosts.resolve("server"));
    }

    @AfterAll
    static void its_end() {
        second.close();
    }

    @BeforeEach
    void a_vm_here_a_pool_there_and_a_repository() throws Exception {
        ground = new CaseGround(directory);
        ground.done("host", "create", "there", uri());
        CaseGround.must("chmod", "755", directory.toString());
        disk = BootDisk.WRITE.make(directory.resolve("traveller.qcow2"));
        ground.define(BootDisk.domain(VM, disk, "", ""));
        pool = Files.createDirectory(directory.resolve("pool"));
        there("pool-create-as", POOL, "dir", "--target", pool.toString());
        ground.done(
                "repository",
                "add",
                "nightly",
                "--path",
                Files.createDirectory(directory.resolve("repository")).toString());
    }

    @AfterEach
    void clear() throws Exception {
        for (String host : List.of("qemu:///system", uri())) {
            for (String vm : List.of(VM, COPY)) {
                CaseGround.tidy("virsh", "-c", host, "destroy", vm);
                CaseGround.tidy("virsh", "-c", host, "undefine", "--checkpoints-metadata", vm);
            }
        }
        CaseGround.tidy("virsh", "-c", uri(), "pool-destroy", POOL);
    }

    @Test
    void a_new_vm_and_a_disk_there_hold_what_the_disk_held_here() throws Exception {
        String truth = pausedBackup();
        String point = newest().id().toString();
        ground.refused("cannot read the repository", "restore", "instant", point, "--pool", POOL, "--name", COPY);
        ground.done("restore", "run", point, "--pool", POOL, "--name", COPY);
        Path restored = pool.resolve(COPY + "-vda.img");
        assertThat(hash(restored)).isEqualTo(truth);
        assertThat(allocated(restored)).as("what was thin stays thin").isBetween(1L, LITTLE);
        assertThat(there("dumpxml", COPY)).contains("type='raw'").contains("arrived-vda.img");

        ground.done("restore", "disk", point, "vda", "--pool", POOL, "--volume", "old.img");
        assertThat(hash(pool.resolve("old.img"))).isEqualTo(truth);

        ground.done("vm", "start", COPY);
        assertThat(there("domstate", COPY)).contains("running");
        long had = writes(uri(), COPY);
        await().atMost(Duration.ofSeconds(30)).until(() -> writes(uri(), COPY) > had + 20);
    }

    @Test
    void in_place_a_vm_that_is_there_now_is_itself_again_and_its_old_disk_is_gone() throws Exception {
        String truth = pausedBackup();
        String point = newest().id().toString();
        Path old = BootDisk.HALT.make(pool.resolve("moved.qcow2"));
        String uuid = CaseGround.virsh("domuuid", VM).strip();
        CaseGround.virsh("destroy", VM);
        CaseGround.virsh("undefine", "--checkpoints-metadata", VM);
        there("pool-refresh", POOL);
        String moved = BootDisk.domain(VM, old, "", "").replace("<memory", "<uuid>" + uuid + "</uuid><memory");
        there("define", Files.writeString(directory.resolve("moved.xml"), moved).toString());

        ground.done("restore", "run", point, "--pool", POOL, "--in-place", "--yes");

        assertThat(files()).singleElement().satisfies(now -> {
            assertThat(hash(now)).isEqualTo(truth);
            assertThat(there("domblklist", VM)).contains(now.toString());
        });
        assertThat(there("domuuid", VM)).contains(uuid);
    }

    @Test
    void a_point_that_was_changed_is_told_and_nothing_is_left_over() throws Exception {
        pausedBackup();
        Point point = newest();
        Path image = directory
                .resolve("repository/vms")
                .resolve(point.manifest().vm().toString())
                .resolve(point.id().name())
                .resolve("disks/vda.qcow2");
        CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -P 7 2M 64k", image.toString());
        for (List<String> restore : List.of(
                List.of("restore", "run", point.id().toString(), "--pool", POOL, "--name", COPY),
                List.of("restore", "disk", point.id().toString(), "vda", "--pool", POOL, "--volume", "old.img"))) {
            ground.refused("was changed", restore.toArray(String[]::new));
            assertThat(files()).isEmpty();
        }
        // but for the domain by which a bridge finds out how a host runs VMs, which goes by itself
        assertThat(there("list", "--all", "--name").lines().filter(name -> !name.isBlank()))
                .allSatisfy(name -> assertThat(name).startsWith("muster-probe-"));
    }

    /** With the VM paused, what its disk holds is known. */
    private String pausedBackup() throws Exception {
        CaseGround.virsh("start", VM);
        await().atMost(Duration.ofSeconds(30)).until(() -> writes("qemu:///system", VM) > 40);
        CaseGround.virsh("suspend", VM);
        ground.done("backup", "run", VM, "--repository", "nightly");
        Path raw = directory.resolve("content.raw");
        CaseGround.must("qemu-img", "convert", "-U", "-O", "raw", disk.toString(), raw.toString());
        return hash(raw);
    }

    private Point newest() {
        ground.done("backup", "list", VM, "--json");
        return Json.read(ground.out, Point[].class)[0];
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> all = Files.list(pool)) {
            return all.toList();
        }
    }

    /** Bytes of a file for which there is room taken. */
    private static long allocated(Path file) throws Exception {
        return UNIT
                * Long.parseLong(
                        CaseGround.must("stat", "--format=%b", file.toString()).strip());
    }

    private static long writes(String host, String vm) throws Exception {
        return CaseGround.must("virsh", "-c", host, "domblkstat", vm, "vda")
                .lines()
                .filter(line -> line.contains("wr_req"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+(\\d+)\\D*$", "$1")))
                .sum();
    }

    private static String hash(Path file) throws Exception {
        return CaseGround.must("sha256sum", file.toString()).split(" ")[0];
    }

    private static String there(String... words) throws Exception {
        return CaseGround.must(
                Stream.concat(Stream.of("virsh", "-c", uri()), Stream.of(words)).toArray(String[]::new));
    }

    private static String uri() {
        return "qemu+tls://localhost:" + second.port() + "/system?pkipath=" + hosts.resolve("client");
    }
}
