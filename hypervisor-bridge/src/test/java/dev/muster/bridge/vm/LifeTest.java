package dev.muster.bridge.vm;

import static dev.muster.bridge.testing.WorkBench.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.InventorySearch;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifeTest {
    private final WorkBench bench = new WorkBench(
            new SimulatedDriver(Clock.systemUTC()),
            "sim:///?hosts=1&vms=4&seed=7",
            (hypervisors, inventory) -> new VmFeature(
                            hypervisors,
                            inventory,
                            new VmLimits(Duration.ofSeconds(5), Duration.ofSeconds(5)),
                            Minting.secure())
                    .definitions());

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_saved_vm_is_off_until_its_next_start_which_goes_on_from_there() throws Exception {
        VmId id = vm("saved");
        refused(new VmCommand.Save(List.of(id)), ErrorCode.VM_STATE);
        run(new VmCommand.Power(PowerAction.START, List.of(id)));

        run(new VmCommand.Save(List.of(id)));

        assertThat(bench.hypervisor().vms().get(id).state()).isEqualTo(VmState.OFF);
        assertThat(bench.hypervisor().vms().get(id).savedState()).isTrue();
        bench.await(image -> image.vm(id).filter(Vm::savedState).isPresent());
        refused(new VmCommand.Rename(id, "other"), ErrorCode.VM_STATE);
        run(new VmCommand.Power(PowerAction.START, List.of(id)));
        assertThat(bench.hypervisor().vms().get(id).stateReason()).isEqualTo("restored");
        assertThat(bench.hypervisor().vms().get(id).savedState()).isFalse();
    }

    @Test
    void discarded_memory_is_gone_and_the_vm_boots() throws Exception {
        VmId id = vm("discarded");
        run(new VmCommand.Power(PowerAction.START, List.of(id)));
        refused(new VmCommand.DiscardSave(List.of(id)), ErrorCode.VM_STATE);
        run(new VmCommand.Save(List.of(id)));
        bench.await(image -> image.vm(id).filter(Vm::savedState).isPresent());

        run(new VmCommand.DiscardSave(List.of(id)));

        run(new VmCommand.Power(PowerAction.START, List.of(id)));
        assertThat(bench.hypervisor().vms().get(id).stateReason()).isEqualTo("booted");
    }

    @Test
    void a_name_is_changed_while_the_vm_is_off_and_nobody_else_has_it() throws Exception {
        VmId id = vm("old-name");
        vm("taken");

        refused(new VmCommand.Rename(id, "taken"), ErrorCode.VM_EXISTS);
        run(new VmCommand.Rename(id, "new-name"));

        bench.await(
                image -> image.vm(id).filter(vm -> vm.name().equals("new-name")).isPresent());
        run(new VmCommand.Power(PowerAction.START, List.of(id)));
        refused(new VmCommand.Rename(id, "again"), ErrorCode.VM_STATE);
    }

    @Test
    void a_vm_with_snapshots_keeps_its_name() throws Exception {
        VmId id = vm("snapped");
        bench.hypervisor()
                .snapshots()
                .create(
                        new dev.muster.model.snapshot.SnapshotCommand.Create(
                                id, "one", "", dev.muster.model.snapshot.Snapshot.Place.INTERNAL),
                        List.of());

        refused(new VmCommand.Rename(id, "other"), ErrorCode.VM_STATE);
    }

    @Test
    void many_vms_get_tags_and_a_note_at_once_and_are_found_by_them() throws Exception {
        VmId one = vm("one");
        VmId two = vm("two");
        run(annotate(List.of(one), List.of("old"), List.of(), Optional.empty()));
        run(new VmCommand.Power(PowerAction.START, List.of(two)));

        run(annotate(List.of(one, two), List.of("web"), List.of("old"), Optional.of("Belongs to the shop")));

        for (VmId id : List.of(one, two)) {
            Vm vm = bench.hypervisor().vms().get(id);
            assertThat(vm.tags()).containsExactly("web");
            assertThat(vm.description()).isEqualTo("Belongs to the shop");
            assertThat(InventorySearch.parse("tag:web shop").test(vm)).isTrue();
        }
        assertThat(bench.hypervisor().vms().get(two).state()).isEqualTo(VmState.RUNNING);
    }

    @Test
    void what_is_no_name_no_tag_and_no_note_is_refused_as_a_value() {
        VmId id = new VmId(bench.host(), UUID.randomUUID());

        for (String name : List.of("", " a", "a/b", "a\nb", "x".repeat(256))) {
            assertThatThrownBy(() -> new VmCommand.Rename(id, name)).isInstanceOf(MusterException.class);
        }
        assertThatThrownBy(() -> annotate(List.of(id), List.of(" x"), List.of(), Optional.empty()))
                .isInstanceOf(MusterException.class);
        assertThatThrownBy(() -> annotate(List.of(id), List.of("x"), List.of("x"), Optional.empty()))
                .isInstanceOf(MusterException.class);
        assertThatThrownBy(() -> annotate(List.of(id), List.of(), List.of(), Optional.empty()))
                .isInstanceOf(MusterException.class);
        assertThatThrownBy(() -> annotate(List.of(id), List.of(), List.of(), Optional.of("\u0001")))
                .isInstanceOf(MusterException.class);
    }

    private static VmCommand.Annotate annotate(
            List<VmId> vms, List<String> add, List<String> remove, Optional<String> note) {
        return new VmCommand.Annotate(vms, new TreeSet<>(add), new TreeSet<>(remove), note);
    }

    private void run(Command command) throws InterruptedException {
        assertThat(bench.runTwice(command, OPERATOR).done()).isTrue();
    }

    private void refused(Command command, ErrorCode code) {
        MusterException refused = catchThrowableOfType(MusterException.class, () -> bench.prepare(command, OPERATOR));
        assertThat(refused.problem().code()).isEqualTo(code);
    }

    private VmId vm(String name) throws InterruptedException {
        VmId id = bench.hypervisor()
                .vms()
                .define(
                        bench.host(),
                        "<domain type='test'><name>" + name + "</name><memory unit='MiB'>64</memory>"
                                + "<os><type>hvm</type></os></domain>");
        bench.await(image -> image.vm(id).isPresent());
        return id;
    }
}
