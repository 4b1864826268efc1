package dev.muster.app.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HardwareViewModelTest {
    private static final String XML = """
            <domain type='kvm'><name>web</name><memory>1048576</memory><vcpu>2</vcpu><os><type>hvm</type></os>
              <devices>
                <disk type='file' device='disk'><source file='/p/a.qcow2'/><target dev='vda' bus='virtio'/></disk>
                <controller type='pci' index='0' model='pcie-root'/>
              </devices>
            </domain>
            """;

    private final Desk desk = new Desk();
    private final VmId vm = new VmId(new HostId("h1"), new UUID(1, 2));
    private final HardwareViewModel model =
            new HardwareViewModel(desk, vm, new Texts(Locale.ENGLISH), job -> {}, problem -> {
                throw new AssertionError(problem.text());
            });

    @Test
    void the_list_has_the_settings_then_the_devices_then_what_is_to_be_added() {
        model.load();
        model.add(new HardwareChange.AddSerial());
        assertThat(model.items())
                .extracting(HardwareItem::id)
                .containsExactly("cpu", "memory", "firmware", "boot", "disk:vda", "new:0");
        assertThat(model.items().getLast().mark()).isEqualTo(HardwareItem.Mark.NEW);
    }

    @Test
    void a_change_back_to_what_is_there_is_no_change_and_undo_takes_one_step_back() {
        model.load();
        model.stage(new HardwareChange.Vcpus(4), true);
        model.stage(new HardwareChange.Vcpus(3), true);
        assertThat(model.stagedProperty().get()).containsExactly(new HardwareChange.Vcpus(3));
        assertThat(model.items().getFirst().mark()).isEqualTo(HardwareItem.Mark.CHANGED);
        model.stage(new HardwareChange.Vcpus(2), false);
        assertThat(model.stagedProperty().get()).isEmpty();
        model.undo();
        assertThat(model.stagedProperty().get()).containsExactly(new HardwareChange.Vcpus(3));
    }

    @Test
    void what_is_applied_is_what_was_reviewed_against_the_definition_it_was_made_from() {
        model.load();
        model.stage(new HardwareChange.RemoveDevice("disk:vda"), true);
        assertThat(model.items().getLast().mark()).isEqualTo(HardwareItem.Mark.REMOVED);
        model.review(plan -> {
            assertThat(plan.planned().getFirst().effect()).isEqualTo(HardwarePlan.Effect.OFF);
            model.apply(plan);
        });
        assertThat(desk.submitted)
                .containsExactly(new VmCommand.ChangeHardware(
                        vm,
                        List.of(new HardwareChange.RemoveDevice("disk:vda")),
                        Optional.of(DomainDocument.digest(XML))));
        assertThat(model.stagedProperty().get()).isEmpty();
    }

    @Test
    void a_definition_that_changed_under_staged_changes_is_said_and_shown_when_they_are_discarded() {
        model.load();
        model.stage(new HardwareChange.Vcpus(4), true);
        desk.xml = XML.replace("<vcpu>2<", "<vcpu>8<");
        model.load();
        assertThat(model.outdatedProperty().get()).isTrue();
        assertThat(model.hardwareProperty().get().orElseThrow().next().vcpus()).isEqualTo(2);
        model.discard();
        assertThat(model.outdatedProperty().get()).isFalse();
        assertThat(model.hardwareProperty().get().orElseThrow().next().vcpus()).isEqualTo(8);
    }

    /** A bridge with one VM that is off. */
    private static final class Desk implements Asks {
        private final List<Command> submitted = new ArrayList<>();
        private String xml = XML;

        @Override
        public Role role() {
            return Role.OPERATOR;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            submitted.add(command);
            accepted.accept(JobId.of("job-1"));
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            DomainDocument config = DomainDocument.parse(xml);
            Record found = query instanceof VmQuery.ReviewHardware review
                    ? HardwarePlan.of(config, Optional.empty(), VmState.OFF, false, review.changes(), List.of())
                    : Hardware.of(config, Optional.empty());
            answer.accept(query.answer().cast(found));
        }
    }
}
