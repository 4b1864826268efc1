package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.i18n.Texts;
import dev.muster.app.platform.FxThread;
import dev.muster.app.settings.Settings;
import dev.muster.app.testing.Operator;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The hardware of a VM in the window, changed as an operator would. */
@Tag("toolkit")
class HardwareTabTest {
    private final RecordingBridge bridge = new RecordingBridge();
    private final Settings settings = new Settings(Optional.empty());
    private final FxThread ui = new FxThread();
    private final Operator operator = new Operator();
    private final VmId vm = bridge.inventory().vms().values().stream()
            .filter(one -> one.state() == VmState.RUNNING && one.name().startsWith("web"))
            .findFirst()
            .orElseThrow()
            .id();

    @AfterEach
    void close() {
        Operator.getUp();
        ui.close();
        settings.close();
    }

    @Test
    void changes_are_staged_reviewed_and_applied_together() throws Exception {
        open(Locale.ENGLISH);
        operator.fill("#hardware-vcpus", "6");
        operator.choose("#hardware-add", "Network interface");
        operator.see("#hardware-nic-model");
        select("#hardware-list", 3);
        operator.see("#hardware-boot");
        select("#hardware-boot", 0);
        operator.press(KeyCode.ALT, KeyCode.DOWN);
        assertThat(Operator.fx(() -> Operator.words("#hardware-staged"))).isEqualTo("3 changes staged");
        operator.drag("#hardware-boot", 2, 0);
        operator.see(
                "the network first",
                () -> ((ListView<?>) node("#hardware-boot"))
                        .getItems()
                        .getFirst()
                        .toString()
                        .contains("NIC"));
        operator.press(KeyCode.CONTROL, KeyCode.Z);
        operator.see(
                "the drive first again",
                () -> ((ListView<?>) node("#hardware-boot"))
                        .getItems()
                        .getFirst()
                        .toString()
                        .contains("CDROM"));
        operator.click("#hardware-review");
        operator.see("#hardware-plan");
        assertThat(Operator.fx(() -> Operator.words("#hardware-plan"))).contains("NOW", "NEXT START", "6");
        assertThat(bridge.submitted()).isEmpty();
        operator.click("#hardware-apply-go");
        operator.see("a job", () -> !bridge.submitted().isEmpty());
        VmCommand.ChangeHardware command =
                (VmCommand.ChangeHardware) bridge.submitted().getFirst();
        assertThat(command.definition()).isPresent();
        assertThat(command.changes())
                .contains(new HardwareChange.Vcpus(6))
                .hasAtLeastOneElementOfType(HardwareChange.AddNic.class)
                .hasAtLeastOneElementOfType(HardwareChange.BootOrder.class);
        operator.see("nothing staged", () -> Operator.words("#hardware-staged").equals("No changes"));
    }

    @Test
    void what_makes_no_sense_is_said_and_cannot_be_applied() throws Exception {
        open(Locale.ENGLISH);
        operator.fill("#hardware-vcpus", "many");
        operator.see("why not", () -> !Operator.words("#hardware-problem").isBlank());
        assertThat(Operator.fx(() -> Operator.isUsable("#hardware-review"))).isFalse();
        operator.fill("#hardware-vcpus", "3");
        operator.see("it can be applied", () -> Operator.isUsable("#hardware-review"));
        operator.click("#hardware-discard");
        operator.see("nothing staged", () -> Operator.words("#hardware-staged").equals("No changes"));
    }

    /** German has the longer words. */
    @Test
    void nothing_of_the_tab_is_cut_in_german() throws Exception {
        open(Locale.GERMAN);
        int lines = Operator.fx(
                () -> ((ListView<?>) node("#hardware-list")).getItems().size());
        for (int line = 0; line < lines; line++) {
            select("#hardware-list", line);
            assertThat(Operator.fx(() -> {
                        node("#vm-hardware").getScene().getRoot().applyCss();
                        node("#vm-hardware").getScene().getRoot().layout();
                        return ScreensTest.cutBelow(node("#hardware-editor"));
                    }))
                    .as("line " + line)
                    .isEmpty();
        }
    }

    private void open(Locale locale) throws Exception {
        Operator.sitDown();
        MainWindow window = Operator.fx(() -> {
            Themes themes = new Themes(Optional.of(Theme.LIGHT), theme -> {});
            MainWindow made = new MainWindow(new Stage(), new Texts(locale), themes, settings, (address, code) -> {});
            made.show();
            BridgeSession session = new BridgeSession(bridge, ui);
            made.opened(session);
            session.start(() -> {}, made::toast);
            return made;
        });
        operator.see("all VMs", () -> Operator.shows("#vm-table"));
        operator.see("the VM is known", () -> {
            window.centre().orElseThrow().context().openTab().accept(vm, "hardware");
            return Operator.shows("#hardware-vcpus");
        });
    }

    private void select(String list, int line) {
        Operator.fx(() -> {
            ListView<?> view = (ListView<?>) node(list);
            view.requestFocus();
            view.getSelectionModel().clearAndSelect(line);
            return true;
        });
    }

    private static Node node(String id) {
        return List.copyOf(Window.getWindows()).stream()
                .map(window -> window.getScene().lookup(id))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id));
    }
}
