package dev.muster.bridge.vm;

import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.vm.ClonePlan;
import dev.muster.model.vm.ClonePlan.CloneDisk;
import dev.muster.model.vm.ClonePlan.Fate;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmCommand.CloneChoice;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloneTest {
    private final WorkBench bench = new WorkBench(
            new SimulatedDriver(Clock.systemUTC()),
            "sim:///?hosts=1&vms=2&seed=7",
            (hypervisors, inventory) -> new VmFeature(
                            hypervisors,
                            inventory,
                            new VmLimits(Duration.ofSeconds(5), Duration.ofSeconds(5)),
                            Minting.secure())
                    .definitions());
    private PoolId pool = new PoolId(bench.host(), new java.util.UUID(0, 0));

    @BeforeEach
    void makePool() throws InterruptedException {
        pool = bench.hypervisor()
                .pools()
                .define(bench.host(), "<pool type='dir'><name>vms</name><target><path>/srv/vms</path></target></pool>");
        bench.hypervisor().pools().start(pool, true);
        volume("web.qcow2", "qcow2");
        volume("debian.iso", "raw");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void the_plan_says_what_becomes_of_each_disk_and_why_some_cannot_be_copied() throws Exception {
        ClonePlan plan = plan(vm(""), "shop");

        assertThat(plan.refusal()).isEmpty();
        assertThat(plan.disks())
                .extracting(CloneDisk::target, CloneDisk::fate, CloneDisk::copy)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("vda", Fate.COPY, "shop.qcow2"),
                        org.assertj.core.groups.Tuple.tuple("vdb", Fate.LEAVE_OUT, ""),
                        org.assertj.core.groups.Tuple.tuple("sda", Fate.SHARE, "shop-sda.iso"));
        assertThat(plan.disks().get(1).why()).contains("no pool");
        assertThat(plan.disks().get(1).possible()).containsExactly(Fate.LEAVE_OUT);
        assertThat(plan(vm("").id(), "").name()).isEqualTo("web-clone");
    }

    @Test
    void a_clone_has_copies_of_its_own_and_the_original_is_as_it_was() throws Exception {
        Vm vm = vm("");
        String before = bench.hypervisor().vms().xml(vm.id(), false);

        assertThat(bench.runTwice(clone(vm), OPERATOR).done()).isTrue();

        Vm made = bench.vm("shop").orElseThrow();
        assertThat(made.disks())
                .extracting(disk -> disk.target() + " " + disk.source())
                .containsExactly("vda /srv/vms/shop.qcow2", "sda /srv/vms/debian.iso");
        assertThat(made.nics().getFirst().mac())
                .startsWith("52:54:00:")
                .isNotEqualTo(vm.nics().getFirst().mac());
        assertThat(made.tags()).isEqualTo(vm.tags());
        assertThat(bench.inventory().image().volumes()).containsKey(new VolumeId(pool, "shop.qcow2"));
        assertThat(bench.hypervisor().vms().xml(vm.id(), false)).isEqualTo(before);
        assertThat(DomainDocument.parse(bench.hypervisor().vms().xml(made.id(), false))
                        .xml())
                .contains("<unheard-of/>");
    }

    @Test
    void taken_back_nothing_is_left_of_it() throws Exception {
        Vm vm = vm("");

        bench.runAndUndo(clone(vm), OPERATOR);

        bench.await(image ->
                image.vms().values().stream().noneMatch(one -> one.name().equals("shop"))
                        && !image.volumes().containsKey(new VolumeId(pool, "shop.qcow2")));
        assertThat(bench.inventory().image().volumes()).containsKey(new VolumeId(pool, "web.qcow2"));
    }

    @Test
    void what_cannot_be_is_refused_before_anything_is_made() throws Exception {
        Vm vm = vm("");

        refused(new VmCommand.Clone(vm.id(), "web", List.of()), ErrorCode.VM_EXISTS);
        refused(choosing(vm, "vdb", Fate.COPY, ""), ErrorCode.CLONE_REFUSED);
        refused(choosing(vm, "vda", Fate.SHARE, ""), ErrorCode.CLONE_REFUSED);
        refused(choosing(vm, "vdz", Fate.COPY, ""), ErrorCode.USAGE_INVALID);
        refused(choosing(vm, "vda", Fate.COPY, "debian.iso"), ErrorCode.VOLUME_EXISTS);
        assertThat(catchThrowableOfType(MusterException.class, () -> new CloneChoice("vda", Fate.COPY, "../etc"))
                        .problem()
                        .code())
                .isEqualTo(ErrorCode.USAGE_INVALID);
    }

    @Test
    void a_vm_that_runs_is_not_cloned() throws Exception {
        Vm vm = vm("<!-- runs -->");
        bench.hypervisor().files().createImage(bench.host(), "/elsewhere/data.raw", 4096, "raw");
        bench.hypervisor().vms().power(vm.id(), PowerAction.START);
        bench.await(image -> image.vm(vm.id()).orElseThrow().state().isActive());

        refused(clone(vm), ErrorCode.VM_STATE);
        assertThat(plan(vm, "shop").refusal().orElseThrow().remedy()).isEqualTo("Shut it down first.");
    }

    @Test
    void a_raw_disk_with_the_head_of_another_format_is_not_copied() throws Exception {
        Vm vm = vm("<disk type='file' device='disk'><driver type='raw'/><source file='/srv/vms/web.qcow2'/>"
                + "<target dev='vdq'/></disk>");

        assertThat(plan(vm, "shop").disk("vdq").orElseThrow().why()).contains("as raw");
    }

    private static VmCommand.Clone clone(Vm vm) {
        return new VmCommand.Clone(vm.id(), "shop", List.of());
    }

    private static VmCommand.Clone choosing(Vm vm, String target, Fate fate, String copy) {
        return new VmCommand.Clone(vm.id(), "shop", List.of(new CloneChoice(target, fate, copy)));
    }

    private ClonePlan plan(Vm vm, String name) {
        return plan(vm.id(), name);
    }

    private ClonePlan plan(VmId vm, String name) {
        return new VmQueries(bench.hypervisors(), bench.inventory())
                .answer(new dev.muster.model.vm.VmQuery.Cloning(vm, name));
    }

    private void refused(VmCommand command, ErrorCode code) {
        MusterException refused = catchThrowableOfType(MusterException.class, () -> bench.prepare(command, OPERATOR));
        assertThat(refused.problem().code()).isEqualTo(code);
    }

    private void volume(String name, String format) throws InterruptedException {
        VolumeId id = bench.hypervisor()
                .volumes()
                .create(
                        pool,
                        "<volume><name>" + name + "</name><capacity>1048576</capacity><target><format type='" + format
                                + "'/></target></volume>");
        bench.await(image -> image.volumes().containsKey(id));
    }

    private Vm vm(String more) throws InterruptedException {
        VmId id = bench.hypervisor().vms().define(bench.host(), """
                        <domain type='test'><name>web</name><uuid>11111111-1111-4111-8111-111111111111</uuid>
                          <metadata><m:vm xmlns:m='https://muster.dev/vm/1'><m:tag>prod</m:tag></m:vm></metadata>
                          <memory unit='MiB'>64</memory><os><type>hvm</type></os><unheard-of/>
                          <devices>
                            <disk type='file' device='disk'><driver type='qcow2'/><source file='/srv/vms/web.qcow2'/>
                              <target dev='vda'/></disk>
                            <disk type='file' device='disk'><driver type='raw'/><source file='/elsewhere/data.raw'/>
                              <target dev='vdb'/></disk>
                            <disk type='file' device='cdrom'><source file='/srv/vms/debian.iso'/><target dev='sda'/>
                              <readonly/></disk>%s
                            <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/>
                            </interface>
                          </devices>
                        </domain>
                        """.formatted(more));
        bench.await(image -> image.vm(id).isPresent());
        return bench.inventory().image().vm(id).orElseThrow();
    }
}
