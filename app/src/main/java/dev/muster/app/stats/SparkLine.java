package dev.muster.app.stats;

import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.stats.StatsFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Polyline;

/**
 * What a VM used of something in the last ten minutes: a small line and the newest figure. The line is as high as all that
 * the VM has of processors and memory; of disk and network as the most there was.
 */
public final class SparkLine extends HBox {
    private static final double WIDTH = 72;
    private static final double HEIGHT = 16;
    /** Less than that is no traffic worth a high line; bytes a second. */
    private static final double QUIET = 64 << 10;

    private final SparkLines lines;
    private final StatsFigure of;
    private final Texts texts;
    private final Polyline line = new Polyline();
    private final Label figure = new Label();
    // held here, since the lines hold it weakly: cells come and go
    private final ChangeListener<Map<VmId, Map<StatsFigure, List<Double>>>> onLines = (it, was, is) -> draw();
    private Optional<Vm> shown = Optional.empty();

    /** Of no VM yet. */
    public SparkLine(SparkLines lines, StatsFigure of, Texts texts) {
        super(4);
        this.lines = lines;
        this.of = of;
        this.texts = texts;
        line.getStyleClass().add("spark-line");
        Pane ground = new Pane(line);
        ground.setMinSize(WIDTH, HEIGHT);
        ground.setMaxSize(WIDTH, HEIGHT);
        figure.setMinWidth(of == StatsFigure.CPU ? 44 : 76);
        figure.setAlignment(Pos.CENTER_RIGHT);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(ground, figure);
        lines.linesProperty().addListener(new WeakChangeListener<>(onLines));
        sceneProperty().addListener((it, was, is) -> {
            if (was == null && is != null) {
                shown.ifPresent(vm -> lines.enter(vm.id(), of));
            } else if (was != null && is == null) {
                shown.ifPresent(vm -> lines.leave(vm.id(), of));
            }
        });
        visibleProperty().addListener((it, was, is) -> {
            if (!is) {
                show(Optional.empty());
            }
        });
    }

    /** Of that VM. */
    public void show(Vm vm) {
        show(Optional.of(vm));
    }

    private void show(Optional<Vm> now) {
        boolean same = now.map(Vm::id).equals(shown.map(Vm::id));
        if (!same && getScene() != null) {
            shown.ifPresent(vm -> lines.leave(vm.id(), of));
            now.ifPresent(vm -> lines.enter(vm.id(), of));
        }
        shown = now;
        draw();
    }

    private void draw() {
        Optional<Vm> active = shown.filter(vm -> vm.state().isActive());
        List<Double> values = active.map(vm -> lines.line(vm.id(), of)).orElse(List.of());
        double whole = active.map(vm -> whole(vm, values)).orElse(1.0);
        List<Double> points = new ArrayList<>();
        double step = WIDTH / Math.max(1, values.size() - 1);
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            if (value >= 0) {
                points.add(i * step);
                points.add(HEIGHT - 1 - Math.min(1, value / whole) * (HEIGHT - 2));
            }
        }
        line.getPoints().setAll(points);
        OptionalDouble newest = active.map(vm -> lines.newest(vm.id(), of)).orElse(OptionalDouble.empty());
        String text = newest.isEmpty() ? "" : text(newest.getAsDouble(), whole);
        figure.setText(text);
        setAccessibleText(text);
    }

    private double whole(Vm vm, List<Double> values) {
        return switch (of) {
            case CPU -> 100.0 * vm.vcpus();
            case MEMORY -> Math.max(1, vm.memoryBytes());
            case DISK, NETWORK -> values.stream().reduce(QUIET, Math::max);
        };
    }

    private String text(double value, double whole) {
        return of == StatsFigure.CPU
                ? String.format(texts.locale(), "%.0f %%", 100 * value / whole)
                : FigureWords.text(of, value, texts.locale());
    }
}
