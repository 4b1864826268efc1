package dev.muster.app.recovery;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.CubicCurve;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;

/** What is drawn over the lanes: the insertion line and the ghost of a drag, and the lines to what a machine needs. */
final class LaneOverlay extends Pane {
    /**
     * A line from a machine to what it needs.
     *
     * @param from the middle of its line
     * @param to the middle of the line of what it needs
     */
    record Need(double from, double to) {}

    private static final double LEFT = 14;
    private static final double BEND = 16;

    private final Line insertion = new Line();
    private final Circle dot = new Circle(4);
    private final Label ghost = new Label();
    private final Pane needs = new Pane();

    LaneOverlay() {
        setMouseTransparent(true);
        insertion.getStyleClass().add("plan-insertion");
        insertion.setId("plan-insertion");
        dot.getStyleClass().add("plan-insertion-dot");
        ghost.getStyleClass().add("plan-ghost");
        getChildren().addAll(needs, insertion, dot, ghost);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        clear();
    }

    /** Shows nothing of a drag. */
    void clear() {
        insertion.setVisible(false);
        dot.setVisible(false);
        ghost.setVisible(false);
    }

    void insertion(Optional<Double> y) {
        insertion.setVisible(y.isPresent());
        dot.setVisible(y.isPresent());
        y.ifPresent(at -> {
            insertion.setStartX(LEFT);
            insertion.setEndX(getWidth() * (1 - PlanLineCell.BARS));
            insertion.setStartY(at);
            insertion.setEndY(at);
            dot.setCenterX(LEFT);
            dot.setCenterY(at);
        });
    }

    void ghost(String text, double x, double y) {
        ghost.setText(text);
        ghost.setVisible(true);
        ghost.relocate(x + 12, y - 12);
    }

    void needs(List<Need> lines) {
        needs.getChildren()
                .setAll(lines.stream()
                        .map(need -> {
                            CubicCurve curve = new CubicCurve(
                                    LEFT,
                                    need.from(),
                                    LEFT - BEND,
                                    need.from(),
                                    LEFT - BEND,
                                    need.to(),
                                    LEFT,
                                    need.to());
                            curve.getStyleClass().add("plan-need");
                            return curve;
                        })
                        .toList());
    }
}
