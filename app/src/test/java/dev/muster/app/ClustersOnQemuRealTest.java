package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.testing.Guest;
import dev.muster.app.testing.Operator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster in the window over libvirt's DHCP and QEMU's iPXE: from the files it boots to a VM that is answered by hand. */
@Tag("real")
@Tag("toolkit")
class ClustersOnQemuRealTest {
    private static final Duration BOOT = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private final Operator operator = new Operator();
    private Optional<RealConsole> console = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        console = Optional.of(RealConsole.open(directory));
    }

    @AfterEach
    void end() throws Exception {
        console.ifPresent(RealConsole::close);
        for (String vm : RealConsole.virsh("list", "--all", "--name").split("\\s+")) {
            if (!vm.isBlank()) {
                RealConsole.virsh("destroy", vm);
                RealConsole.virsh("undefine", vm);
            }
        }
        RealConsole.virsh("net-destroy", "shop");
        RealConsole.virsh("net-undefine", "shop");
    }

    @Test
    void S2_01_a_vm_nobody_knows_boots_as_the_function_it_is_dragged_onto() throws Exception {
        Guest guest = Guest.build(directory);
        RealConsole.virsh("net-define", file("net.xml", """
                <network><name>shop</name><ip address='10.215.7.1' netmask='255.255.255.0'>
                <dhcp><range start='10.215.7.10' end='10.215.7.99'/></dhcp></ip></network>
                """).toString());
        RealConsole.virsh("net-start", "shop");
        operator.click("#no-hosts-action");
        operator.fill("#connect-name", "here");
        operator.click("#connect-go");
        operator.see("#vm-table");

        operator.clickText("Artifacts");
        operator.click("#artifacts-none-action");
        upload(guest.kernel(), "tiny/vmlinuz");
        operator.click("#artifact-upload-open");
        upload(guest.initrd(), "tiny/initrd");

        operator.clickText("Clusters");
        operator.click("#clusters-import");
        operator.fill("#cluster-import-path", file("shop.json", """
                {"name": "shop", "network": "shop", "hosts": [], "defaultFunction": "", "outside": null,
                 "profiles": [{"type": "cluster.kernel", "name": "tiny", "kernel": "tiny/vmlinuz", "initrd": "tiny/initrd",
                   "commandLine": "console=ttyS0 quiet muster.name={{vm.name}} role={{function}} of={{cluster}}"}],
                 "functions": [
                   {"name": "db", "count": 1, "minimum": 0, "vcpus": 1, "memoryMib": 128, "disks": [], "startOrder": 0,
                    "profile": "tiny", "firmware": "USUAL", "apart": false, "labels": {}},
                   {"name": "web", "count": 0, "minimum": 0, "vcpus": 1, "memoryMib": 128, "disks": [], "startOrder": 1,
                    "profile": "tiny", "firmware": "USUAL", "apart": false, "labels": {}}]}
                """).toString());
        operator.see(
                "what is in it", () -> Operator.words("#cluster-import-said").contains("shop"));
        operator.click("#cluster-import-go");
        operator.see("#lane-web");
        operator.click("#clusters-deploy");
        operator.see("the plan", () -> Operator.words("#cluster-plan-content").contains("shop-db-1"));
        operator.click("#cluster-plan-go");
        operator.see("its VM", BOOT, () -> Operator.words("#lane-db").contains("shop-db-1"));

        Path serial = directory.resolve("stranger.log");
        RealConsole.virsh("define", file("stranger.xml", """
                <domain type='qemu'><name>stranger</name><memory unit='MiB'>128</memory>
                <os><type arch='x86_64' machine='pc'>hvm</type><boot dev='network'/></os>
                <devices><interface type='network'><source network='shop'/><model type='virtio'/></interface>
                <serial type='file'><source path='%s'/></serial></devices></domain>
                """.formatted(serial)).toString());
        RealConsole.virsh("start", "stranger");
        operator.see(
                "it asks", BOOT, () -> Operator.words("#clusters-unassigned").contains("stranger"));
        operator.dragText("stranger", "#lane-web-cards");
        operator.see("it is answered", BOOT, () -> Operator.words("#lane-web").contains("stranger"));
        operator.see(
                "what it was started with", BOOT, () -> Files.readString(serial).contains("command line:"));
        assertThat(Files.readString(serial)).contains("muster.name=stranger role=web of=shop");
        operator.see("what it runs", BOOT, () -> !Operator.words("#lane-web").contains("restart to apply"));
        assertThat(Operator.fx(() -> Operator.shows("#clusters-unassigned"))).isFalse();
    }

    private void upload(Path file, String name) {
        operator.fill("#artifact-upload-path", file.toString());
        operator.see("its size", () -> Operator.words("#artifact-upload-said").contains("will be stored"));
        operator.fill("#artifact-upload-name", name);
        operator.press(KeyCode.ENTER);
        operator.see(
                "it is stored",
                BOOT,
                () -> Operator.rows("#artifacts-table").toString().contains(name));
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }
}
