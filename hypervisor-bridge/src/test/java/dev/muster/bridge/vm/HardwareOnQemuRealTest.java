package dev.muster.bridge.vm;

import static dev.muster.bridge.testing.WorkBench.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.hypervisor.libvirt.LibvirtDriver;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.testing.TinyGuest;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.bridge.testing.WorkBench.Outcome;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.FirmwareKind;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareDevice;
import dev.muster.model.vm.HardwareDevice.Presence;
import dev.muster.model.vm.HardwarePlan.Effect;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import dev.muster.model.vm.XmlReview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hardware plugged into and taken out of a real guest, under a libvirtd of the test's own. */
@Tag("real")
class HardwareOnQemuRealTest {
    private static final Path IMAGES = Path.of("/var/lib/libvirt/images/vm-hardware");
    private static final long MIB = 1L << 20;

    private final WorkBench bench = new WorkBench(
            new LibvirtDriver(Clock.systemUTC()),
            "qemu:///system",
            (hypervisors, inventory) -> new VmFeature(
                            hypervisors,
                            inventory,
                            new VmLimits(Duration.ofSeconds(60), Duration.ofSeconds(60)),
                            Minting.secure())
                    .definitions());

    private final VmQueries queries = new VmQueries(bench.hypervisors(), bench.inventory());

    @AfterEach
    void leaveNothing() throws Exception {
        for (var vm : bench.inventory().image().vms().values()) {
            bench.hypervisor().vms().power(vm.id(), PowerAction.FORCE_OFF);
            bench.await(image ->
                    image.vm(vm.id()).filter(one -> one.state().isActive()).isEmpty());
            bench.hypervisor().vms().undefine(vm.id());
        }
        for (var network : List.copyOf(bench.inventory().image().networks().keySet())) {
            bench.hypervisor().networks().stop(network);
            bench.hypervisor().networks().undefine(network);
        }
        bench.close();
    }

    @Test
    void a_guest_that_runs_gets_and_loses_a_disk_and_an_interface_and_has_more_memory_at_its_next_start()
            throws Exception {
        NetworkId network = bench.hypervisor()
                .networks()
                .define(bench.host(), "<network><name>plugged</name><bridge name='virbr77'/></network>");
        bench.hypervisor().networks().start(network);
        bench.await(image -> Optional.ofNullable(image.networks().get(network))
                .filter(one -> one.active())
                .isPresent());
        VmId vm = tinyGuest();
        String iso = Files.write(IMAGES.resolve("a.iso"), new byte[1 << 20]).toString();
        assertThat(run(vm, new HardwareChange.AddDisk("cdrom", "", "raw", "sata", true, 0, Optional.empty()))
                        .done())
                .isTrue();
        bench.run(new VmCommand.Power(PowerAction.START, List.of(vm)), ADMINISTRATOR);
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(said(vm)).contains(TinyGuest.ready("plug")));

        List<HardwareChange> plugged = List.of(
                new HardwareChange.AddDisk(
                        "disk",
                        IMAGES.resolve("data.qcow2").toString(),
                        "qcow2",
                        "virtio",
                        false,
                        8 * MIB,
                        Optional.empty()),
                new HardwareChange.AddNic("network", "plugged", "virtio", Optional.empty()),
                new HardwareChange.Medium("sda", Optional.of(iso)));
        assertThat(queries.answer(new VmQuery.ReviewHardware(vm, plugged)).planned())
                .extracting(one -> one.effect())
                .containsExactly(Effect.PLUGGED, Effect.PLUGGED, Effect.CHANGED);
        Outcome in = bench.run(new VmCommand.ChangeHardware(vm, plugged, Optional.empty()), ADMINISTRATOR);
        assertThat(in.steps()).hasSize(4).allMatch(Optional::isEmpty);
        Hardware with = hardware(vm);
        assertThat(device(with, "disk:vda").presence()).isEqualTo(Presence.HERE);
        HardwareDevice nic = with.devices().stream()
                .filter(device -> device.kind() == HardwareDevice.Kind.NIC)
                .findFirst()
                .orElseThrow();
        assertThat(nic.presence()).isEqualTo(Presence.HERE);
        assertThat(device(with, "disk:sda").source()).isEqualTo(iso);

