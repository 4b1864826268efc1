package dev.muster.app.measure;

import dev.muster.app.platform.FrameWatch;
import dev.muster.app.platform.FrameWatch.Seen;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.robot.Robot;
import javafx.util.Duration;

/**
 * Works with a window full of VMs, one stretch after the other, and watches its frames. The wheel is the display's own: this
 * belongs on a display nobody else uses.
 */
public final class FrameMeasurement {
    private static final Duration SETTLE = Duration.seconds(8);
    private static final Duration WATCH = Duration.seconds(8);
    /** Notches of the wheel in each frame: some 200 rows a second. */
    private static final int NOTCHES = 3;

    /** One stretch: its name, what is done first, and over what the wheel is turned; nothing for not at all. */
    private record Stretch(String name, Runnable before, String wheelOver) {}

    private final Scene scene;
    private final Robot robot = new Robot();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("muster-beat").factory());
    private final Properties figures = new Properties();
    private final Deque<Stretch> left;

    /** Of that window. */
    public FrameMeasurement(Scene scene) {
        this.scene = scene;
        this.left = new ArrayDeque<>(List.of(
                new Stretch("changes", () -> {}, ""),
                new Stretch("table", () -> {}, "#vm-table"),
                new Stretch("tree", this::openTreeByState, "#tree"),
                new Stretch("search", () -> search("state:running"), "#vm-table")));
    }

    /** Measures; {@code done} gets the figures in milliseconds. Window's thread. */
    public void run(Consumer<Properties> done) {
        next(done);
    }

    private void next(Consumer<Properties> done) {
        if (left.isEmpty()) {
            beat.shutdownNow();
            done.accept(figures);
            return;
        }
        Stretch stretch = left.removeFirst();
        stretch.before.run();
        after(SETTLE, () -> {
            pointAt(stretch.wheelOver);
            FrameWatch watch = new FrameWatch(beat, () -> wheel(stretch.wheelOver));
            after(WATCH, () -> {
                keep(stretch.name, watch.stop());
                next(done);
            });
        });
    }

    private void keep(String name, Seen seen) {
        put(name + ".frames", seen.frameMillis().size());
        put(name + ".frame.mean", Seen.mean(seen.frameMillis()));
        put(name + ".frame.p99", Seen.quantile(seen.frameMillis(), 0.99));
        put(name + ".frame.max", Seen.quantile(seen.frameMillis(), 1));
        put(name + ".frame.over50", (double)
                seen.frameMillis().stream().filter(millis -> millis > 50).count());
        put(name + ".wait.p99", Seen.quantile(seen.waitMillis(), 0.99));
        put(name + ".wait.max", Seen.quantile(seen.waitMillis(), 1));
    }

    private void put(String key, double value) {
        figures.setProperty(key, Double.toString(value));
    }

    private static void after(Duration time, Runnable work) {
        PauseTransition pause = new PauseTransition(time);
        pause.setOnFinished(event -> work.run());
        pause.play();
    }

    private void pointAt(String id) {
        Node node = id.isEmpty() ? null : scene.lookup(id);
        if (node != null) {
            Bounds where = node.localToScreen(node.getLayoutBounds());
            robot.mouseMove(where.getCenterX(), where.getCenterY());
        }
    }

    private void wheel(String over) {
        if (!over.isEmpty()) {
            robot.mouseWheel(NOTCHES);
        }
    }

    private void openTreeByState() {
        if (scene.lookup("#tree-mode") instanceof ChoiceBox<?> mode) {
            mode.getSelectionModel().select(1);
        }
        if (scene.lookup("#tree") instanceof TreeView<?> tree) {
            tree.getRoot().getChildren().getFirst().getChildren().stream()
                    .max(Comparator.comparing(FrameMeasurement::label))
                    .ifPresent(group -> group.setExpanded(true));
        }
    }

    private static String label(TreeItem<?> item) {
        return String.valueOf(item.getValue());
    }

    private void search(String words) {
        if (scene.lookup("#tree-mode") instanceof ChoiceBox<?> mode) {
            mode.getSelectionModel().select(0);
        }
        if (scene.lookup("#vm-search") instanceof TextField field) {
            field.setText(words);
        }
    }
}
