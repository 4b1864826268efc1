package dev.muster.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.platform.FxThread;
import dev.muster.app.shell.BridgeSession;
import dev.muster.app.shots.Snapshots;
import dev.muster.app.testing.Guest;
import dev.muster.app.testing.Operator;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both consoles over a real guest, with real keys: what is typed is seen by the guest, and what it shows is seen here. */
@Tag("real")
@Tag("toolkit")
class ConsoleTabOnQemuRealTest {
    private static final Duration BOOT = Duration.ofSeconds(90);
    private static final HostId HOST = HostId.of("here");

    @TempDir
    Path directory;

    private final FxThread ui = new FxThread();
    private final Operator operator = new Operator();
    private Optional<BridgeSession> session = Optional.empty();

    @AfterEach
    void end() {
        Operator.getUp();
        session.ifPresent(BridgeSession::close);
        ui.close();
    }

    @Test
    void a_guest_is_worked_with_at_its_screen_and_at_its_serial_line() throws Exception {
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).contains(" /run/libvirt tmpfs ");
        Operator.sitDown();
        HypervisorBridge bridge = new LocalBridgeOpener(
                        Map.of("XDG_CONFIG_HOME", directory.resolve("config").toString()))
                .open("local", Optional.of(directory.resolve("state")));
        session = Optional.of(new BridgeSession(bridge, ui));
        Vm vm = boot(bridge);
        BridgeSession opened = session.orElseThrow();
        Operator.fx(() -> {
            opened.start(() -> {}, problem -> {});
            return true;
        });
        operator.see("the VM is known", () -> opened.inventory().vm(vm.id()).isPresent());
        VmRow row = Operator.fx(() -> opened.inventory().vm(vm.id()).orElseThrow());
        Stage stage = Operator.fx(Stage::new);
        ConsoleTab tab = Operator.fx(() -> {
            new Themes(Optional.of(Theme.LIGHT), chosen -> {});
            ConsoleTab made = new ConsoleTab(row, opened.asks(), new Texts(Locale.ENGLISH), problem -> {});
            Scene scene = new Scene(made.root(), 1000, 640);
            scene.getStylesheets().add(ContentStyle.sheet());
            stage.setScene(scene);
            stage.show();
            made.setActive(true);
            return made;
        });

