package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VMs in states that nobody asked for: crashed, paused by a full disk, with memory that cannot be read. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class StateCasesRealTest {
    private static final Path SAVED = Path.of("/var/lib/libvirt/qemu/save");
    private static final Path SMALL = Path.of("/var/lib/libvirt/small");

    @TempDir
    private Path directory = Path.of("");

    private final List<String> vms = new ArrayList<>();
    private CaseGround ground;

    @BeforeEach
    void connect() throws Exception {
        ground = new CaseGround(directory);
    }

    @AfterEach
    void clear() throws Exception {
        for (String vm : vms) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", "--managed-save", "--snapshots-metadata", vm);
        }
        CaseGround.tidy("umount", SMALL.toString());
    }

    @Test
    void case_08_disks_do_not_go_back_under_saved_memory() throws Exception {
        Path image = vm("napping", BootDisk.HALT, directory.resolve("napping.qcow2"));
        CaseGround.virsh("snapshot-create-as", "napping", "clean");
        saved("napping");
        CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -P 0x5a 1M 64k", image.toString());

        ground.refused("saved memory", "snapshot", "revert", "napping", "clean", "--yes");
        assertThat(ground.err).contains("Discard its saved state first");
        ground.refused("saved memory", "snapshot", "create", "napping", "while-saved");
        assertThat(CaseGround.virsh("dominfo", "napping")).containsPattern("Managed save: +yes");
        assertThat(CaseGround.must("qemu-io", "-r", "-f", "qcow2", "-c", "read -P 0x5a 1M 64k", image.toString()))
                .contains("read 65536")
                .doesNotContain("Pattern");

        ground.done("vm", "set", "napping", "--memory", "96M", "--review");
        assertThat(ground.out).contains("saved");
        ground.done("vm", "set", "napping", "--memory", "96M");
        ground.done("vm", "start", "napping");
        ground.done("vm", "show", "napping");
        assertThat(ground.out).contains("64.0 MiB");
        ground.done("vm", "force-off", "napping");
        ground.done("vm", "start", "napping");
        ground.done("vm", "show", "napping");
        assertThat(ground.out).contains("96.0 MiB");
    }

    @Test
    void case_09_saved_memory_that_cannot_be_used_is_said_and_can_be_discarded() throws Exception {
        for (String name : List.of("amnesia", "amnesia-2")) {
            vm(name, BootDisk.HALT, directory.resolve(name + ".qcow2"));
            saved(name);
        }
        Files.writeString(SAVED.resolve("amnesia.save"), "rubbish\n");
        try (RandomAccessFile half =
                new RandomAccessFile(SAVED.resolve("amnesia-2.save").toFile(), "rw")) {
            half.setLength(half.length() / 2);
        }

        ground.done("vm", "start", "amnesia");
        assertThat(ground.err).contains("amnesia booted afresh: its saved memory could not be used and is gone");

        assertThat(ground.ctl("vm", "start", "amnesia-2")).isNotZero();
        assertThat(ground.err)
                .contains("VM-13")
                .contains("discard its saved state")
                .contains("migration");
        ground.done("vm", "discard-save", "amnesia-2", "--yes");
        ground.done("vm", "start", "amnesia-2");
        assertThat(ground.err).doesNotContain("afresh");
    }

    @Test
    void case_12_a_vm_paused_for_a_full_disk_says_so_and_goes_on_only_when_there_is_room() throws Exception {
        Files.createDirectories(SMALL);
        CaseGround.must("mount", "-t", "tmpfs", "-o", "size=5m,mode=777", "tmpfs", SMALL.toString());
        vms.add("full");
        ground.define(BootDisk.domain(
                "full", BootDisk.WRITE.make(SMALL.resolve("full.qcow2")), "error_policy='enospace'", ""));
        CaseGround.virsh("start", "full");
        CaseGround.await("paused", "full");

        ground.done("vm", "show", "full");
        assertThat(ground.out).contains("paused (I/O error: no space for vda on " + SMALL + ")");
        ground.done("vm", "list", "full");
        assertThat(ground.out).contains("no space for vda on " + SMALL);
        ground.refused("Make room on " + SMALL, "vm", "start", "full");
        assertThat(ground.ctl("vm", "resume", "full")).isNotZero();
        assertThat(ground.err)
                .contains("STO-7")
                .contains("paused again at once")
                .contains("Make room on " + SMALL);

        ground.done("vm", "force-off", "full");
        CaseGround.virsh("start", "full");
        CaseGround.await("paused", "full");

        CaseGround.must("mount", "-o", "remount,size=100m", SMALL.toString());
        ground.done("vm", "resume", "full");
        ground.done("vm", "list", "state:running");
        assertThat(ground.out).contains("full");
        ground.done("vm", "force-off", "full");
        ground.done("vm", "delete", "full", "--with-files", "--yes");
        assertThat(SMALL.resolve("full.qcow2")).doesNotExist();
    }

    @Test
    void case_14_a_crashed_guest_that_is_kept_still_uses_its_host() throws Exception {
        Path image = BootDisk.PANIC.make(directory.resolve("crashed.qcow2"));
        vms.add("crashed");
        ground.define(BootDisk.domain("crashed", image, "", "<panic model='isa'/>"));
        vm("powered-off", BootDisk.OFF, directory.resolve("powered-off.qcow2"));
        CaseGround.virsh("start", "crashed");
        CaseGround.virsh("start", "powered-off");
        CaseGround.await("crashed", "crashed");
        CaseGround.await("shut off", "powered-off");

        ground.done("vm", "show", "crashed");
        assertThat(ground.out).contains("crashed (panicked)");
        ground.done("vm", "list", "state:crashed");
        assertThat(ground.out).contains("crashed (panicked)").doesNotContain("powered-off");
        ground.done("vm", "list", "state:off");
        assertThat(ground.out).contains("powered-off").doesNotContain("panicked");
        ground.refused("crashed (panicked), so it cannot start", "vm", "start", "crashed");
        assertThat(ground.err).contains("Force it off, then start it.");
        ground.refused("crashed (panicked), so it cannot restart", "vm", "reboot", "crashed");
        ground.refused("crashed", "vm", "rename", "crashed", "other");
        ground.refused("crashed", "vm", "clone", "crashed", "other");
        assertThat(image).exists();

        ground.done("vm", "delete", "crashed", "--with-files", "--yes");
        assertThat(ground.err).contains("forced off first");
        assertThat(image).doesNotExist();
        assertThat(CaseGround.virsh("list", "--all", "--name")).doesNotContain("crashed");
    }

    private Path vm(String name, BootDisk kind, Path image) throws Exception {
        vms.add(name);
        ground.define(BootDisk.domain(name, kind.make(image), "", ""));
        return image;
    }

    private static void saved(String name) throws Exception {
        CaseGround.virsh("start", name);
        CaseGround.virsh("managedsave", name);
    }
}
