package dev.muster.app.backup;

import dev.muster.app.backup.TimelineViewModel.Mark;
import dev.muster.model.backup.BootVerification;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
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
    /** So much room is above the highest bar, for what came of booting the point. */
    private static final double ABOVE = 14;

    private final Mark mark;
    private final Region bar = new Region();
    private final Shape shape;
    private final Circle ring = new Circle(9);
    private final SVGPath boot = new SVGPath();

    TimelineMark(Mark mark, String hint) {
        this.mark = mark;
        bar.getStyleClass().add("timeline-bar");
        this.shape = shape(mark);
        ring.getStyleClass().add("timeline-ring");
        getChildren().addAll(bar, ring, shape);
        mark.point().booted().ifPresent(booted -> getChildren().add(boot));
        boot.setContent(
                booted(mark.point().booted().filter(BootVerification::passed).isPresent()));
        boot.getStyleClass()
                .add(
                        mark.point().booted().filter(BootVerification::passed).isPresent()
                                ? "timeline-booted"
                                : "timeline-unbooted");
        Tooltip tooltip = new Tooltip(hint);
        tooltip.setShowDelay(Duration.millis(250));
        Tooltip.install(this, tooltip);
    }

    /** What stands above the bar of a point that was booted: a tick where it did, a cross where it did not. */
    static String booted(boolean good) {
        return good
                ? "M0 5L1.5 3.5L3.5 5.5L7.5 0.500L9 2L3.5 8.500Z"
                : "M0 1.5L1.5 0L4.5 3L7.5 0L9 1.5L6 4.5L9 7.5L7.5 9L4.5 6L1.5 9L0 7.5L3 4.5Z";
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
        double high = Math.max(2, Math.rint(mark.size() * (bars - ABOVE)));
        bar.resizeRelocate((WIDTH - BAR) / 2, bars - high, BAR, high);
        boot.relocate((WIDTH - boot.getLayoutBounds().getWidth()) / 2, bars - high - 12);
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
