package dev.muster.app.recovery.run;

import dev.muster.app.i18n.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/** What stands above the lines of a run: the names of the columns, and the times of the chart. */
final class RunAxis extends Pane {
    private static final double HEIGHT = 28;

    private final List<Label> heads = new ArrayList<>();
    private final List<Label> ticks = new ArrayList<>();
    private final Label objective = new Label();
    private Optional<RunScale> scale = Optional.empty();
    private double lineWidth;

    RunAxis(Texts texts) {
        getStyleClass().add("run-axis");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        for (String key : List.of(
                "recovery.run.column.status",
                "recovery.run.column.item",
                "recovery.run.column.because",
                "recovery.run.column.took")) {
            Label head = new Label(texts.get(key));
            head.getStyleClass().add("run-head");
            heads.add(head);
        }
        objective.setText(texts.get("recovery.run.legend.objective"));
        objective.getStyleClass().addAll("run-tick", "run-tick-objective");
        getChildren().addAll(heads);
        getChildren().add(objective);
    }

    /** Shows that scale above lines of that width. */
    void show(Optional<RunScale> next, double width) {
        if (next.equals(scale) && width == lineWidth) {
            return;
        }
        scale = next;
        lineWidth = width;
        List<Duration> wanted = next.map(RunScale::ticks).orElse(List.of());
        while (ticks.size() > wanted.size()) {
            getChildren().remove(ticks.removeLast());
        }
        while (ticks.size() < wanted.size()) {
            Label tick = new Label();
            tick.getStyleClass().add("run-tick");
            ticks.add(tick);
            getChildren().add(tick);
        }
        for (int at = 0; at < wanted.size(); at++) {
            ticks.get(at).setText(RunWords.clock(wanted.get(at)));
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        RunColumns columns = RunColumns.of(lineWidth > 0 ? lineWidth : getWidth());
        double[] starts = {columns.state(), columns.title(), columns.because(), columns.took()};
        double[] ends = {columns.title(), columns.because(), columns.took(), columns.chart()};
        for (int at = 0; at < heads.size(); at++) {
            place(heads.get(at), starts[at], ends[at] - starts[at] - RunColumns.GAP);
        }
        Label times = heads.getLast();
        times.relocate(columns.chart() - RunColumns.GAP - times.getWidth(), times.getLayoutY());
        objective.setVisible(scale.flatMap(RunScale::objective).isPresent());
        double mark = scale.flatMap(now -> now.objective().map(now::at))
                .map(columns::chartAt)
                .orElse(0.0);
        double markWidth = objective.prefWidth(-1);
        double markAt = Math.min(mark - markWidth / 2, columns.width() - markWidth);
        place(objective, markAt, markWidth);
        for (int at = 0; at < ticks.size(); at++) {
            Label tick = ticks.get(at);
            double width = tick.prefWidth(-1);
            Duration when = scale.orElseThrow().ticks().get(at);
            double x = columns.chartAt(scale.orElseThrow().at(when)) - (at == 0 ? 0 : width / 2);
            boolean covered = objective.isVisible() && x + width + 4 > markAt && x < markAt + markWidth + 4;
            tick.setVisible(x + width <= columns.width() && !covered);
            place(tick, x, width);
        }
    }

    private void place(Label label, double x, double width) {
        double height = label.prefHeight(-1);
        label.resizeRelocate(x, Math.floor((getHeight() - height) / 2), Math.min(width, label.prefWidth(-1)), height);
    }
}
