package dev.muster.bridge.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.backup.BackupOptions;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PointWriterTest {
    private static final Disk SYSTEM = new Disk("vda", "disk", "virtio", "/images/a.qcow2", "qcow2", false);

    @Test
    void disks_the_vm_writes_to_are_backed_up_and_no_others() {
        Disk medium = new Disk("sda", "cdrom", "sata", "/images/a.iso", "raw", true);
        Disk shared = new Disk("vdb", "disk", "virtio", "/images/b.raw", "raw", true);
        assertThat(PointWriter.disks(vm(SYSTEM, medium, shared), BackupOptions.USUAL))
                .containsExactly(SYSTEM);
    }

    @Test
    void a_target_never_leads_out_of_the_point() {
        for (String target : List.of("vd/../../../etc/x", "..", "", "vda\n", "VDA")) {
            refused("no file or device", new Disk(target, "disk", "virtio", "/images/a.qcow2", "qcow2", false));
        }
    }

    @Test
    void what_cannot_be_read_here_is_refused_with_its_target() {
        refused("The disk vdc of web", SYSTEM, new Disk("vdc", "disk", "virtio", "rbd:pool/a", "raw", false));
        refused("has no disk it writes to", new Disk("sda", "cdrom", "sata", "/images/a.iso", "raw", true));
    }

    private static void refused(String says, Disk... disks) {
        assertThatThrownBy(() -> PointWriter.disks(vm(disks), BackupOptions.USUAL))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining(says);
    }

    private static Vm vm(Disk... disks) {
        return new Vm(
                new VmId(HostId.of("here"), new UUID(1, 2)),
                "web",
                "",
                "",
                VmState.RUNNING,
                "booted",
                Optional.empty(),
                1,
                1 << 20,
                1 << 20,
                true,
                false,
                false,
                "x86_64",
                "pc",
                "qemu",
                List.of(disks),
                List.of(),
                new TreeSet<>(),
                "");
    }
}
