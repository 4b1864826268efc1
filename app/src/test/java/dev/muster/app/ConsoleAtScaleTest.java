package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.platform.FrameWatch;
import dev.muster.app.platform.FrameWatch.Seen;
import dev.muster.app.settings.Settings;
import dev.muster.app.testing.Operator;
import dev.muster.bridge.open.LocalBridgeOpener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window's thread with 10 000 VMs on 200 hosts and 500 changes a second; {@code muster bench fx} has the exact figures. */
@Tag("toolkit")
@Tag("long")
class ConsoleAtScaleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
    private final Operator operator = new Operator();
    private Optional<AppGraph> console = Optional.empty();

    @AfterEach
    void end() {
        Operator.getUp();
        console.ifPresent(AppGraph::close);
        beat.shutdownNow();
    }

    @Test
    void ten_thousand_vms_with_five_hundred_changes_a_second_leave_the_window_fluid() throws Exception {
        Operator.sitDown();
        AppArguments arguments = AppArguments.parse(List.of(
                "--state",
                directory.resolve("state").toString(),
                "--lang",
                "en",
                "--connect",
                "sim:///?hosts=200&vms=10000&seed=1&rate=500"));
        console = Optional.of(Operator.fx(() -> {
            AppGraph made = new AppGraph(
                    arguments,
                    new Stage(),
                    new LocalBridgeOpener(Map.of(
                            "XDG_CONFIG_HOME", directory.resolve("config").toString())),
                    new Settings(Optional.empty()));
            made.start();
            return made;
        }));
        operator.see("all VMs", PATIENCE, () -> vms() == 10_000);
        watch(20); // the first rounds are run by the interpreter
        Seen still = watch(40);
        operator.choose("#tree-mode", "State");
        operator.pointAt("#vm-table");
        Seen scrolled = watch(40);
        for (Seen seen : List.of(still, scrolled)) {
            // Bounds for a machine that does something else besides; what is measured on a quiet one is far below.
            assertThat(Seen.quantile(seen.waitMillis(), 0.5)).isLessThan(25);
            assertThat(Seen.quantile(seen.waitMillis(), 0.9)).isLessThan(100);
        }
    }

    /** Watches while the wheel is turned so many times, wherever the mouse is. */
    private Seen watch(int turns) {
        FrameWatch watch = Operator.fx(() -> new FrameWatch(beat, () -> {}));
        for (int turn = 0; turn < turns; turn++) {
            operator.scroll(2);
        }
        return Operator.fx(watch::stop);
    }

    private static int vms() {
        return Window.getWindows().stream()
                .map(window -> window.getScene().getRoot().lookup("#vm-table"))
                .filter(TableView.class::isInstance)
                .mapToInt(table -> ((TableView<?>) table).getItems().size())
                .sum();
    }
}
