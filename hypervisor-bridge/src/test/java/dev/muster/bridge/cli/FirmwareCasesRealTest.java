package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Firmware variables go where their VM goes, and nowhere else. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class FirmwareCasesRealTest {
    private static final Path VARIABLES = Path.of("/var/lib/libvirt/qemu/nvram");
    private static final int MARK_AT = 540_000;

    @TempDir
    private Path directory = Path.of("");

    private CaseGround ground;

    @BeforeEach
    void connect() throws Exception {
        ground = new CaseGround(directory);
    }

    @AfterEach
    void clear() throws Exception {
        for (String vm : List.of("before", "after", "uefi-src", "uefi-dst", "uefi-twin", "sealed", "sealed-2")) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", "--nvram", "--tpm", vm);
        }
    }

    @Test
    void case_01_a_clone_has_variables_of_its_own_and_a_twin_goes_without_taking_those_of_its_original()
            throws Exception {
        Path marked = started("uefi-src");
        byte[] before = Files.readAllBytes(marked);
        ground.define(uefi("uefi-twin", "<nvram>" + marked + "</nvram>"));

        ground.done("vm", "clone", "uefi-src", "uefi-dst");
        Path copied = VARIABLES.resolve("uefi-dst_VARS.fd");
        assertThat(copied).hasBinaryContent(before);
        ground.done("vm", "delete", "uefi-dst", "--with-files", "--yes");
        assertThat(copied).doesNotExist();
        ground.done("vm", "files", "uefi-twin");
        assertThat(ground.out).contains("also used by uefi-src");
        CaseGround.virsh("start", "uefi-src");
        ground.done("vm", "delete", "uefi-twin", "--with-files", "--yes");
        assertThat(CaseGround.virsh("list", "--all", "--name")).doesNotContain("uefi-twin");
        assertThat(marked).exists();
        CaseGround.virsh("destroy", "uefi-src");
        assertThat(mark(marked)).isEqualTo("MARK-02");
    }

    @Test
    void case_02_a_renamed_vm_goes_on_with_its_variables_and_a_new_one_of_its_name_gets_none_of_them()
            throws Exception {
        Path marked = started("before");
        ground.done("vm", "files", "before");
        assertThat(ground.out).contains(marked.toString());

        ground.done("vm", "rename", "before", "after");
        ground.done("vm", "start", "after");
        ground.done("vm", "force-off", "after");
        assertThat(mark(variables("after"))).isEqualTo("MARK-02");

        Path xml = Files.writeString(directory.resolve("before.xml"), uefi("before", ""));
        ground.done("vm", "create", "--xml", xml.toString());
        ground.done("vm", "start", "before");
        ground.done("vm", "force-off", "before");
        Path others = variables("before");
        assertThat(others).isNotEqualTo(marked);
        assertThat(mark(others)).isNotEqualTo("MARK-02");
        ground.done("vm", "delete", "before", "--with-files", "--yes");
        assertThat(ground.err).contains(others.toString());
        assertThat(others).doesNotExist();
        assertThat(mark(variables("after"))).isEqualTo("MARK-02");

        ground.done("vm", "delete", "after", "--yes");
        assertThat(ground.err).contains(marked.toString());
        assertThat(marked).doesNotExist();
    }

    /** A VM that was started once, by whoever, with a mark in the variables that libvirt keeps by its name. */
    private Path started(String name) throws Exception {
        ground.define(uefi(name, ""));
        CaseGround.virsh("start", name);
        CaseGround.virsh("destroy", name);
        Path variables = variables(name);
        try (RandomAccessFile file = new RandomAccessFile(variables.toFile(), "rw")) {
            file.seek(MARK_AT);
            file.write("MARK-02".getBytes(StandardCharsets.US_ASCII));
        }
        return variables;
    }

    @Test
    void what_a_tpm_holds_is_named_goes_with_its_vm_and_stays_out_of_snapshots_and_clones() throws Exception {
        Path disk = directory.resolve("sealed.qcow2");
        CaseGround.must("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "1M");
        ground.define("""
                <domain type='qemu'><name>sealed</name><memory unit='MiB'>32</memory>
                  <os><type arch='x86_64' machine='q35'>hvm</type></os>
                  <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/>
                    <target dev='vda' bus='virtio'/></disk>
                    <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm></devices></domain>
                """.formatted(disk));
        ground.done("vm", "start", "sealed");
        Path state = Path.of(
                "/var/lib/libvirt/swtpm", CaseGround.virsh("domuuid", "sealed").strip(), "tpm2/tpm2-00.permall");
        ground.done("vm", "force-off", "sealed");
        byte[] held = Files.readAllBytes(state);

        ground.done("snapshot", "create", "sealed", "off");
        assertThat(ground.err).contains("what its TPM holds is not in the snapshot");
        ground.done("snapshot", "delete", "sealed", "off", "--yes");
        ground.done("vm", "rename", "sealed", "sealed-2");
        assertThat(state).hasBinaryContent(held);
        ground.done("vm", "files", "sealed-2");
        assertThat(ground.out).contains("tpm-state", state.toString());

        ground.done("vm", "delete", "sealed-2", "--yes");
        assertThat(state).doesNotExist();
        assertThat(disk).exists();
    }

    private static Path variables(String name) throws Exception {
        String named = CaseGround.virsh("dumpxml", "--inactive", name)
                .replaceFirst("(?s).*<nvram[^>]*>([^<]*)</nvram>.*", "$1");
        return named.startsWith("/") ? Path.of(named) : VARIABLES.resolve(name + "_VARS.fd");
    }

    private static String mark(Path variables) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(variables.toFile(), "r")) {
            file.seek(MARK_AT);
            byte[] mark = new byte[7];
            file.readFully(mark);
            return new String(mark, StandardCharsets.US_ASCII);
        }
    }

    private static String uefi(String name, String nvram) {
        return """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>128</memory>
                  <os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type>
                    <firmware><feature enabled='no' name='secure-boot'/></firmware>%s</os>
                  <features><acpi/></features></domain>
                """.formatted(name, nvram);
    }
}
