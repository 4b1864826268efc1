package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** UEFI variables, what a TPM holds and the networks of a VM are in its restore points, and come back. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class GuestStateRealTest {
    private static final String VM = "stateful";
    private static final String COPY = "stateful-again";
    private static final int MARK_AT = 540_000;
    private static final String MARK = "MARK-17";

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;

    @BeforeEach
    void a_uefi_vm_with_a_tpm_on_a_network_and_a_repository() throws Exception {
        ground = new CaseGround(directory);
        CaseGround.must("chmod", "755", directory.toString());
        Path pool = Files.createDirectory(directory.resolve("pool"));
        Path disk = BootDisk.HALT.make(pool.resolve("stateful.qcow2"));
        CaseGround.virsh("pool-create-as", "stateful", "dir", "--target", pool.toString());
        CaseGround.virsh(
                "net-define",
                Files.writeString(directory.resolve("net.xml"), "<network><name>stateful</name></network>")
                        .toString());
        CaseGround.virsh("net-start", "stateful");
        ground.define("""
                <domain type='qemu'><name>%s</name><memory unit='MiB'>128</memory>
                  <os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type>
                    <firmware><feature enabled='no' name='secure-boot'/></firmware></os>
                  <features><acpi/></features>
                  <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/>
                    <target dev='vda' bus='virtio'/></disk>
                    <interface type='network'><source network='stateful'/><model type='virtio'/></interface>
                    <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm></devices></domain>
                """.formatted(VM, disk));
        ground.done(
                "repository",
                "add",
                "nightly",
                "--path",
                Files.createDirectory(directory.resolve("repository")).toString());
    }

    @AfterEach
    void clear() throws Exception {
        for (String vm : new String[] {VM, COPY}) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", "--nvram", "--tpm", vm);
        }
        CaseGround.tidy("virsh", "-c", "qemu:///system", "pool-destroy", "stateful");
        CaseGround.tidy("virsh", "-c", "qemu:///system", "net-destroy", "stateful");
        CaseGround.tidy("virsh", "-c", "qemu:///system", "net-undefine", "stateful");
    }

    @Test
    void they_come_back_with_a_new_vm_and_in_place() throws Exception {
        CaseGround.virsh("start", VM);
        CaseGround.virsh("destroy", VM);
        write(variables(VM), MARK);
        byte[] held = Files.readAllBytes(tpm(VM));
        ground.done("backup", "run", VM, "--repository", "nightly");
        ground.done("backup", "show", newest());
        assertThat(ground.out).contains("nvram", "tpm/tpm2/tpm2-00.permall", "networks/stateful.xml");

        ground.done("restore", "run", VM, "--pool", "stateful", "--name", COPY);
        assertThat(read(variables(COPY))).isEqualTo(MARK);
        assertThat(variables(COPY)).isNotEqualTo(variables(VM));
        assertThat(tpm(COPY)).hasBinaryContent(held);
        ground.done("vm", "start", COPY);
        ground.done("vm", "force-off", COPY);

        write(variables(VM), "XXXX-00");
        Files.write(tpm(VM), new byte[] {1});
        ground.done("restore", "run", VM, "--pool", "stateful", "--in-place", "--yes");
        assertThat(read(variables(VM))).isEqualTo(MARK);
        assertThat(tpm(VM)).hasBinaryContent(held);
        assertThat(Path.of(variables(VM) + ".before-restore")).doesNotExist();
        ground.done("vm", "start", VM);

        ground.done("vm", "force-off", VM);
        CaseGround.virsh("net-destroy", "stateful");
        CaseGround.virsh("net-undefine", "stateful");
        ground.refused(
                "has no network \"stateful\"", "restore", "instant", VM, "--pool", "stateful", "--name", "stateful-3");
    }

    private String newest() {
        ground.done("backup", "list", VM, "--json");
        return ground.out.replaceFirst("(?s).*?\"id\" ?: ?\"([^\"]*)\".*", "$1");
    }

    private static Path tpm(String vm) throws Exception {
        return Path.of("/var/lib/libvirt/swtpm", CaseGround.virsh("domuuid", vm).strip(), "tpm2/tpm2-00.permall");
    }

    private static Path variables(String vm) throws Exception {
        String named =
                CaseGround.virsh("dumpxml", "--inactive", vm).replaceFirst("(?s).*<nvram[^>]*>([^<]*)</nvram>.*", "$1");
        return named.startsWith("/") ? Path.of(named) : Path.of("/var/lib/libvirt/qemu/nvram", vm + "_VARS.fd");
    }

    private static void write(Path variables, String mark) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(variables.toFile(), "rw")) {
            file.seek(MARK_AT);
            file.write(mark.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String read(Path variables) throws Exception {
        byte[] mark = new byte[MARK.length()];
        try (RandomAccessFile file = new RandomAccessFile(variables.toFile(), "r")) {
            file.seek(MARK_AT);
            file.readFully(mark);
        }
        return new String(mark, StandardCharsets.US_ASCII);
    }
}
