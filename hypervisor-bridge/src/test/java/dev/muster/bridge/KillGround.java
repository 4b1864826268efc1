package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkSpec;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolSpec;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmSpec;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the scenes stand on: names, files, and what is there before and after. */
final class KillGround {
    static final String NAME = "kill-scene";
    /** A bridge of the host's that is no network of libvirt's. */
    static final String BRIDGE = "muster-kill";

    private static final int UPLOADED = (65 << 20) + 77;

    private KillGround() {}

    /** Removes all there is under the private libvirtd, whoever left it. */
    static void clear() throws IOException, InterruptedException {
        if (NetworkInterface.getByName(BRIDGE) != null) {
            ip("link", "delete", BRIDGE);
        }
        removeAll("list", "destroy", "undefine", "--snapshots-metadata", "--checkpoints-metadata", "--managed-save");
        removeAll("net-list", "net-destroy", "net-undefine");
        removeAll("pool-list", "pool-destroy", "pool-undefine");
        try (Stream<Path> all = Files.walk(files())) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Changes the interfaces of the private namespace. */
    static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(line).inheritIO().start().waitFor())
                .as(() -> String.join(" ", line))
                .isZero();
    }

    private static void removeAll(String list, String stop, String forget, String... how)
            throws IOException, InterruptedException {
        for (String name : left(RealBridge.virsh(list, "--name"))) {
            RealBridge.virsh(stop, name);
        }
        for (String name : left(RealBridge.virsh(list, "--all", "--name"))) {
            List<String> line = new ArrayList<>(List.of(forget, name));
            line.addAll(List.of(how));
            RealBridge.virsh(line.toArray(String[]::new));
        }
    }

    /** Without the domains by which a bridge finds out how a host runs VMs: they go by themselves. */
    private static List<String> left(List<String> names) {
        return names.stream().filter(name -> !name.startsWith("muster-probe-")).toList();
    }

    static Path files() throws IOException {
        return Files.createDirectories(Path.of("/var/lib/libvirt/images/" + NAME));
    }

    static void requireOnly(List<String> vms, List<String> networks, List<String> pools) throws Exception {
        assertThat(RealBridge.virsh("list", "--all", "--name")).as("VMs").isEqualTo(vms);
        assertThat(RealBridge.virsh("net-list", "--all", "--name"))
                .as("networks")
                .isEqualTo(networks);
        assertThat(RealBridge.virsh("pool-list", "--all", "--name")).as("pools").isEqualTo(pools);
    }

    static VmCommand.Create creating(String kernel, String initrd) {
        BootSource boot = new BootSource.Kernel(kernel, initrd, TinyGuest.commandLine(NAME));
        return new VmCommand.Create(
                RealBridge.HOST, new VmSpec(NAME, 1, 96L << 20, boot, List.of(), "", new TreeSet<>()), true);
    }

    /** A VM that runs with a qcow2 disk. */
    static VmId imaged(RealBridge bridge) throws IOException, InterruptedException {
        return imaged(bridge, "", "");
    }

    /** The same with more in its definition about how it boots, and with more devices. */
    static VmId imaged(RealBridge bridge, String boots, String devices) throws IOException, InterruptedException {
        Path disk = files().resolve("snap.qcow2");
        assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "8M")
                        .start()
                        .waitFor())
                .isZero();
        bridge.done(new VmCommand.Define(
                RealBridge.HOST,
                domain("<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='" + disk
                                + "'/><target dev='vda' bus='virtio'/></disk>" + devices)
                        .replace("</os>", boots + "</os>"),
                true));
        return bridge.vm(NAME).id();
    }

    static String domain(String devices) {
        return "<domain type='qemu'><name>" + NAME + "</name><memory unit='MiB'>32</memory>"
                + "<os><type arch='x86_64'>hvm</type></os><features><acpi/></features><devices>" + devices
                + "</devices></domain>";
    }

    static NetworkCommand.Create network() {
        return new NetworkCommand.Create(
                RealBridge.HOST,
                new NetworkSpec(NAME, NetworkSpec.Mode.ISOLATED, "10.231.7.1/24", "10.231.7.10", "10.231.7.20"),
                true);
    }

    static PoolCommand.Create pool() throws IOException {
        return new PoolCommand.Create(
                RealBridge.HOST, new PoolSpec(NAME, files().resolve("pool").toString()), true);
    }

    static Pool onlyPool(RealBridge bridge) {
        return bridge.bridge().inventory().pools().values().stream().findFirst().orElseThrow();
    }

    static Network onlyNetwork(RealBridge bridge) {
        return bridge.bridge().inventory().networks().values().stream()
                .findFirst()
                .orElseThrow();
    }

    /** A pool with a qcow2 volume of 1 MiB. */
    static VolumeId volume(RealBridge bridge) throws IOException {
        bridge.done(pool());
        PoolId pool = onlyPool(bridge).id();
        bridge.done(new PoolCommand.CreateVolume(pool, "volume.qcow2", 1 << 20, "qcow2"));
        return new VolumeId(pool, "volume.qcow2");
    }

    /** A file to upload: larger than what is journaled at a time, so that a kill can be between. */
    static Path upload() throws IOException {
        Path file = files().resolve("upload");
        if (!Files.exists(file)) {
            byte[] content = new byte[UPLOADED];
            new Random(7).nextBytes(content);
            Files.write(file, content);
        }
        return file;
    }
}
