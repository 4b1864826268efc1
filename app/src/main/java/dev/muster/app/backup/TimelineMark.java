package dev.muster.app.backup;

import dev.muster.app.backup.TimelineViewModel.Mark;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import javafx.util.Duration;

/** One restore point of the timeline: a bar for its size, and below it a square for a full point or a ring for an incremental one. */
final class TimelineMark extends Region {
    /** How wide what can be clicked is. */
    static final double WIDTH = 22;
    /** How high the shape below the bar is, with its room. */
    static final double MARKS = 24;

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass NEEDED = PseudoClass.getPseudoClass("needed");
    private static final double BAR = 8;
    private static final double SQUARE = 11;

    private final Mark mark;
    private final Region bar = new Region();
    private final Shape shape;
    private final Circle ring = new Circle(9);

    TimelineMark(Mark mark, String hint) {
        this.mark = mark;
        bar.getStyleClass().add("timeline-bar");
        this.shape = shape(mark);
        ring.getStyleClass().add("timeline-ring");
        getChildren().addAll(bar, ring, shape);
        Tooltip tooltip = new Tooltip(hint);
        tooltip.setShowDelay(Duration.millis(250));
        Tooltip.install(this, tooltip);
    }

    private static Shape shape(Mark mark) {
        if (mark.isFull()) {
            Rectangle square = new Rectangle(SQUARE, SQUARE);
            square.getStyleClass().add("timeline-full");
            return square;
        }
        Circle circle = new Circle(4.5);
        circle.getStyleClass().add("timeline-incremental");
        return circle;
    }

    @Override
    protected void layoutChildren() {
        double bars = getHeight() - MARKS;
        double high = Math.max(2, Math.rint(mark.size() * (bars - 4)));
        bar.resizeRelocate((WIDTH - BAR) / 2, bars - high, BAR, high);
        double middle = bars + MARKS / 2;
        ring.relocate(WIDTH / 2 - ring.getRadius() - 1, middle - ring.getRadius() - 1);
        double half = shape instanceof Rectangle
                ? SQUARE / 2
                : shape.getLayoutBounds().getWidth() / 2;
        shape.relocate(WIDTH / 2 - half, middle - half);
    }

    Mark mark() {
        return mark;
    }

    /** @param needed whether the chosen point lies upon this one */
    void show(boolean chosen, boolean needed) {
        for (Node node : getChildren()) {
            node.pseudoClassStateChanged(CHOSEN, chosen);
            node.pseudoClassStateChanged(NEEDED, needed);
        }
        if (chosen) {
            toFront();
        }
    }
}
