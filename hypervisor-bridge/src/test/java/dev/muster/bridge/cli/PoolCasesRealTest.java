package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pools that vanish and pools with thousands of volumes, over libvirt and QEMU. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class PoolCasesRealTest {
    private static final int MANY = 5000;

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;

    @BeforeEach
    void connect() throws Exception {
        ground = new CaseGround(directory);
    }

    @AfterEach
    void clear() throws Exception {
        for (String vm : new String[] {"onvanish", "other"}) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", vm);
        }
        for (String pool : new String[] {"vanish", "huge"}) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", pool);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-undefine", pool);
        }
    }

    @Test
    void case_31_a_pool_that_vanishes_says_so_and_disturbs_nobody_else() throws Exception {
        Path vanish = Files.createDirectories(directory.resolve("vanish"));
        Path aside = directory.resolve("aside");
        pool("vanish", vanish);
        CaseGround.virsh("pool-autostart", "vanish");
        ground.define(BootDisk.domain("onvanish", BootDisk.HALT.make(vanish.resolve("onvanish.qcow2")), "", ""));
        CaseGround.virsh("pool-refresh", "vanish");

        Files.move(vanish, aside);
        assertThat(ground.ctl("pool", "refresh", "vanish")).isNotZero();
        assertThat(ground.ctl("vm", "start", "onvanish")).isNotZero();
        ground.done("pool", "list");
        assertThat(ground.out).contains("down (its directory is not there)");
        ground.done("pool", "show", "vanish");
        assertThat(ground.out).contains("down (its directory is not there)").contains(vanish.toString());
        ground.done("volume", "list", "vanish");
        assertThat(ground.out).doesNotContain("onvanish");
        ground.refused("is not there: " + vanish, "pool", "start", "vanish");
        assertThat(vanish).doesNotExist();

        Files.move(aside, vanish);
        ground.done("pool", "start", "vanish");
        ground.done("volume", "list", "vanish");
        assertThat(ground.out).contains("onvanish.qcow2");
        ground.done("vm", "start", "onvanish");
    }

    /** H10 of the security review. */
    @Test
    void a_pool_is_not_stopped_under_a_vm_that_runs_by_whatever_path_it_has_its_disk() throws Exception {
        Path real = Files.createDirectories(directory.resolve("real"));
        pool("vanish", real);
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        BootDisk.HALT.make(real.resolve("disk.qcow2"));
        Path overlay = directory.resolve("overlay.qcow2");
        CaseGround.must(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-b",
                link + "/disk.qcow2",
                "-F",
                "qcow2",
                overlay.toString());
        ground.define(BootDisk.domain("onvanish", link.resolve("disk.qcow2"), "", ""));
        ground.define(BootDisk.domain("other", overlay, "", ""));
        CaseGround.virsh("pool-refresh", "vanish");

        for (String vm : new String[] {"onvanish", "other"}) {
            CaseGround.virsh("start", vm);
            ground.refused(vm, "pool", "stop", "vanish");
            assertThat(CaseGround.virsh("pool-info", "vanish")).containsPattern("State: +running");
            CaseGround.virsh("destroy", vm);
        }
        ground.done("pool", "stop", "vanish");
    }

    @Test
    void case_31_thousands_of_volumes_are_listed_whole_while_vms_come_and_go() throws Exception {
        Path huge = Files.createDirectories(directory.resolve("huge"));
        for (int i = 0; i < MANY; i++) {
            Files.createFile(huge.resolve(String.format("vol-%05d.img", i)));
        }
        pool("huge", huge);
        ground.define(BootDisk.domain("other", BootDisk.HALT.make(directory.resolve("other.qcow2")), "", ""));

        Thread churn = Thread.ofVirtual().start(this::churn);
        ground.done("volume", "list", "huge");
        assertThat(ground.out.lines().filter(line -> line.contains("vol-"))).hasSize(MANY);
        ground.done("vm", "start", "other");
        ground.done("host", "list");
        assertThat(ground.out).contains("connected");
        churn.join();
    }

    /** VMs without a definition appear and vanish. */
    private void churn() {
        try {
            for (int i = 0; i < 20; i++) {
                Path xml = Files.writeString(
                        directory.resolve("churn.xml"),
                        "<domain type='qemu'><name>churn-" + i + "</name><memory unit='MiB'>4</memory>"
                                + "<os><type arch='x86_64' machine='pc'>hvm</type></os>"
                                + "<devices><memballoon model='none'/></devices></domain>");
                CaseGround.virsh("create", "--paused", xml.toString());
                CaseGround.virsh("destroy", "churn-" + i);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pool(String name, Path path) throws Exception {
        CaseGround.virsh("pool-define-as", name, "dir", "--target", path.toString());
        CaseGround.virsh("pool-start", name);
    }
}
