package dev.muster.model.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.HardwareDevice.Presence;
import dev.muster.model.vm.HardwarePlan.Effect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HardwarePlanTest {
    private static final String CONFIG = """
            <domain type='kvm'>
              <name>web</name>
              <uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid>
              <memory unit='KiB'>2097152</memory>
              <currentMemory unit='KiB'>1048576</currentMemory>
              <vcpu placement='static' current='2'>4</vcpu>
              <os>
                <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
                <boot dev='hd'/>
                <boot dev='network'/>
              </os>
              <devices>
                <emulator>/usr/bin/qemu-system-x86_64</emulator>
                <!-- kept -->
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='/pool/web.qcow2'/>
                  <target dev='vda' bus='virtio'/>
                  <acme:note xmlns:acme='urn:acme'>ours</acme:note>
                </disk>
                <disk type='file' device='cdrom'>
                  <driver name='qemu' type='raw'/>
                  <target dev='sda' bus='sata'/>
                  <readonly/>
                </disk>
                <interface type='network'>
                  <mac address='52:54:00:AA:bb:01'/>
                  <source network='default'/>
                  <model type='virtio'/>
                </interface>
                <serial type='pty'><target port='0'/></serial>
                <console type='pty'><target type='serial' port='0'/></console>
                <video><model type='virtio'/></video>
                <memballoon model='virtio'/>
              </devices>
            </domain>
            """;

    private static final String PORTS = """
                <controller type='usb' index='0' model='qemu-xhci'><address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></controller>
                <controller type='pci' index='0' model='pcie-root'/>
                <controller type='pci' index='1' model='pcie-root-port'/>
                <controller type='pci' index='2' model='pcie-root-port'/>
                <memballoon model='virtio'/>
            """;

    private static final DomainDocument NEXT = DomainDocument.parse(CONFIG);
    private static final DomainDocument NOW =
            DomainDocument.parse(CONFIG.replace("    <memballoon model='virtio'/>\n", PORTS));

    private static HardwarePlan plan(VmState state, HardwareChange... changes) {
        Optional<DomainDocument> live = state.isActive() ? Optional.of(NOW) : Optional.empty();
        return HardwarePlan.of(NEXT, live, state, false, List.of(changes), List.of("52:54:00:00:00:01"));
    }

    private static Effect effect(VmState state, HardwareChange change) {
        return plan(state, change).planned().getFirst().effect();
    }

    private static HardwareChange disk(String bus) {
        return new HardwareChange.AddDisk("disk", "/pool/data.qcow2", "qcow2", bus, false, 0, Optional.empty());
    }

    private static HardwareChange nic(String model) {
        return new HardwareChange.AddNic("network", "default", model, Optional.empty());
    }

    @Test
    void a_vm_that_is_off_has_everything_at_its_next_start() {
        assertThat(effect(VmState.OFF, disk("virtio"))).isEqualTo(Effect.OFF);
        assertThat(effect(VmState.OFF, new HardwareChange.Memory(1L << 30))).isEqualTo(Effect.OFF);
        HardwarePlan saved =
                HardwarePlan.of(NEXT, Optional.empty(), VmState.OFF, true, List.of(disk("virtio")), List.of());
        assertThat(saved.planned().getFirst().effect()).isEqualTo(Effect.SAVED);
    }

    static List<Object[]> running() {
        return List.of(
                new Object[] {disk("virtio"), Effect.PLUGGED},
                new Object[] {disk("scsi"), Effect.PLUGGED},
                new Object[] {disk("usb"), Effect.PLUGGED},
                new Object[] {disk("sata"), Effect.BUS},
                new Object[] {disk("ide"), Effect.BUS},
                new Object[] {nic("virtio"), Effect.PLUGGED},
                new Object[] {nic("rtl8139"), Effect.NO_SLOT},
                new Object[] {new HardwareChange.Vcpus(3), Effect.PLUGGED},
                new Object[] {new HardwareChange.Vcpus(2), Effect.ALREADY},
                new Object[] {new HardwareChange.Vcpus(1), Effect.BOOT_PROCESSORS},
                new Object[] {new HardwareChange.Vcpus(8), Effect.ABOVE_MAXIMUM},
                new Object[] {new HardwareChange.MaximumVcpus(8), Effect.FIXED},
                new Object[] {new HardwareChange.Memory(512L << 20), Effect.BALLOON},
                new Object[] {new HardwareChange.Memory(1L << 30), Effect.ALREADY},
                new Object[] {new HardwareChange.Memory(4L << 30), Effect.ABOVE_MAXIMUM},
                new Object[] {new HardwareChange.MaximumMemory(4L << 30), Effect.FIXED},
                new Object[] {new HardwareChange.Medium("sda", Optional.of("/pool/x.iso")), Effect.CHANGED},
                new Object[] {
                    new HardwareChange.ChangeNic(
                            "52:54:00:aa:bb:01",
                            Optional.empty(),
                            Optional.of("backend"),
                            Optional.empty(),
                            Optional.of(false)),
                    Effect.CHANGED
                },
                new Object[] {
                    new HardwareChange.ChangeNic(
                            "52:54:00:AA:BB:01",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("e1000e"),
                            Optional.empty()),
                    Effect.FIXED
                },
                new Object[] {new HardwareChange.RemoveDevice("disk:vda"), Effect.UNPLUGGED},
                new Object[] {new HardwareChange.RemoveDevice("disk:sda"), Effect.BUS},
                new Object[] {new HardwareChange.RemoveDevice("nic:52:54:00:aa:bb:01"), Effect.UNPLUGGED},
                new Object[] {new HardwareChange.RemoveDevice("video:0"), Effect.FIXED},
                new Object[] {
                    new HardwareChange.ChangeDisk("vda", Optional.empty(), Optional.of("none"), Optional.empty()),
                    Effect.FIXED
                },
                new Object[] {new HardwareChange.Video("qxl"), Effect.FIXED},
                new Object[] {new HardwareChange.Tpm(Optional.of("tpm-crb")), Effect.FIXED},
                new Object[] {new HardwareChange.Firmware(FirmwareKind.UEFI), Effect.FIXED},
                new Object[] {new HardwareChange.Firmware(FirmwareKind.BIOS), Effect.ALREADY},
                new Object[] {new HardwareChange.AddSerial(), Effect.FIXED},
                new Object[] {new HardwareChange.BootOrder(List.of("disk:vda")), Effect.FIXED});
    }

    @ParameterizedTest
    @MethodSource("running")
    void a_vm_that_runs_has_now_what_qemu_can_change_and_the_rest_at_its_next_start(
            HardwareChange change, Effect expected) {
        HardwarePlan plan = plan(VmState.RUNNING, change);
        assertThat(plan.planned().getFirst().effect()).isEqualTo(expected);
        assertThat(plan.after()).contains("<!-- kept -->");
        assertThat(plan.definition()).isEqualTo(DomainDocument.digest(CONFIG));
        // what is written can be written again without a change
        DomainDocument after = DomainDocument.parse(plan.after());
        boolean removes = change instanceof HardwareChange.RemoveDevice;
        boolean serial = change instanceof HardwareChange.AddSerial;
        if (!removes && !serial) {
            assertThat(HardwareEdit.apply(after, plan.changes()).xml()).isEqualTo(plan.after());
        }
    }

    @Test
    void the_guest_of_a_paused_vm_cannot_let_go_of_anything() {
        assertThat(effect(VmState.PAUSED, new HardwareChange.RemoveDevice("disk:vda")))
                .isEqualTo(Effect.PAUSED);
        assertThat(effect(VmState.PAUSED, disk("virtio"))).isEqualTo(Effect.PLUGGED);
    }

    @Test
    void the_free_slots_of_what_runs_are_counted() {
        List<Effect> effects = plan(VmState.RUNNING, disk("virtio"), nic("virtio")).planned().stream()
                .map(HardwarePlan.Planned::effect)
                .toList();
        assertThat(effects).containsExactly(Effect.PLUGGED, Effect.NO_SLOT);
        HardwarePlan old = HardwarePlan.of(
                NEXT,
                Optional.of(DomainDocument.parse(NOW.xml().replace("pcie-root'", "pci-root'"))),
                VmState.RUNNING,
                false,
                List.of(nic("rtl8139")),
                List.of("52:54:00:00:00:01"));
        assertThat(old.planned().getFirst().effect()).isEqualTo(Effect.PLUGGED);
    }

    @Test
    void processors_that_were_plugged_in_can_be_taken_out() {
        String list = "<vcpus><vcpu id='0' enabled='yes' hotpluggable='no'/>"
                + "<vcpu id='1' enabled='yes' hotpluggable='yes'/><vcpu id='2' enabled='no' hotpluggable='yes'/></vcpus>";
        DomainDocument live = DomainDocument.parse(NOW.xml().replace("</vcpu>\n", "</vcpu>\n" + list));
        HardwarePlan plan = HardwarePlan.of(
                NEXT, Optional.of(live), VmState.RUNNING, false, List.of(new HardwareChange.Vcpus(1)), List.of());
        assertThat(plan.planned().getFirst().effect()).isEqualTo(Effect.UNPLUGGED);
    }

    @Test
    void new_devices_get_names_that_nobody_has() {
        HardwarePlan plan = plan(
                VmState.OFF,
                disk("virtio"),
                new HardwareChange.AddDisk("disk", "/pool/b.raw", "raw", "virtio", false, 1 << 20, Optional.empty()),
                new HardwareChange.AddDisk("cdrom", "", "raw", "sata", true, 0, Optional.empty()),
                nic("virtio"));
        Hardware after = Hardware.of(DomainDocument.parse(plan.after()), Optional.empty());
        assertThat(after.devices())
                .extracting(HardwareDevice::key)
                .contains("disk:vda", "disk:vdb", "disk:vdc", "disk:sdb", "nic:52:54:00:00:00:01");
        assertThat(after.device("disk:vdb").orElseThrow().source()).isEqualTo("/pool/data.qcow2");
    }

    @Test
    void a_boot_order_replaces_that_of_the_os_and_follows_a_disk_to_another_bus() {
        HardwarePlan plan = plan(
                VmState.OFF,
                new HardwareChange.ChangeDisk("vda", Optional.of("scsi"), Optional.of("none"), Optional.of(true)),
                new HardwareChange.BootOrder(List.of("nic:52:54:00:aa:bb:01", "disk:vda")));
        assertThat(plan.after())
                .doesNotContain("<boot dev=")
                .contains("<acme:note xmlns:acme='urn:acme'>ours</acme:note>");
        Hardware after = Hardware.of(DomainDocument.parse(plan.after()), Optional.empty());
        assertThat(after.next().bootOrder()).containsExactly("nic:52:54:00:aa:bb:01", "disk:sdb");
        HardwareDevice disk = after.device("disk:sdb").orElseThrow();
        assertThat(disk.cache()).isEqualTo("none");
        assertThat(disk.readOnly()).isTrue();
        assertThat(Hardware.of(NEXT, Optional.empty()).next().bootOrder())
                .containsExactly("disk:vda", "nic:52:54:00:aa:bb:01");
    }

    @Test
    void room_for_processors_and_memory_grows_with_what_is_plugged_in_and_never_falls_below_it() {
        DomainDocument more =
                HardwareEdit.apply(NEXT, List.of(new HardwareChange.Vcpus(6), new HardwareChange.Memory(3L << 30)));
        assertThat(more.vcpus()).isEqualTo(6);
        assertThat(more.maxVcpus()).isEqualTo(6);
        assertThat(more.memoryBytes()).isEqualTo(3L << 30);
        assertThat(more.maxMemoryBytes()).isEqualTo(3L << 30);
        DomainDocument less = HardwareEdit.apply(
                NEXT, List.of(new HardwareChange.MaximumVcpus(1), new HardwareChange.MaximumMemory(512L << 20)));
        assertThat(less.vcpus()).isEqualTo(1);
        assertThat(less.memoryBytes()).isEqualTo(512L << 20);
        DomainDocument bare =
                DomainDocument.parse("<domain type='kvm'><name>a</name><memory>1048576</memory></domain>");
        DomainDocument grown = HardwareEdit.apply(
                bare,
                List.of(
                        new HardwareChange.MaximumVcpus(4),
                        new HardwareChange.MaximumMemory(2L << 30),
                        new HardwareChange.Vcpus(2)));
        assertThat(grown.vcpus()).isEqualTo(2);
        assertThat(grown.maxVcpus()).isEqualTo(4);
        assertThat(grown.memoryBytes()).isEqualTo(1L << 30);
        assertThat(grown.maxMemoryBytes()).isEqualTo(2L << 30);
    }

    @Test
    void firmware_tpm_and_video_are_replaced_and_can_go_back() {
        DomainDocument uefi = HardwareEdit.apply(
                NEXT,
                List.of(
                        new HardwareChange.Firmware(FirmwareKind.UEFI_SECURE),
                        new HardwareChange.Tpm(Optional.of("tpm-crb")),
                        new HardwareChange.Video("none")));
        Hardware hardware = Hardware.of(uefi, Optional.empty());
        assertThat(hardware.next().firmware()).isEqualTo(FirmwareKind.UEFI_SECURE);
        assertThat(hardware.device("tpm:0").orElseThrow().model()).isEqualTo("tpm-crb");
        assertThat(hardware.device("video:0").orElseThrow().model()).isEqualTo("none");
        DomainDocument back = HardwareEdit.apply(
                uefi,
                List.of(
                        new HardwareChange.Firmware(FirmwareKind.BIOS),
                        new HardwareChange.Tpm(Optional.empty()),
                        new HardwareChange.Video("virtio")));
        assertThat(XmlReview.between(NEXT, back, Effect.OFF)).isEmpty();
    }

    @Test
    void what_comes_goes_or_changes_at_the_next_start_is_marked() {
        DomainDocument next = HardwareEdit.apply(
                NEXT,
                List.of(
                        disk("virtio") instanceof HardwareChange.AddDisk add
                                ? new HardwareChange.AddDisk(
                                        "disk", add.path(), "qcow2", "virtio", false, 0, Optional.of("vdb"))
                                : nic("virtio"),
                        new HardwareChange.Medium("sda", Optional.of("/pool/x.iso")),
                        new HardwareChange.RemoveDevice("nic:52:54:00:aa:bb:01")));
        Hardware hardware = Hardware.of(next, Optional.of(NEXT));
        assertThat(hardware.device("disk:vdb").orElseThrow().presence()).isEqualTo(Presence.COMES);
        assertThat(hardware.device("disk:sda").orElseThrow().presence()).isEqualTo(Presence.CHANGES);
        assertThat(hardware.device("nic:52:54:00:aa:bb:01").orElseThrow().presence())
                .isEqualTo(Presence.GOES);
        assertThat(hardware.device("disk:vda").orElseThrow().presence()).isEqualTo(Presence.HERE);
    }

    @Test
    void what_is_asked_of_qemu_is_worked_out_from_what_runs_at_that_moment() {
        HardwareChange eject = new HardwareChange.Medium("sda", Optional.empty());
        HardwareChange insert = new HardwareChange.Medium("sda", Optional.of("/pool/x.iso"));
        assertThat(LiveChange.of(eject, NOW)).isInstanceOf(LiveChange.Nothing.class);
        assertThat(LiveChange.of(insert, NOW))
                .isInstanceOfSatisfying(
                        LiveChange.Update.class,
                        update -> assertThat(update.device()).contains("<source file='/pool/x.iso'/>", "dev='sda'"));
        DomainDocument inserted = HardwareEdit.apply(NOW, List.of(insert));
        assertThat(LiveChange.of(insert, inserted)).isInstanceOf(LiveChange.Nothing.class);
        assertThat(LiveChange.of(eject, inserted)).isInstanceOf(LiveChange.Update.class);
        assertThat(LiveChange.of(new HardwareChange.RemoveDevice("disk:vdz"), NOW))
                .isInstanceOf(LiveChange.Nothing.class);
        assertThat(LiveChange.of(new HardwareChange.RemoveDevice("disk:vda"), NOW))
                .isInstanceOf(LiveChange.Detach.class);
    }

    @Test
    void what_is_not_there_or_makes_no_sense_is_refused() {
        refused(ErrorCode.DEVICE_NOT_FOUND, () -> plan(VmState.OFF, new HardwareChange.RemoveDevice("disk:vdz")));
        refused(ErrorCode.NOT_SUPPORTED, () -> plan(VmState.OFF, new HardwareChange.BootOrder(List.of("video:0"))));
        refused(ErrorCode.USAGE_INVALID, () -> new HardwareChange.Vcpus(0));
        refused(ErrorCode.USAGE_INVALID, () -> new HardwareChange.Medium("sda", Optional.of("/pool/../etc/shadow")));
        refused(
                ErrorCode.USAGE_INVALID,
                () -> new HardwareChange.AddNic("network", "default", "virtio", Optional.of("53:54:00:00:00:01")));
        DomainDocument pinned = DomainDocument.parse(
                CONFIG.replace("<os>", "<cpu><topology sockets='1' cores='4' threads='1'/></cpu><os>"));
        refused(ErrorCode.NOT_SUPPORTED, () -> HardwareEdit.apply(pinned, List.of(new HardwareChange.MaximumVcpus(5))));
    }

    @Test
    void two_definitions_are_compared_device_by_device() {
        DomainDocument after = DomainDocument.parse(NEXT.xml()
                .replace("<!-- kept -->", "")
                .replace("<video><model type='virtio'/></video>", "<video>\n<model   type='virtio' />\n</video>")
                .replace("<serial type='pty'><target port='0'/></serial>", "<rng model='virtio'/>")
                .replace("network='default'", "network='other'"));
        assertThat(XmlReview.between(NEXT, after, Effect.DEFINITION))
                .extracting(one -> one.how() + " " + one.what())
                .containsExactly("CHANGED nic:52:54:00:aa:bb:01", "REMOVED serial:0", "ADDED rng:0");
    }

    @Test
    void foreign_definitions_keep_every_character_around_a_change() {
        for (String name : ForeignDomains.names()) {
            DomainDocument foreign = ForeignDomains.of(name);
            Hardware hardware = Hardware.of(foreign, Optional.of(foreign));
            assertThat(hardware.devices())
                    .allSatisfy(device -> assertThat(device.presence()).isEqualTo(Presence.HERE));
            HardwarePlan plan = HardwarePlan.of(
                    foreign,
                    Optional.empty(),
                    VmState.OFF,
                    false,
                    List.of(nic("virtio")),
                    List.of("52:54:00:12:34:56"));
            DomainDocument back = HardwareEdit.apply(
                    DomainDocument.parse(plan.after()),
                    List.of(new HardwareChange.RemoveDevice("nic:52:54:00:12:34:56")));
            assertThat(back.xml().replaceFirst("\\s*<devices>\\s*</devices>|\\s*<devices/>", ""))
                    .isEqualTo(foreign.xml().replaceFirst("\\s*<devices/>", ""));
        }
    }

    private static void refused(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThat(catchThrowableOfType(MusterException.class, call).problem().code())
                .isEqualTo(code);
    }
}
