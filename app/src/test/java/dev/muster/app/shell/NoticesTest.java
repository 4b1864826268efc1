package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a notice goes. */
class NoticesTest {
    private final SampleBridge bridge = new SampleBridge();
    private final InventoryImage image = bridge.inventory();
    private final Vm vm = image.vms().values().iterator().next();
    private final Problem problem =
            Problem.of(ErrorCode.INTERNAL, vm.name() + " did not start.", "It stays off.", "Try again.");
    private final NoticesViewModel notices = new NoticesViewModel();

    @AfterEach
    void close() {
        bridge.close();
    }

    @Test
    void a_problem_is_there_once() {
        notices.show(problem);
        notices.show(problem.withDetails("other words"));
        assertThat(notices.notices()).hasSize(1);
    }

    @Test
    void it_goes_after_a_success_of_the_same_kind_and_of_no_other() {
        notices.refused(power(PowerAction.START), problem);
        notices.show(problem);
        notices.accepted(power(PowerAction.SUSPEND));
        assertThat(notices.notices()).hasSize(1);
        notices.accepted(power(PowerAction.START));
        assertThat(notices.notices()).isEmpty();
    }

    @Test
    void it_stays_on_the_page_of_its_vm_and_goes_elsewhere() {
        notices.image(image);
        notices.show(problem);
        notices.at(new Place.OneVm(vm.id()));
        assertThat(notices.notices()).hasSize(1);
        notices.at(new Place.Screen("networks"));
        assertThat(notices.notices()).isEmpty();
    }

    @Test
    void what_the_page_of_a_host_says_is_no_notice_beside_it() {
        Host lost = image.hosts().values().stream()
                .filter(host -> host.problem().isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(lost.state()).isNotEqualTo(HostState.CONNECTED);
        notices.image(image);
        notices.show(lost.problem().orElseThrow());
        assertThat(notices.notices()).hasSize(1);
        notices.at(new Place.OneHost(lost.id()));
        notices.show(lost.problem().orElseThrow());
        assertThat(notices.notices()).isEmpty();
    }

    @Test
    void it_goes_when_the_bridge_answers_again() {
        notices.show(Problem.of(ErrorCode.BRIDGE_UNREACHABLE, "The bridge does not answer.", "", "Wait."));
        notices.linked();
        assertThat(notices.notices()).isEmpty();
    }

    @Test
    void it_goes_when_its_host_works_again() {
        Host lost = image.hosts().values().stream()
                .filter(host -> host.problem().isPresent())
                .findFirst()
                .orElseThrow();
        Host back = new Host(
                lost.id(),
                lost.connection(),
                lost.name(),
                lost.uri(),
                HostState.CONNECTED,
                Optional.empty(),
                lost.hypervisor(),
                lost.libvirtVersion(),
                lost.architecture(),
                lost.cpus(),
                lost.memoryBytes(),
                lost.memoryFreeBytes(),
                lost.accelerator());
        notices.image(image);
        notices.show(lost.problem().orElseThrow());
        notices.image(image.with(new InventoryChange.HostPut(back)));
        assertThat(notices.notices()).isEmpty();
    }

    private VmCommand.Power power(PowerAction action) {
        return new VmCommand.Power(action, List.of(vm.id()));
    }
}
