package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks and network interfaces as other tools leave them, over libvirt and QEMU. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class NetworkCasesRealTest {
    private static final String MAC = "52:54:00:00:22:01";

    @TempDir
    private Path directory = Path.of("");

    private final List<String> vms = new ArrayList<>();
    private final List<String> networks = new ArrayList<>();
    private CaseGround ground;

    @BeforeEach
    void connect() throws Exception {
        ground = new CaseGround(directory);
    }

    @AfterEach
    void clear() throws Exception {
        for (String vm : vms) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "destroy", vm);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "undefine", vm);
        }
        for (String network : networks) {
            CaseGround.tidy("virsh", "-c", "qemu:///system", "net-destroy", network);
            CaseGround.tidy("virsh", "-c", "qemu:///system", "net-undefine", network);
        }
    }

    @Test
    void case_22_of_two_interfaces_with_one_address_only_the_one_meant_is_changed() throws Exception {
        network("first", "<network><name>first</name><bridge name='vbr-first'/></network>");
        network("backup", "<network><name>backup</name><bridge name='vbr-backup'/></network>");
        vm("twins", nic("first", "virtio") + nic("backup", "e1000"));
        vm("cousin", nic("first", "virtio"));

        ground.done("vm", "hardware", "twins");
        assertThat(ground.out)
                .contains("nic:" + MAC + "#1")
                .contains("nic:" + MAC + "#2")
                .contains("the address " + MAC + " is also one of twins, cousin");
        ground.refused(
                "Several network interfaces have the address", "vm", "set", "twins", "--set-nic", MAC + ",link=down");
        assertThat(ground.err).contains("#1").contains("#2");
        ground.refused("Several", "vm", "set", "twins", "--remove-device", "nic:" + MAC);
        ground.refused("HW-4", "vm", "set", "cousin", "--add-nic", "backup,mac=" + MAC);

        CaseGround.virsh("start", "twins");
        ground.done("vm", "set", "twins", "--set-nic", MAC + "#2,link=down");
        for (String flag : List.of("--inactive", "--security-info")) {
            List<String> now = nics("twins", flag);
            assertThat(now.get(0)).as(flag).contains("first").doesNotContain("down");
            assertThat(now.get(1)).as(flag).contains("backup").contains("<link state='down'/>");
        }
        CaseGround.virsh("destroy", "twins");
        ground.done("vm", "clone", "twins", "twins-2");
        vms.add("twins-2");
        List<String> cloned = nics("twins-2", "--inactive").stream()
                .map(one -> one.replaceFirst("(?s).*<mac address='([^']*)'.*", "$1"))
                .toList();
        assertThat(cloned).hasSize(2).doesNotHaveDuplicates().doesNotContain(MAC);

        ground.done("vm", "set", "twins", "--remove-device", "nic:" + MAC + "#2");
        assertThat(nics("twins", "--inactive")).singleElement().asString().contains("first");
        ground.done("vm", "set", "twins", "--set-nic", MAC + ",link=down");
    }

    private void network(String name, String xml) throws Exception {
        networks.add(name);
        CaseGround.virsh(
                "net-define",
                Files.writeString(directory.resolve("network.xml"), xml).toString());
        CaseGround.virsh("net-start", name);
    }

    private void vm(String name, String nics) throws Exception {
        vms.add(name);
        ground.define(BootDisk.domain(name, BootDisk.HALT.make(directory.resolve(name + ".qcow2")), "", nics));
    }

    private static String nic(String network, String model) {
        return "<interface type='network'><mac address='" + MAC + "'/><source network='" + network + "'/><model type='"
                + model + "'/></interface>";
    }

    private static List<String> nics(String vm, String flag) throws Exception {
        Matcher matcher =
                Pattern.compile("(?s)<interface .*?</interface>").matcher(CaseGround.virsh("dumpxml", flag, vm));
        return matcher.results().map(result -> result.group()).toList();
    }
}