        operator.see("a picture that is not blank", BOOT, () -> colours(tab) > 1);
        await().atMost(BOOT).until(() -> said(bridge, vm).contains("muster guest desk ready"));
        operator.see("the prompt", BOOT, () -> lit(tab) > 40);
        operator.click("#screen");
        int[] before = picture(tab);
        // typed again until the shell on the screen is up to hear it
        await().atMost(Duration.ofSeconds(25))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    operator.type("echo seen-$((6*7)) >/dev/ttyS0");
                    operator.press(KeyCode.ENTER);
                    shoot(stage, "console-vnc");
                    return said(bridge, vm).contains("seen-42");
                });
        operator.see("the pixels changed", () -> !Arrays.equals(before, picture(tab)));
        shoot(stage, "console-vnc");

        operator.press(KeyCode.CONTROL, KeyCode.ALT);
        operator.see(
                "the keyboard is free",
                () -> !stage.getScene().lookup("#screen").isFocused());
        operator.click("#console-fit");
        shoot(stage, "console-vnc-1to1");

        operator.click("#console-text");
        operator.see("the terminal", () -> Operator.shows("#terminal"));
        operator.see("it is open", BOOT, () -> Operator.words("#console-status").startsWith("You type"));
        operator.type("echo sum-$((40+2))");
        operator.press(KeyCode.ENTER);
        operator.see("the guest answers", BOOT, () -> terminal(tab).contains("sum-42"));
        operator.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        operator.type("sum-4");
        operator.press(KeyCode.ENTER);
        operator.see(
                "it is found", () -> Operator.words("#terminal-search-hits").contains("/"));
        shoot(stage, "console-text");
        operator.press(KeyCode.ESCAPE);
        // what is to be ended says that it is there: before that the shell would have the keys
        operator.type("(echo sleeps-$((1+2)); exec sleep 1000)");
        operator.press(KeyCode.ENTER);
        operator.see("it sleeps", BOOT, () -> terminal(tab).contains("sleeps-3"));
        operator.press(KeyCode.CONTROL, KeyCode.C);
        operator.type("echo after-$((1+1))");
        operator.press(KeyCode.ENTER);
        operator.see("Ctrl+C reached it", BOOT, () -> terminal(tab).contains("after-2"));

        operator.click("#console-detach");
        operator.see("the page says where it is", () -> Operator.shows("#console-away"));
        operator.see(
                "the window is open",
                BOOT,
                () -> Operator.words("#console-status").startsWith("You type"));
        operator.click("#console-attach");
        operator.see("it is back", () -> Operator.shows("#terminal") && !Operator.shows("#console-away"));

        off(bridge, row);
        operator.see("the card", BOOT, () -> Operator.shows("#console-card-off"));
        shoot(stage, "console-off");
        bridge.submit(new VmCommand.Power(PowerAction.START, List.of(vm.id())));
        await().atMost(BOOT).until(() -> Operator.fx(() -> row.vm().state() == VmState.RUNNING));
        operator.see(
                "it is open again",
                BOOT,
                () -> Operator.words("#console-status").startsWith("You type"));
        Operator.fx(() -> {
            tab.setActive(false);
            return true;
        });
        off(bridge, row);
        bridge.submit(new VmCommand.Delete(List.of(new VmCommand.Deletion(vm.id(), List.of()))));
        await().atMost(BOOT).until(() -> bridge.inventory().vm(vm.id()).isEmpty());
    }

    private Vm boot(HypervisorBridge bridge) throws Exception {
        Guest guest = Guest.build(directory);
        bridge.submit(new HostCommand.Connect(ConnectionId.of("here"), "qemu:///system"));
        await().atMost(BOOT)
                .until(() -> bridge.inventory()
                        .host(HOST)
                        .filter(host -> host.state() == HostState.CONNECTED)
                        .isPresent());
        bridge.submit(new VmCommand.Create(
                HOST,
                new VmSpec(
                        "desk",
                        1,
                        96L << 20,
                        new BootSource.Kernel(
                                guest.kernel().toString(),
                                guest.initrd().toString(),
                                "console=ttyS0 quiet muster.name=desk muster.shell muster.screen"),
                        List.of(),
                        "",
                        new TreeSet<>()),
                true));
        return await().atMost(BOOT)
                .until(
                        () -> bridge.inventory().vms().values().stream()
                                .filter(vm -> vm.name().equals("desk") && vm.state() == VmState.RUNNING)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static void off(HypervisorBridge bridge, VmRow row) {
        bridge.submit(new VmCommand.Power(PowerAction.FORCE_OFF, List.of(row.id())));
        await().atMost(BOOT).until(() -> Operator.fx(() -> row.vm().state() == VmState.OFF));
    }

    private static String said(HypervisorBridge bridge, Vm vm) {
        return bridge.ask(new VmQuery.SerialOutput(vm.id(), 0)).text();
    }

    private static String terminal(ConsoleTab tab) {
        return tab.view().map(ConsoleView::terminalText).orElse("");
    }

    private static int[] picture(ConsoleTab tab) {
        return tab.view().flatMap(ConsoleView::framebuffer).map(f -> f.copy()).orElse(new int[0]);
    }

    private static long colours(ConsoleTab tab) {
        return Arrays.stream(picture(tab)).distinct().count();
    }

    private static long lit(ConsoleTab tab) {
        return Arrays.stream(picture(tab)).filter(pixel -> pixel != 0xFF000000).count();
    }

    private static void shoot(Stage stage, String name) {
        Path shots = Path.of("target", "console-shots").toAbsolutePath();
        Operator.fx(() -> {
            try {
                Snapshots.write(stage.getScene(), 1, shots.resolve(name + ".png"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return true;
        });
    }
}
