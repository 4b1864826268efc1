package dev.muster.bridge.vm;

import static dev.muster.bridge.testing.WorkBench.ADMINISTRATOR;
import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareDevice.Presence;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.XmlReview;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HardwareTest {
    private final WorkBench bench = new WorkBench(
            new SimulatedDriver(Clock.systemUTC()),
            "sim:///?hosts=1&vms=6&seed=7",
            (hypervisors, inventory) -> new VmFeature(
                            hypervisors,
                            inventory,
                            new VmLimits(Duration.ofSeconds(5), Duration.ofSeconds(5)),
                            Minting.secure())
                    .definitions());

    private final VmQueries queries = new VmQueries(bench.hypervisors(), bench.inventory());

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_disk_and_an_interface_are_plugged_into_a_vm_that_runs_and_taken_out_again() throws Exception {
        VmId vm = started();
        String path = pool().path() + "/extra.qcow2";
        String network =
                bench.inventory().image().networks().values().iterator().next().name();

        assertThat(bench.runTwice(
                                change(
                                        vm,
                                        new HardwareChange.AddDisk(
                                                "disk", path, "qcow2", "virtio", false, 8 << 20, Optional.empty()),
                                        new HardwareChange.AddNic("network", network, "virtio", Optional.empty())),
                                OPERATOR)
                        .steps())
                .hasSize(3)
                .allMatch(Optional::isEmpty);

        Hardware with = hardware(vm);
        assertThat(with.devices()).allMatch(device -> device.presence() == Presence.HERE);
        String disk = with.devices().stream()
                .filter(device -> device.source().equals(path))
                .findFirst()
                .orElseThrow()
                .key();
        String nic = with.devices().stream()
                .filter(device -> device.key().startsWith("nic:"))
                .reduce((one, other) -> other)
                .orElseThrow()
                .key();
        assertThat(bench.hypervisor().files().size(bench.host(), path)).isPresent();

        assertThat(bench.runTwice(
                                change(vm, new HardwareChange.RemoveDevice(disk), new HardwareChange.RemoveDevice(nic)),
                                OPERATOR)
                        .done())
                .isTrue();
        assertThat(hardware(vm).device(disk)).isEmpty();
        assertThat(hardware(vm).device(nic)).isEmpty();
        assertThat(bench.hypervisor().files().size(bench.host(), path)).isPresent();
    }

    @Test
    void what_cannot_be_changed_now_is_in_the_definition_only_and_the_review_says_so() throws Exception {
        VmId vm = started();
        long before = hardware(vm).now().memoryBytes();
        HardwareChange more = new HardwareChange.Memory(before * 2);
        HardwarePlan plan = queries.answer(new VmQuery.ReviewHardware(vm, List.of(more)));
        assertThat(plan.planned().getFirst().effect()).isEqualTo(HardwarePlan.Effect.ABOVE_MAXIMUM);
        assertThat(plan.definition())
                .isEqualTo(DomainDocument.digest(bench.hypervisor().vms().xml(vm, false)));

        assertThat(bench.run(change(vm, more), OPERATOR).steps()).hasSize(1);

        assertThat(hardware(vm).now().memoryBytes()).isEqualTo(before);
        assertThat(hardware(vm).next().memoryBytes()).isEqualTo(before * 2);
    }

    @Test
    void a_change_made_against_another_definition_is_refused_and_so_is_xml() throws Exception {
        VmId vm = started();
        String old = DomainDocument.digest(bench.hypervisor().vms().xml(vm, false));
        bench.run(change(vm, new HardwareChange.Video("qxl")), OPERATOR);

        refused(
                ErrorCode.VM_CHANGED,
                new VmCommand.ChangeHardware(vm, List.of(new HardwareChange.AddSerial()), Optional.of(old)),
                OPERATOR);
        refused(
                ErrorCode.VM_CHANGED,
                new VmCommand.Redefine(vm, bench.hypervisor().vms().xml(vm, false), Optional.of(old)),
                ADMINISTRATOR);
    }

    @Test
    void an_operator_names_files_of_pools_and_networks_of_libvirt_only() throws Exception {
        VmId vm = started();
        refused(ErrorCode.PATH_FORBIDDEN, change(vm, disk("/etc/shadow")), OPERATOR);
        refused(
                ErrorCode.PATH_FORBIDDEN,
                change(vm, new HardwareChange.Medium("hdc", Optional.of("/root/secret.iso"))),
                OPERATOR);
        refused(
                ErrorCode.NOT_ALLOWED,
                change(vm, new HardwareChange.AddNic("bridge", "br0", "virtio", Optional.empty())),
                OPERATOR);
        refused(
                ErrorCode.NETWORK_NOT_FOUND,
                change(vm, new HardwareChange.AddNic("network", "nowhere", "virtio", Optional.empty())),
                OPERATOR);
        refused(ErrorCode.FILE_MISSING, change(vm, disk(pool().path() + "/none.qcow2")), OPERATOR);
        Vm other = bench.inventory().image().vms().values().stream()
                .filter(one -> !one.id().equals(vm)
                        && one.id().host().equals(vm.host())
                        && !one.disks().isEmpty()
                        && one.disks().getFirst().source().startsWith("/"))
                .findFirst()
                .orElseThrow();
        refused(ErrorCode.DISK_IN_USE, change(vm, disk(other.disks().getFirst().source())), ADMINISTRATOR);
    }

    @Test
    void xml_is_reviewed_without_being_applied() throws Exception {
        VmId vm = started();
        String xml = bench.hypervisor().vms().xml(vm, false);
        XmlReview broken = queries.answer(new VmQuery.ReviewXml(vm, xml.replace("</domain>", "")));
        assertThat(broken.problem().orElseThrow().code()).isEqualTo(ErrorCode.XML_INVALID);
        XmlReview foreign = queries.answer(new VmQuery.ReviewXml(vm, xml.replace("<name>", "<name>x")));
        assertThat(foreign.problem().orElseThrow().code()).isEqualTo(ErrorCode.USAGE_INVALID);
        XmlReview fine = queries.answer(
                new VmQuery.ReviewXml(vm, xml.replace("<clock offset='utc'/>", "<clock offset='localtime'/>")));
        assertThat(fine.problem()).isEmpty();
        assertThat(fine.differences())
                .containsExactly(
                        new XmlReview.Difference("clock", XmlReview.How.CHANGED, HardwarePlan.Effect.DEFINITION));
        assertThat(bench.hypervisor().vms().xml(vm, false)).isEqualTo(xml);
    }

    private VmId started() throws InterruptedException {
        VmId vm = bench.inventory().image().vms().values().stream()
                .filter(one -> one.state() == VmState.RUNNING || one.state() == VmState.OFF)
                .findFirst()
                .orElseThrow()
                .id();
        bench.run(new VmCommand.Power(PowerAction.START, List.of(vm)), OPERATOR);
        bench.await(image ->
                image.vm(vm).filter(one -> one.state() == VmState.RUNNING).isPresent());
        return vm;
    }

    private Pool pool() {
        return bench.inventory().image().pools().values().stream()
                .filter(one -> one.active() && one.type().equals("dir"))
                .findFirst()
                .orElseThrow();
    }

    private Hardware hardware(VmId vm) {
        return queries.answer(new VmQuery.HardwareOf(vm));
    }

    private static HardwareChange disk(String path) {
        return new HardwareChange.AddDisk("disk", path, "qcow2", "virtio", false, 0, Optional.empty());
    }

    private static VmCommand change(VmId vm, HardwareChange... changes) {
        return new VmCommand.ChangeHardware(vm, List.of(changes), Optional.empty());
    }

    private void refused(ErrorCode code, VmCommand command, Principal by) {
        assertThat(catchThrowableOfType(MusterException.class, () -> bench.prepare(command, by))
                        .problem()
                        .code())
                .isEqualTo(code);
    }
}
