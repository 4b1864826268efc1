package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.testing.Operator;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What reaches many VMs is asked about with their names, and there is a way back for exactly those. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class ManyAtOnceTest {
    private SampleWindow window;

    @BeforeEach
    void open() throws Exception {
        window = SampleWindow.open();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void suspending_all_is_asked_about_with_names_and_answered_with_a_key() {
        long running = window.bridge().inventory().vms().values().stream()
                .filter(vm -> vm.state() == VmState.RUNNING)
                .count();
        window.operator().click("#vm-table");
        window.operator().press(KeyCode.CONTROL, KeyCode.A);
        window.operator().press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        window.operator().see("#confirm-names");
        assertThat(window.bridge().submitted()).isEmpty();
        assertThat(Operator.fx(ManyAtOnceTest::names)).hasSize((int) running).allMatch(name -> name.contains(" · "));

        window.operator().press(KeyCode.ESCAPE);
        window.operator().seeGone("#confirm-names");
        assertThat(window.bridge().submitted()).isEmpty();

        window.operator().press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        window.operator().see("#confirm-names");
        window.operator().press(KeyCode.ENTER);
        window.operator()
                .see("they are suspended", () -> window.bridge().submitted().size() == 1);
        assertThat(window.bridge().submitted()).first().isInstanceOfSatisfying(VmCommand.Power.class, power -> {
            assertThat(power.action()).isEqualTo(PowerAction.SUSPEND);
            assertThat(power.vms()).hasSize((int) running);
        });
    }

    @Test
    void a_job_that_ended_offers_the_way_back_for_those_it_changed() {
        Job ended = window.bridge().jobs().stream()
                .filter(job -> job.state().isEnded() && job.kind().equals("vm.power"))
                .findFirst()
                .orElseThrow();
        Operator.fx(() -> {
            window.window().centre().orElseThrow().context().openJob().accept(ended.id());
            return true;
        });
        window.operator().see("#job-view-reverse");
        window.operator().click("#job-view-reverse");
        window.operator()
                .see("it is reversed", () -> window.bridge().submitted().size() == 1);
        Command asked = window.bridge().submitted().getFirst();
        assertThat(asked)
                .isInstanceOfSatisfying(
                        VmCommand.Power.class,
                        power -> assertThat(power.action()).isEqualTo(PowerAction.SHUT_DOWN));
    }

    private static List<String> names() {
        return Window.getWindows().stream()
                .map(shown -> shown.getScene().lookup("#confirm-names"))
                .filter(ListView.class::isInstance)
                .flatMap(list -> ((ListView<?>) list).getItems().stream())
                .map(String::valueOf)
                .toList();
    }
}
