package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Overlays, bases and checkpoints that other tools left, over libvirt and QEMU. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class ChainCasesRealTest {
    @TempDir
    private Path directory = Path.of("");

    private Path pool = Path.of("");
    private final List<String> vms = new ArrayList<>();
    private CaseGround ground;

    @BeforeEach
    void a_host_with_a_pool() throws Exception {
        pool = Files.createDirectories(directory.resolve("images"));
        CaseGround.virsh("pool-create-as", "images", "dir", "--target", pool.toString());
        ground = new CaseGround(directory);
    }

    @AfterEach
    void clear() throws Exception {
        for (String vm : vms) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy(
                    "virsh", "-c", "qemu:///system", "undefine", "--snapshots-metadata", "--checkpoints-metadata", vm);
        }
        CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", "images");
    }

    @Test
    void case_03_an_external_snapshot_beside_the_base_goes_without_the_base() throws Exception {
        Path base = vm("mixed", "mixed.qcow2");
        CaseGround.must("qemu-io", "-f", "qcow2", "-c", "write -q -P 0x5a 1M 1M", base.toString());
        CaseGround.virsh("snapshot-create-as", "mixed", "int1");
        CaseGround.virsh("snapshot-create-as", "mixed", "ext1", "--disk-only");
        CaseGround.virsh("snapshot-revert", "mixed", "int1");
        Path overlay = pool.resolve("mixed.ext1");
        assertThat(overlay).exists();
        CaseGround.virsh("pool-refresh", "images");

        ground.done("snapshot", "show", "mixed", "ext1");
        assertThat(ground.out).contains(overlay.toString());
        ground.done("snapshot", "delete", "mixed", "ext1", "--yes");
        assertThat(ground.err).contains("goes    " + overlay);
        assertThat(overlay).doesNotExist();
        whole(base);
        assertThat(CaseGround.virsh("snapshot-list", "mixed", "--name").strip()).isEqualTo("int1");
        ground.done("snapshot", "delete", "mixed", "int1", "--yes");
        whole(base);
        ground.done("vm", "start", "mixed");
        assertThat(CaseGround.virsh("domblklist", "mixed")).contains(base.toString());
    }

    @Test
    void case_03_an_overlay_that_another_vm_uses_stays() throws Exception {
        vm("mixed", "mixed.qcow2");
        CaseGround.virsh("snapshot-create-as", "mixed", "int1");
        CaseGround.virsh("snapshot-create-as", "mixed", "ext1", "--disk-only");
        CaseGround.virsh("snapshot-revert", "mixed", "int1");
        Path overlay = pool.resolve("mixed.ext1");
        vms.add("heir");
        ground.define(BootDisk.domain("heir", overlay, "", ""));

        ground.refused("heir", "snapshot", "delete", "mixed", "ext1", "--yes");
        assertThat(overlay).exists();
        assertThat(CaseGround.virsh("snapshot-list", "mixed", "--name")).contains("ext1");
    }

    @Test
    void case_04_overlays_go_with_their_vm_and_a_base_that_others_need_stays() throws Exception {
        Path base = vm("chain", "base.qcow2");
        Path s1 = pool.resolve("chain.s1");
        Path s2 = pool.resolve("chain.s2");
        CaseGround.virsh("snapshot-create-as", "chain", "s1", "--disk-only", "--diskspec", "vda,file=" + s1);
        CaseGround.virsh("snapshot-create-as", "chain", "s2", "--disk-only", "--diskspec", "vda,file=" + s2);
        Path sibling = pool.resolve("sibling.qcow2");
        CaseGround.must(
                "qemu-img", "create", "-q", "-f", "qcow2", "-b", base.toString(), "-F", "qcow2", sibling.toString());
        vms.add("sibling");
        ground.define(BootDisk.domain("sibling", sibling, "", ""));
        CaseGround.virsh("pool-refresh", "images");
        byte[] before = Files.readAllBytes(base);

        ground.done("vm", "files", "chain");
        assertThat(ground.out)
                .contains(s1.toString())
                .contains(s2.toString())
                .containsPattern(base + ".*lies below .*sibling");
        ground.done("vm", "delete", "chain", "--with-files", "--yes");
        assertThat(ground.err).contains("goes   snapshot s1").contains("stays  " + base);
        assertThat(s1).doesNotExist();
        assertThat(s2).doesNotExist();
        assertThat(base).hasBinaryContent(before);
        CaseGround.must("qemu-img", "check", "-q", sibling.toString());
        CaseGround.virsh("start", "sibling");
        assertThat(CaseGround.virsh("list", "--all", "--name")).doesNotContain("chain");
    }

    @Test
    void case_04_a_base_goes_with_the_vm_whose_snapshot_made_it_one_and_a_base_of_a_template_stays() throws Exception {
        Path template = BootDisk.HALT.make(pool.resolve("template.qcow2"));
        Path disk = pool.resolve("linked.qcow2");
        CaseGround.must(
                "qemu-img", "create", "-q", "-f", "qcow2", "-b", template.toString(), "-F", "qcow2", disk.toString());
        vms.add("linked");
        ground.define(BootDisk.domain("linked", disk, "", ""));
        Path overlay = pool.resolve("linked.s1");
        CaseGround.virsh("snapshot-create-as", "linked", "s1", "--disk-only", "--diskspec", "vda,file=" + overlay);
        CaseGround.virsh("pool-refresh", "images");

        ground.done("vm", "delete", "linked", "--with-files", "--yes");
        assertThat(ground.err).contains("stays  " + template);
        assertThat(overlay).doesNotExist();
        assertThat(disk).doesNotExist();
        assertThat(template).exists();
    }

    @Test
    void case_07_checkpoints_of_a_backup_program_are_named_and_never_ended_silently() throws Exception {
        Path image = vm("backed", "backed.qcow2");
        CaseGround.virsh("start", "backed");
        CaseGround.virsh("checkpoint-create-as", "backed", "backup.0");
        CaseGround.virsh("destroy", "backed");

        ground.refused("backup.0", "snapshot", "create", "backed", "s1");
        ground.refused("A backup program keeps checkpoints", "snapshot", "create", "backed", "s1", "--external");
        ground.refused("backup.0", "vm", "rename", "backed", "backed-2");
        assertThat(CaseGround.virsh("domblklist", "backed")).contains(image.toString());
        assertThat(CaseGround.virsh("checkpoint-list", "backed", "--name").strip())
                .isEqualTo("backup.0");
        try (var files = Files.list(pool)) {
            assertThat(files).containsExactly(image);
        }
        ground.done("vm", "delete", "backed", "--with-files", "--yes");
        assertThat(ground.err).contains("goes   checkpoint backup.0");
        assertThat(image).doesNotExist();
        assertThat(CaseGround.virsh("list", "--all", "--name")).doesNotContain("backed");
    }

    @Test
    void case_07_a_snapshot_inside_an_image_that_libvirt_does_not_know_is_named() throws Exception {
        Path image = vm("hiding", "hiding.qcow2");
        CaseGround.must("qemu-img", "snapshot", "-c", "by-hand", image.toString());

        ground.done("vm", "delete", "hiding", "--with-files", "--yes");
        assertThat(ground.err).contains("goes   snapshot by-hand in " + image + ", which libvirt does not know");
        assertThat(image).doesNotExist();
    }

    private Path vm(String name, String image) throws Exception {
        vms.add(name);
        Path made = BootDisk.HALT.make(pool.resolve(image));
        ground.define(BootDisk.domain(name, made, "", ""));
        return made;
    }

    private static void whole(Path base) throws Exception {
        assertThat(CaseGround.must("qemu-io", "-U", "-r", "-f", "qcow2", "-c", "read -P 0x5a 1M 1M", base.toString()))
                .contains("read 1048576")
                .doesNotContain("Pattern");
        CaseGround.must("qemu-img", "check", "-U", "-q", base.toString());
    }
}
