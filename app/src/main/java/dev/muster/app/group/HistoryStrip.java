package dev.muster.app.group;

import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * The sets of a group and the attempts that came to none on a line of time, from the oldest to now, on a square-root scale. The
 * table below holds the same for the keyboard.
 */
final class HistoryStrip extends Pane {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final double HEIGHT = 46;
    private static final double EDGE = 20;
    private static final double MARKS_AT = 14;
    private static final double WORDS_AT = 26;

    private final GroupWords words;
    private final Consumer<HistoryLine> choose;
    private final Region axis = new Region();
    private final Label from = new Label();
    private final Label until = new Label();
    private final List<Mark> marks = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    /** One of them, where it is drawn. */
    private record Mark(HistoryLine line, StateLabel node) {}

    /**
     * An empty one.
     *
     * @param choose is told which one was clicked
     */
    HistoryStrip(Texts texts, Consumer<HistoryLine> choose) {
        this.words = new GroupWords(texts);
        this.choose = choose;
        setId("group-strip");
        getStyleClass().add("group-strip");
        axis.getStyleClass().add("group-strip-axis");
        axis.setMouseTransparent(true);
        from.getStyleClass().add("text-muted");
        until.getStyleClass().add("text-muted");
        until.setText(texts.get("group.strip.now"));
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        getChildren().addAll(axis, from, until);
    }

    /** Shows these. */
    void show(List<HistoryLine> lines, Instant at) {
        now = at;
        marks.forEach(mark -> getChildren().remove(mark.node()));
        marks.clear();
        for (HistoryLine line : lines) {
            StateLabel node = new StateLabel();
            node.show(GroupWords.tone(line.status()), "");
            String told = words.status(line) + ", " + words.exact(line.at());
            node.setAccessibleText(told);
            node.setTooltip(new Tooltip(told));
            node.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> choose.accept(line));
            marks.add(new Mark(line, node));
            getChildren().add(node);
        }
        from.setText(oldest().map(words::age).orElse(""));
        setVisible(!lines.isEmpty());
        setManaged(!lines.isEmpty());
        requestLayout();
    }

    /** Marks the one whose row is chosen. */
    void choose(Optional<HistoryLine> line) {
        for (Mark mark : marks) {
            boolean chosen =
                    line.filter(one -> one.key().equals(mark.line().key())).isPresent();
            mark.node().pseudoClassStateChanged(CHOSEN, chosen);
            if (chosen) {
                mark.node().toFront();
            }
        }
    }

    private Optional<Instant> oldest() {
        return marks.stream().map(mark -> mark.line().at()).min(Comparator.naturalOrder());
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(0, getWidth() - 2 * EDGE);
        axis.resizeRelocate(EDGE, MARKS_AT, width, 1);
        from.autosize();
        from.relocate(EDGE, WORDS_AT);
        until.autosize();
        until.relocate(getWidth() - EDGE - until.getWidth(), WORDS_AT);
        long whole = oldest().map(at -> Duration.between(at, now).toMillis()).orElse(1L);
        for (Mark mark : marks) {
            long age = Math.max(0, Duration.between(mark.line().at(), now).toMillis());
            // the newest are the ones that are asked about, so they have more room
            double part = whole <= 0 ? 1 : 1 - Math.sqrt(age / (double) whole);
            mark.node().autosize();
            mark.node()
                    .relocate(
                            EDGE + part * width - mark.node().getWidth() / 2,
                            MARKS_AT - mark.node().getHeight() / 2);
        }
    }
}