        assertThat(bench.runTwice(
                                new VmCommand.ChangeHardware(
                                        vm,
                                        List.of(
                                                new HardwareChange.ChangeNic(
                                                        nic.name(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.of(false)),
                                                new HardwareChange.Medium("sda", Optional.empty()),
                                                new HardwareChange.RemoveDevice("disk:vda")),
                                        Optional.of(with.definition())),
                                ADMINISTRATOR)
                        .steps())
                .hasSize(4)
                .allMatch(Optional::isEmpty);
        assertThat(device(hardware(vm), nic.key()).connected()).isFalse();
        assertThat(hardware(vm).device("disk:vda")).isEmpty();
        Outcome out = run(vm, new HardwareChange.RemoveDevice(nic.key()), new HardwareChange.Memory(256 * MIB));
        assertThat(out.steps()).hasSize(2).allMatch(Optional::isEmpty);
        Hardware after = hardware(vm);
        assertThat(after.device(nic.key())).isEmpty();
        assertThat(after.now().memoryBytes()).isEqualTo(128 * MIB);
        assertThat(after.next().memoryBytes()).isEqualTo(256 * MIB);
        MusterException lost = catchThrowableOfType(
                MusterException.class,
                () -> bench.prepare(
                        new VmCommand.ChangeHardware(
                                vm, List.of(new HardwareChange.Video("vga")), Optional.of(with.definition())),
                        ADMINISTRATOR));
        assertThat(lost.problem().code()).isEqualTo(ErrorCode.VM_CHANGED);
    }

    @Test
    void libvirt_takes_every_change_of_a_vm_that_is_off_and_its_schema_is_asked_before_xml_is_applied()
            throws Exception {
        VmId vm = tinyGuest();
        Outcome all = run(
                vm,
                new HardwareChange.MaximumVcpus(4),
                new HardwareChange.Vcpus(2),
                new HardwareChange.MaximumMemory(512 * MIB),
                new HardwareChange.AddDisk(
                        "disk", IMAGES.resolve("b.qcow2").toString(), "qcow2", "scsi", false, MIB, Optional.empty()),
                new HardwareChange.AddSerial(),
                new HardwareChange.Video("virtio"),
                new HardwareChange.BootOrder(List.of()),
                new HardwareChange.Firmware(FirmwareKind.UEFI));
        assertThat(all.steps()).allMatch(Optional::isEmpty);
        assertThat(run(
                                vm,
                                new HardwareChange.ChangeDisk(
                                        "sda", Optional.of("virtio"), Optional.of("none"), Optional.of(true)),
                                new HardwareChange.BootOrder(List.of("disk:sda")),
                                new HardwareChange.Firmware(FirmwareKind.BIOS))
                        .steps())
                .allMatch(Optional::isEmpty);
        Hardware hardware = hardware(vm);
        assertThat(hardware.next().bootOrder()).containsExactly("disk:vda");
        assertThat(hardware.next().firmware()).isEqualTo(FirmwareKind.BIOS);
        assertThat(hardware.next().maximumVcpus()).isEqualTo(4);

        String xml = bench.hypervisor().vms().xml(vm, false);
        XmlReview fine = queries.answer(new VmQuery.ReviewXml(vm, xml));
        assertThat(fine.checked()).isTrue();
        assertThat(fine.problem()).isEmpty();
        XmlReview wrong = queries.answer(new VmQuery.ReviewXml(vm, xml.replace("</devices>", "<dusk/></devices>")));
        assertThat(wrong.problem().orElseThrow().code()).isEqualTo(ErrorCode.XML_INVALID);
        assertThat(DomainDocument.parse(bench.hypervisor().vms().xml(vm, false)).xml())
                .isEqualTo(xml);
    }

    private VmId tinyGuest() throws Exception {
        Files.createDirectories(IMAGES);
        TinyGuest guest = TinyGuest.build();
        VmSpec spec = new VmSpec(
                "plug",
                1,
                128 * MIB,
                new BootSource.Kernel(
                        copy(guest.kernel(), "vmlinuz"), copy(guest.initrd(), "initrd"), TinyGuest.commandLine("plug")),
                List.of(),
                "",
                new TreeSet<>());
        bench.run(new VmCommand.Create(bench.host(), spec, false), ADMINISTRATOR);
        for (String made : List.of("data.qcow2", "b.qcow2")) {
            Files.deleteIfExists(IMAGES.resolve(made));
        }
        return bench.vm("plug").orElseThrow().id();
    }

    private Outcome run(VmId vm, HardwareChange... changes) throws InterruptedException {
        return bench.run(new VmCommand.ChangeHardware(vm, List.of(changes), Optional.empty()), ADMINISTRATOR);
    }

    private Hardware hardware(VmId vm) {
        return queries.answer(new VmQuery.HardwareOf(vm));
    }

    private static HardwareDevice device(Hardware hardware, String key) {
        return hardware.device(key).orElseThrow(() -> new AssertionError(key + " is not in " + hardware));
    }

    private String said(VmId vm) {
        return queries.answer(new VmQuery.SerialOutput(vm, 0)).text();
    }

    private static String copy(Path file, String name) throws Exception {
        return Files.copy(file, IMAGES.resolve(name), StandardCopyOption.REPLACE_EXISTING)
                .toString();
    }
}
