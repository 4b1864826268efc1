package dev.muster.app.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/** The row above the lanes with the times of the bars below it. */
final class BarAxis extends Pane {
    /** Its height. */
    static final double HEIGHT = 24;

    private static final double TICK = 6;
    private static final double GAP = 4;
    private static final double BASELINE = 16;

    private final RecoveryWords words;
    private Duration total = Duration.ZERO;
    private double left;
    private double right;

    BarAxis(RecoveryWords words) {
        this.words = words;
        setId("plan-axis");
        getStyleClass().add("plan-axis");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        setMouseTransparent(true);
    }

    /** Shows the times of a forecast of that length. */
    void show(Duration length) {
        if (!length.equals(total)) {
            total = length;
            draw();
        }
    }

    /** Is as wide as the bars of the lines, which begin and end there. */
    void fit(double begin, double end) {
        if (begin != left || end != right) {
            left = begin;
            right = end;
            draw();
        }
    }

    private void draw() {
        List<javafx.scene.Node> drawn = new ArrayList<>();
        if (!total.isZero() && right > left) {
            BarScale scale = new BarScale(total, right - left);
            for (Duration at : scale.ticks()) {
                double x = Math.floor(left + scale.x(at)) + 0.5;
                Line tick = new Line(x, HEIGHT - TICK, x, HEIGHT);
                tick.getStyleClass().add("plan-axis-tick");
                Text text = new Text(x + GAP, BASELINE, at.isZero() ? "0" : words.time(at));
                text.getStyleClass().add("plan-axis-text");
                drawn.add(tick);
                drawn.add(text);
            }
        }
        getChildren().setAll(drawn);
    }
}
