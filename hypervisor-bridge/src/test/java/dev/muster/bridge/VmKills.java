package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmChanges;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Jobs on VMs, with what must be there before and after each. */
enum VmKills implements KillScene {
    VM_CREATE("vm.create", 2) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            TinyGuest guest = TinyGuest.build();
            return KillGround.creating(guest.kernel().toString(), guest.initrd().toString());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME), List.of(), List.of());
            bridge.awaitImage(image ->
                    image.vms().values().stream().map(vm -> vm.state()).toList().equals(List.of(VmState.RUNNING)));
        }
    },
    VM_CREATE_FAILING("vm.create", 1) {
        @Override
        public boolean isUndone() {
            return true;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            Path kernel = Files.writeString(KillGround.files().resolve("no-kernel"), "This is no kernel.\n");
            return KillGround.creating(kernel.toString(), "");
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of());
        }
    },
    VM_DEFINE("vm.define", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            return new VmCommand.Define(RealBridge.HOST, KillGround.domain(""), false);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME), List.of(), List.of());
        }
    },
    VM_POWER("vm.power", 1) {
        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, KillGround.domain(""), false));
            return new VmCommand.Power(
                    PowerAction.START, List.of(bridge.vm(KillGround.NAME).id()));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("running");
        }
    },
    VM_EDIT("vm.edit", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, KillGround.domain(""), false));
            return new VmCommand.Edit(
                    bridge.vm(KillGround.NAME).id(),
                    new VmChanges(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("Edited"),
                            Optional.empty(),
                            Optional.of(true),
                            Optional.of(new TreeSet<>(List.of("edited")))),
                    Optional.of(bridge.vm(KillGround.NAME).definition()));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("desc", "--title", KillGround.NAME)).containsExactly("Edited");
            assertThat(RealBridge.virsh("dominfo", KillGround.NAME))
                    .anyMatch(line -> line.matches("Autostart: +enable"));
        }
    },
    VM_REDEFINE("vm.redefine", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, KillGround.domain(""), false));
            VmQuery.DomainXml now = bridge.bridge()
                    .ask(new VmQuery.Xml(bridge.vm(KillGround.NAME).id(), false));
            return new VmCommand.Redefine(
                    bridge.vm(KillGround.NAME).id(),
                    now.xml().replace("</name>", "</name><title>Replaced</title>"),
                    Optional.of(now.definition()));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("desc", "--title", KillGround.NAME)).containsExactly("Replaced");
        }
    },
    VM_CHANGE_HARDWARE("vm.change-hardware", 2) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(new VmCommand.Define(RealBridge.HOST, KillGround.domain(""), true));
            Vm vm = bridge.vm(KillGround.NAME);
            String disk = KillGround.files().resolve("disk.raw").toString();
            return new VmCommand.ChangeHardware(
                    vm.id(),
                    List.of(new HardwareChange.AddDisk(
                            "disk", disk, "raw", "virtio", false, 1 << 20, Optional.empty())),
                    Optional.of(vm.definition()));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME), List.of(), List.of());
            assertThat(KillGround.files().resolve("disk.raw")).hasSize(1 << 20);
            assertThat(RealBridge.virsh("domblklist", KillGround.NAME))
                    .filteredOn(line -> line.endsWith("disk.raw"))
                    .hasSize(1);
            assertThat(RealBridge.virsh("domblklist", "--inactive", KillGround.NAME))
                    .filteredOn(line -> line.endsWith("disk.raw"))
                    .hasSize(1);
        }
    },
    VM_CLONE("vm.clone", 2) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            VolumeId volume = KillGround.volume(bridge);
            bridge.done(new VmCommand.Define(
                    RealBridge.HOST,
                    KillGround.domain("<disk type='file'><driver name='qemu' type='qcow2'/><source file='"
                            + KillGround.files().resolve("pool").resolve(volume.name())
                            + "'/><target dev='vda' bus='virtio'/></disk>"),
                    false));
            return new VmCommand.Clone(bridge.vm(KillGround.NAME).id(), CLONE, List.of());
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME, CLONE), List.of(), List.of(KillGround.NAME));
            assertThat(KillGround.files().resolve("pool").toFile().list())
                    .containsExactlyInAnyOrder("volume.qcow2", CLONE + "-vda.qcow2");
            assertThat(String.join("", RealBridge.virsh("dumpxml", CLONE))).contains(CLONE + "-vda.qcow2");
        }
    },
    VM_RENAME("vm.rename", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, KillGround.domain(""), false));
            VmId vm = bridge.vm(KillGround.NAME).id();
            return new VmCommand.Rename(vm, KillGround.NAME + "-2");
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME + "-2"), List.of(), List.of());
        }
    },
    VM_SAVE("vm.save", 1) {
        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, KillGround.domain(""), true));
            VmId vm = bridge.vm(KillGround.NAME).id();
            return new VmCommand.Save(List.of(vm));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("domstate", KillGround.NAME)).containsExactly("shut off");
            assertThat(RealBridge.virsh("list", "--all", "--with-managed-save", "--name"))
                    .containsExactly(KillGround.NAME);
        }
    },
    VM_DISCARD_SAVE("vm.discard-save", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, KillGround.domain(""), true));
            VmId vm = bridge.vm(KillGround.NAME).id();
            bridge.done(new VmCommand.Save(List.of(vm)));
            bridge.awaitImage(image -> image.vm(vm).orElseThrow().savedState());
            return new VmCommand.DiscardSave(List.of(vm));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("list", "--all", "--with-managed-save", "--name"))
                    .isEmpty();
        }
    },
    VM_ANNOTATE("vm.annotate", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(new VmCommand.Define(RealBridge.HOST, KillGround.domain(""), false));
            VmId vm = bridge.vm(KillGround.NAME).id();
            return new VmCommand.Annotate(
                    List.of(vm), new TreeSet<>(List.of("web")), new TreeSet<>(), Optional.of("Noted"));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(KillGround.NAME), List.of(), List.of());
            assertThat(RealBridge.virsh("desc", KillGround.NAME)).containsExactly("Noted");
            assertThat(RealBridge.virsh("dumpxml", KillGround.NAME)).contains("<muster:tag>web</muster:tag>");
        }
    },
    VM_DELETE("vm.delete", 1) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            Path disk = Files.write(KillGround.files().resolve("disk.raw"), new byte[1 << 20]);
            bridge.done(new VmCommand.Define(
                    RealBridge.HOST,
                    KillGround.domain("<disk type='file'><driver name='qemu' type='raw'/><source file='" + disk
                            + "'/><target dev='vda' bus='virtio'/></disk>"),
                    true));
            return new VmCommand.Delete(
                    List.of(new VmCommand.Deletion(bridge.vm(KillGround.NAME).id(), List.of(disk.toString()))));
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            KillGround.requireOnly(List.of(), List.of(), List.of());
            assertThat(KillGround.files().resolve("disk.raw")).doesNotExist();
        }
    },
    SNAPSHOT_CREATE("snapshot.create", 1) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new SnapshotCommand.Create(KillGround.imaged(bridge), "one", "", Snapshot.Place.INTERNAL);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("snapshot-list", "--name", KillGround.NAME))
                    .containsExactly("one");
        }
    },
    SNAPSHOT_REVERT("snapshot.revert", 1) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            VmId vm = KillGround.imaged(bridge);
            bridge.done(new SnapshotCommand.Create(vm, "one", "", Snapshot.Place.INTERNAL));
            bridge.done(new SnapshotCommand.Create(vm, "two", "", Snapshot.Place.INTERNAL));
            return new SnapshotCommand.Revert(vm, "one");
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("snapshot-current", "--name", KillGround.NAME))
                    .containsExactly("one");
        }
    },
    SNAPSHOT_DELETE("snapshot.delete", 3) {
        @Override
        public boolean isUsual() {
            return false;
        }

        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            VmId vm = KillGround.imaged(bridge);
            bridge.done(new SnapshotCommand.Create(vm, "one", "", Snapshot.Place.EXTERNAL));
            return new SnapshotCommand.Delete(vm, "one", false);
        }

        @Override
        public void check(RealBridge bridge) throws Exception {
            assertThat(RealBridge.virsh("snapshot-list", "--name", KillGround.NAME))
                    .isEmpty();
            assertThat(KillGround.files().resolve("snap.one")).doesNotExist();
            assertThat(RealBridge.virsh("domblklist", KillGround.NAME)).anyMatch(line -> line.endsWith("snap.qcow2"));
        }
    };

    private static final String CLONE = KillGround.NAME + "-2";

    private final String kind;
    private final int steps;

    VmKills(String kind, int steps) {
        this.kind = kind;
        this.steps = steps;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int steps() {
        return steps;
    }
}
