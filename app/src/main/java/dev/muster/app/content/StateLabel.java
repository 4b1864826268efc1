package dev.muster.app.content;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.shape.SVGPath;

/** A state as shape, word and colour; the colour comes from the theme through a pseudo-class. */
public final class StateLabel extends Label {
    /** What a state means to the operator. */
    public enum Tone {
        GOOD("M5 0A5 5 0 1 0 5 10A5 5 0 1 0 5 0Z"),
        OFF("M1 1H9V9H1Z"),
        PAUSED("M1 0H4V10H1ZM6 0H9V10H6Z"),
        WORKING("M5 0A5 5 0 0 0 5 10ZM5 0A5 5 0 0 1 5 10L5 9A4 4 0 0 0 5 1Z"),
        WARNING("M5 0L10 9.5H0Z"),
        BAD("M1.5 0L5 3.5L8.5 0L10 1.5L6.5 5L10 8.5L8.5 10L5 6.5L1.5 10L0 8.5L3.5 5L0 1.5Z"),
        UNKNOWN("M5 0A5 5 0 1 0 5 10A5 5 0 1 0 5 0ZM5 1.5A3.5 3.5 0 1 1 5 8.5A3.5 3.5 0 1 1 5 1.5Z");

        private final String path;

        Tone(String path) {
            this.path = path;
        }

        private PseudoClass pseudoClass() {
            return PseudoClass.getPseudoClass(name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private final SVGPath shape = new SVGPath();

    public StateLabel() {
        getStyleClass().add("state-label");
        shape.getStyleClass().add("state-shape");
        setGraphic(shape);
        setGraphicTextGap(8);
    }

    /** Shows a state. */
    public void show(Tone tone, String word) {
        shape.setContent(tone.path);
        setText(word);
        setAccessibleText(word);
        for (Tone each : Tone.values()) {
            pseudoClassStateChanged(each.pseudoClass(), each == tone);
        }
    }
}
