package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.Job;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolSpec;
import dev.muster.model.vm.ClonePlan;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A VM cloned under real QEMU: both run at once, which QEMU's locks forbid two VMs with one disk. */
@Tag("real")
class CloneOnQemuRealTest {
    private static final String NAME = "cloned";
    private static final Path POOL = Path.of("/var/lib/libvirt/images/" + NAME);

    @TempDir
    Path directory;

    @BeforeEach
    @AfterEach
    void leaveNothing() throws Exception {
        KillGround.clear();
        for (String file : List.of("cloned.qcow2", "cloned.raw", "twin.qcow2", "twin.raw")) {
            Files.deleteIfExists(POOL.resolve(file));
        }
    }

    @Test
    void a_clone_runs_beside_its_original_with_the_same_on_disks_of_its_own() throws Exception {
        try (RealBridge real = RealBridge.open(directory.resolve("state"))) {
            real.connect();
            real.done(new PoolCommand.Create(RealBridge.HOST, new PoolSpec(NAME, POOL.toString()), false));
            byte[] content = new byte[3 << 20];
            new Random(5).nextBytes(content);
            Files.write(POOL.resolve("cloned.raw"), content);
            run("qemu-img", "create", "-q", "-f", "qcow2", POOL + "/cloned.qcow2", "16M");
            run("qemu-io", "-c", "write -P 0x5a 1M 2M", POOL + "/cloned.qcow2");
            real.done(new PoolCommand.Refresh(pool(real).id()));
            real.awaitImage(image -> image.volumes().size() == 2);
            real.done(new VmCommand.Define(RealBridge.HOST, """
                    <domain type='qemu'><name>cloned</name><genid/><memory unit='MiB'>32</memory>
                      <metadata><x:mine xmlns:x='urn:x'>kept</x:mine></metadata>
                      <os><type arch='x86_64' machine='pc'>hvm</type></os>
                      <devices>
                        <disk type='file'><driver name='qemu' type='qcow2'/><source file='%1$s/cloned.qcow2'/>
                          <target dev='vda' bus='virtio'/></disk>
                        <disk type='volume'><driver name='qemu' type='raw'/><source pool='cloned' volume='cloned.raw'/>
                          <target dev='vdb' bus='virtio'/></disk>
                        <interface type='user'><mac address='52:54:00:00:00:07'/></interface>
                        <graphics type='vnc' port='5917' autoport='no' passwd='secret'/>
                      </devices></domain>
                    """.formatted(POOL), false));
            Vm original = real.vm(NAME);
            ClonePlan plan = real.bridge().ask(new VmQuery.Cloning(original.id(), "twin"));
            assertThat(plan.disks()).extracting(ClonePlan.CloneDisk::copy).containsExactly("twin.qcow2", "twin.raw");

            Job job = real.done(new VmCommand.Clone(original.id(), "twin", List.of()));

            assertThat(job.steps()).hasSize(3);
            Vm twin = real.vm("twin");
            assertThat(twin.nics().getFirst().mac())
                    .isNotEqualTo(original.nics().getFirst().mac());
            assertThat(Files.readAllBytes(POOL.resolve("twin.raw"))).isEqualTo(content);
            run("qemu-img", "compare", POOL + "/cloned.qcow2", POOL + "/twin.qcow2");
            assertThat(String.join("\n", RealBridge.virsh("dumpxml", "--inactive", "--security-info", "twin")))
                    .contains(">kept</x:mine>")
                    .contains("passwd='secret'")
                    .contains("port='-1'");
            real.done(new VmCommand.Power(PowerAction.START, List.of(original.id(), twin.id())));
            assertThat(RealBridge.virsh("list", "--name")).containsExactlyInAnyOrder("cloned", "twin");
        }
    }

    private static Pool pool(RealBridge real) {
        return real.bridge().inventory().pools().values().stream()
                .filter(pool -> pool.name().equals(NAME))
                .findFirst()
                .orElseThrow();
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
