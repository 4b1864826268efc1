package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.job.CrashMatrix.Cell;
import dev.muster.bridge.job.CrashPoint;
import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkSpec;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolSpec;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmChanges;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A kind of job on real QEMU: what must be there for it, the command, and what must be there after it. */
enum KillScene {
    HOST_CONNECT("host.connect", 1) {
        @Override
        Command prepare(RealBridge bridge) {
            return RealBridge.CONNECT;
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(), List.of(), List.of());
        }
    },
    VM_CREATE("vm.create", 2) {
        @Override
        Command prepare(RealBridge bridge) throws Exception {
            TinyGuest guest = TinyGuest.build();
            return creating(guest.kernel().toString(), guest.initrd().toString());
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(NAME), List.of(), List.of());
            bridge.awaitImage(image ->
                    image.vms().values().stream().map(vm -> vm.state()).toList().equals(List.of(VmState.RUNNING)));
        }
    },
    VM_CREATE_FAILING("vm.create", 1) {
        @Override
        boolean isUndone() {
            return true;
        }

        @Override
        Command prepare(RealBridge bridge) throws Exception {
            Path kernel = Files.writeString(files().resolve("no-kernel"), "This is no kernel.\n");
            return creating(kernel.toString(), "");
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(), List.of(), List.of());
        }
    },
    VM_DEFINE("vm.define", 1) {
        @Override
        Command prepare(RealBridge bridge) {
            return new VmCommand.Define(RealBridge.HOST, domain(""), false);
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(NAME), List.of(), List.of());
        }
    },
    VM_POWER("vm.power", 1) {
        @Override
        Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, domain(""), false));
            return new VmCommand.Power(
                    PowerAction.START, List.of(bridge.vm(NAME).id()));
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("domstate", NAME)).containsExactly("running");
        }
    },
    VM_EDIT("vm.edit", 1) {
        @Override
        Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, domain(""), false));
            return new VmCommand.Edit(
                    bridge.vm(NAME).id(),
                    new VmChanges(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("Edited"),
                            Optional.empty(),
                            Optional.of(true),
                            Optional.of(new TreeSet<>(List.of("edited")))),
                    Optional.of(bridge.vm(NAME).definition()));
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("desc", "--title", NAME)).containsExactly("Edited");
            assertThat(RealBridge.virsh("dominfo", NAME)).anyMatch(line -> line.matches("Autostart: +enable"));
        }
    },
    VM_REDEFINE("vm.redefine", 1) {
        @Override
        Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, domain(""), false));
            VmQuery.DomainXml now =
                    bridge.bridge().ask(new VmQuery.Xml(bridge.vm(NAME).id(), false));
            return new VmCommand.Redefine(
                    bridge.vm(NAME).id(),
                    now.xml().replace("</name>", "</name><title>Replaced</title>"),
                    Optional.of(now.definition()));
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("desc", "--title", NAME)).containsExactly("Replaced");
        }
    },
    VM_RENAME("vm.rename", 1) {
        @Override
        Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, domain(""), false));
            VmId vm = bridge.vm(NAME).id();
            return new VmCommand.Rename(vm, NAME + "-2");
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(NAME + "-2"), List.of(), List.of());
        }
    },
    VM_SAVE("vm.save", 1) {
        @Override
        Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, domain(""), true));
            VmId vm = bridge.vm(NAME).id();
            return new VmCommand.Save(List.of(vm));
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("domstate", NAME)).containsExactly("shut off");
            assertThat(RealBridge.virsh("list", "--all", "--with-managed-save", "--name"))
                    .containsExactly(NAME);
        }
    },
    VM_DISCARD_SAVE("vm.discard-save", 1) {
        @Override
        boolean isUsual() {
            return false;
        }

        @Override
        Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, domain(""), true));
            VmId vm = bridge.vm(NAME).id();
            bridge.done(new VmCommand.Save(List.of(vm)));
            bridge.awaitImage(image -> image.vm(vm).orElseThrow().savedState());
            return new VmCommand.DiscardSave(List.of(vm));
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("list", "--all", "--with-managed-save", "--name"))
                    .isEmpty();
        }
    },
    VM_ANNOTATE("vm.annotate", 1) {
        @Override
        Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, domain(""), false));
            VmId vm = bridge.vm(NAME).id();
            return new VmCommand.Annotate(
                    List.of(vm), new TreeSet<>(List.of("web")), new TreeSet<>(), Optional.of("Noted"));
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("desc", NAME)).containsExactly("Noted");
            assertThat(RealBridge.virsh("dumpxml", NAME)).contains("<muster:tag>web</muster:tag>");
        }
    },
    VM_DELETE("vm.delete", 1) {
        @Override
        Command prepare(RealBridge bridge) throws Exception {
            Path disk = Files.write(files().resolve("disk.raw"), new byte[1 << 20]);
            bridge.done(new VmCommand.Define(
                    RealBridge.HOST,
                    domain("<disk type='file'><driver name='qemu' type='raw'/><source file='" + disk
                            + "'/><target dev='vda' bus='virtio'/></disk>"),
                    true));
            return new VmCommand.Delete(
                    List.of(new VmCommand.Deletion(bridge.vm(NAME).id(), List.of(disk.toString()))));
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(), List.of(), List.of());
            assertThat(files().resolve("disk.raw")).doesNotExist();
        }
    },
    SNAPSHOT_CREATE("snapshot.create", 1) {
        @Override
        Command prepare(RealBridge bridge) throws Exception {
            return new SnapshotCommand.Create(imaged(bridge), "one", "", Snapshot.Place.INTERNAL);
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("snapshot-list", "--name", NAME)).containsExactly("one");
        }
    },
    SNAPSHOT_REVERT("snapshot.revert", 1) {
        @Override
        Command prepare(RealBridge bridge) throws Exception {
            VmId vm = imaged(bridge);
            bridge.done(new SnapshotCommand.Create(vm, "one", "", Snapshot.Place.INTERNAL));
            bridge.done(new SnapshotCommand.Create(vm, "two", "", Snapshot.Place.INTERNAL));
            return new SnapshotCommand.Revert(vm, "one");
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("snapshot-current", "--name", NAME)).containsExactly("one");
        }
    },
    SNAPSHOT_DELETE("snapshot.delete", 3) {
        @Override
        Command prepare(RealBridge bridge) throws Exception {
            VmId vm = imaged(bridge);
            bridge.done(new SnapshotCommand.Create(vm, "one", "", Snapshot.Place.EXTERNAL));
            return new SnapshotCommand.Delete(vm, "one", false);
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("snapshot-list", "--name", NAME)).isEmpty();
            assertThat(files().resolve("snap.one")).doesNotExist();
            assertThat(RealBridge.virsh("domblklist", NAME)).anyMatch(line -> line.endsWith("snap.qcow2"));
        }
    },
    NETWORK_CREATE("network.create", 2) {
        @Override
        Command prepare(RealBridge bridge) {
            return network();
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(), List.of(NAME), List.of());
            assertThat(RealBridge.virsh("net-info", NAME)).anyMatch(line -> line.matches("Active: +yes"));
        }
    },
    NETWORK_DELETE("network.delete", 1) {
        @Override
        Command prepare(RealBridge bridge) {
            bridge.done(network());
            Network network = bridge.bridge().inventory().networks().values().stream()
                    .findFirst()
                    .orElseThrow();
            return new NetworkCommand.Delete(network.id());
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(), List.of(), List.of());
        }
    },
    POOL_CREATE("storage.create", 2) {
        @Override
        Command prepare(RealBridge bridge) throws Exception {
            return pool();
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(), List.of(), List.of(NAME));
            assertThat(RealBridge.virsh("pool-info", NAME)).anyMatch(line -> line.matches("State: +running"));
        }
    },
    POOL_DELETE("storage.delete", 1) {
        @Override
        Command prepare(RealBridge bridge) throws Exception {
            bridge.done(pool());
            return new PoolCommand.Delete(onlyPool(bridge).id());
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(), List.of(), List.of());
        }
    },
    VOLUME_CREATE("storage.create-volume", 1) {
        @Override
        Command prepare(RealBridge bridge) throws Exception {
            bridge.done(pool());
            return new PoolCommand.CreateVolume(onlyPool(bridge).id(), "volume.qcow2", 1 << 20, "qcow2");
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(), List.of(), List.of(NAME));
            assertThat(files().resolve("pool").toFile().list()).containsExactly("volume.qcow2");
        }
    },
    VOLUME_DELETE("storage.delete-volume", 1) {
        @Override
        Command prepare(RealBridge bridge) throws Exception {
            bridge.done(pool());
            Pool pool = onlyPool(bridge);
            bridge.done(new PoolCommand.CreateVolume(pool.id(), "volume.qcow2", 1 << 20, "qcow2"));
            return new PoolCommand.DeleteVolume(new VolumeId(pool.id(), "volume.qcow2"));
        }

        @Override
        void check(RealBridge bridge) throws Exception {
            requireOnly(List.of(), List.of(), List.of(NAME));
            assertThat(files().resolve("pool").toFile().list()).isEmpty();
        }
    };

    private static final String NAME = "kill-scene";

    private final String kind;
    private final int steps;

    KillScene(String kind, int steps) {
        this.kind = kind;
        this.steps = steps;
    }

    /** A scene and where in it the daemon is killed. */
    record At(KillScene scene, Cell cell) {
        @Override
        public String toString() {
            return scene + " at " + cell;
        }
    }

    String kind() {
        return kind;
    }

    /** How many of its steps to kill at. */
    int steps() {
        return steps;
    }

    /** Whether its job fails and is taken back. */
    boolean isUndone() {
        return false;
    }

    /** Whether the usual run kills in it; the others wait for the long one, since others of the same form are in the usual. */
    boolean isUsual() {
        return true;
    }

    /** Makes what must be there; gives the command. */
    abstract Command prepare(RealBridge bridge) throws Exception;

    /** Asserts what must be there, and that nothing else is. */
    abstract void check(RealBridge bridge) throws Exception;

    static List<KillScene> all() {
        return List.of(values());
    }

    At at(int step, CrashPoint point) {
        return new At(this, new Cell(kind, step, point));
    }

    /** Removes all there is under the private libvirtd, whoever left it. */
    static void clear() throws IOException, InterruptedException {
        removeAll("list", "destroy", "undefine", "--snapshots-metadata", "--managed-save");
        removeAll("net-list", "net-destroy", "net-undefine");
        removeAll("pool-list", "pool-destroy", "pool-undefine");
        for (String file : List.of("no-kernel", "disk.raw", "snap.qcow2", "snap.one", "pool/volume.qcow2", "pool")) {
            Files.deleteIfExists(files().resolve(file));
        }
    }

    private static void removeAll(String list, String stop, String forget, String... how)
            throws IOException, InterruptedException {
        for (String name : RealBridge.virsh(list, "--name")) {
            RealBridge.virsh(stop, name);
        }
        for (String name : RealBridge.virsh(list, "--all", "--name")) {
            List<String> line = new ArrayList<>(List.of(forget, name));
            line.addAll(List.of(how));
            RealBridge.virsh(line.toArray(String[]::new));
        }
    }

    private static Path files() throws IOException {
        return Files.createDirectories(Path.of("/var/lib/libvirt/images/" + NAME));
    }

    private static void requireOnly(List<String> vms, List<String> networks, List<String> pools) throws Exception {
        assertThat(RealBridge.virsh("list", "--all", "--name")).as("VMs").isEqualTo(vms);
        assertThat(RealBridge.virsh("net-list", "--all", "--name"))
                .as("networks")
                .isEqualTo(networks);
        assertThat(RealBridge.virsh("pool-list", "--all", "--name")).as("pools").isEqualTo(pools);
    }

    private static VmCommand.Create creating(String kernel, String initrd) {
        BootSource boot = new BootSource.Kernel(kernel, initrd, TinyGuest.commandLine(NAME));
        return new VmCommand.Create(
                RealBridge.HOST, new VmSpec(NAME, 1, 96L << 20, boot, List.of(), "", new TreeSet<>()), true);
    }

    /** A VM that runs with a qcow2 disk. */
    private static VmId imaged(RealBridge bridge) throws IOException, InterruptedException {
        Path disk = files().resolve("snap.qcow2");
        assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "8M")
                        .start()
                        .waitFor())
                .isZero();
        bridge.done(new VmCommand.Define(
                RealBridge.HOST,
                domain("<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='" + disk
                        + "'/><target dev='vda' bus='virtio'/></disk>"),
                true));
        return bridge.vm(NAME).id();
    }

    private static String domain(String devices) {
        return "<domain type='qemu'><name>" + NAME + "</name><memory unit='MiB'>32</memory>"
                + "<os><type arch='x86_64'>hvm</type></os><devices>" + devices + "</devices></domain>";
    }

    private static NetworkCommand.Create network() {
        return new NetworkCommand.Create(
                RealBridge.HOST,
                new NetworkSpec(NAME, NetworkSpec.Mode.ISOLATED, "10.231.7.1/24", "10.231.7.10", "10.231.7.20"),
                true);
    }

    private static PoolCommand.Create pool() throws IOException {
        return new PoolCommand.Create(
                RealBridge.HOST, new PoolSpec(NAME, files().resolve("pool").toString()), true);
    }

    private static Pool onlyPool(RealBridge bridge) {
        return bridge.bridge().inventory().pools().values().stream().findFirst().orElseThrow();
    }
}
