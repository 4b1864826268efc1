package dev.muster.app.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/**
 * A chart of lines over time, drawn when its values or its size change. The pointer, or the arrow keys, choose a moment; its
 * values are written in the legend. Colours are those of the legend's swatches and caption, so they follow the theme.
 */
final class Chart extends VBox {
    private static final double HEIGHT = 120;

    private final Canvas canvas = new Canvas();
    private final Label caption = new Label();
    private final Label moment = new Label();
    private final List<Region> swatches = new ArrayList<>();
    private final List<Label> values = new ArrayList<>();
    private final List<String> names;
    private final String title;
    private final DoubleFunction<String> format;
    private final IntFunction<String> when;
    private final boolean binary;
    private final String missing;
    private ChartModel model = new ChartModel(List.of(), 1);
    private IntConsumer onCursor = at -> {};
    private int cursor = -1;

    /**
     * A chart without values yet.
     *
     * @param format writes a value with its unit
     * @param when writes the moment of a step
     * @param missing what is written for a value that is missing
     */
    Chart(
            String id,
            String title,
            List<String> names,
            boolean binary,
            DoubleFunction<String> format,
            IntFunction<String> when,
            String missing) {
        super(4);
        this.title = title;
        this.names = names;
        this.binary = binary;
        this.format = format;
        this.when = when;
        this.missing = missing;
        setId(id);
        getStyleClass().add("chart-box");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        Pane plot = new Pane(canvas);
        plot.setMinHeight(HEIGHT);
        plot.setPrefHeight(HEIGHT);
        canvas.setHeight(HEIGHT);
        canvas.widthProperty().bind(plot.widthProperty());
        canvas.widthProperty().addListener(observable -> draw());
        plot.setOnMouseMoved(event -> choose((int) (event.getX() / Math.max(1, canvas.getWidth()) * model.points())));
        plot.setOnMouseExited(event -> choose(-1));
        setOnMousePressed(event -> requestFocus());
        setOnKeyPressed(event -> {
            int at = cursor < 0 ? model.points() - 1 : cursor;
            if (event.getCode() == KeyCode.LEFT) {
                choose(cursor < 0 ? at : Math.max(0, at - 1));
                event.consume();
            } else if (event.getCode() == KeyCode.RIGHT) {
                choose(Math.min(model.points() - 1, at + 1));
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE && cursor >= 0) {
                choose(-1);
                event.consume();
            }
        });
        getChildren().addAll(head(), plot);
    }

    void setOnCursor(IntConsumer told) {
        onCursor = told;
    }

    void show(ChartModel now) {
        model = now;
        cursor = Math.min(cursor, now.points() - 1);
        write();
        draw();
    }

    /** Points at a step; at none with -1. */
    void point(int step) {
        int at = Math.max(-1, Math.min(step, model.points() - 1));
        if (at != cursor) {
            cursor = at;
            write();
            draw();
        }
    }

    private void choose(int step) {
        point(step);
        onCursor.accept(cursor);
    }

    private HBox head() {
        Label name = new Label(title);
        name.getStyleClass().add("section-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        moment.getStyleClass().add("caption");
        caption.getStyleClass().add("caption");
        HBox head = new HBox(8, name, caption, gap, moment);
        head.setAlignment(Pos.CENTER_LEFT);
        for (int i = 0; i < names.size(); i++) {
            Region swatch = new Region();
            swatch.getStyleClass().addAll("chart-swatch", "chart-swatch-" + i);
            swatch.backgroundProperty().addListener(observable -> draw());
            Label value = new Label();
            value.getStyleClass().add("chart-value");
            value.setMinWidth(Region.USE_PREF_SIZE);
            swatches.add(swatch);
            values.add(value);
            head.getChildren().addAll(swatch, value);
        }
        return head;
    }

    private void write() {
        int at = cursor < 0 ? model.points() - 1 : cursor;
        StringBuilder said = new StringBuilder(title);
        moment.setText(cursor < 0 || model.points() == 0 ? "" : when.apply(cursor));
        if (cursor >= 0) {
            said.append(", ").append(moment.getText());
        }
        for (int i = 0; i < names.size() && i < model.lines().size(); i++) {
            double value = at < 0 ? -1 : model.lines().get(i).get(at);
            String text = names.get(i) + " " + (value < 0 ? missing : format.apply(value));
            values.get(i).setText(text);
            said.append(", ").append(text);
        }
        caption.setText(model.isEmpty() ? "" : "0 – " + format.apply(model.top(binary)));
        setAccessibleText(said.toString());
    }

    private void draw() {
        double width = canvas.getWidth();
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, width, HEIGHT);
        if (width < 2) {
            return;
        }
        Color ink = caption.getTextFill() instanceof Color color ? color : Color.GRAY;
        g.setLineWidth(1);
        g.setStroke(ink.deriveColor(0, 1, 1, 0.25));
        for (int i = 0; i <= 4; i++) {
            double y = Math.round((HEIGHT - 1) * i / 4) + 0.5;
            g.strokeLine(0, y, width, y);
        }
        double top = model.top(binary);
        double step = width / Math.max(1, model.points());
        for (int line = model.lines().size() - 1; line >= 0; line--) {
            Paint paint = paint(line);
            for (ChartModel.Segment segment : model.segments(line)) {
                stroke(g, segment, paint, step, top, line == 0);
            }
        }
        if (cursor >= 0) {
            g.setStroke(ink);
            g.setLineWidth(1);
            double x = Math.round((cursor + 0.5) * step) + 0.5;
            g.strokeLine(x, 0, x, HEIGHT);
        }
    }

    private static void stroke(
            GraphicsContext g, ChartModel.Segment segment, Paint paint, double step, double top, boolean filled) {
        int count = segment.values().size();
        double[] xs = new double[count + 3];
        double[] ys = new double[count + 3];
        for (int i = 0; i < count; i++) {
            xs[i] = (segment.first() + i + 0.5) * step;
            ys[i] = HEIGHT - 1 - segment.values().get(i) / top * (HEIGHT - 3);
        }
        // a single value between two gaps is a short dash
        xs[count] = xs[count - 1] + (count == 1 ? Math.max(2, step / 2) : 0);
        ys[count] = ys[count - 1];
        if (filled && paint instanceof Color color) {
            xs[count + 1] = xs[count];
            ys[count + 1] = HEIGHT;
            xs[count + 2] = xs[0];
            ys[count + 2] = HEIGHT;
            g.setFill(color.deriveColor(0, 1, 1, 0.15));
            g.fillPolygon(xs, ys, count + 3);
        }
        g.setStroke(paint);
        g.setLineWidth(1.5);
        g.strokePolyline(xs, ys, count + 1);
    }

    private Paint paint(int line) {
        var background = swatches.get(line).getBackground();
        return background == null || background.getFills().isEmpty()
                ? Color.GRAY
                : background.getFills().getFirst().getFill();
    }
}
