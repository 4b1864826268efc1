package dev.muster.app.content;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/** What a button says when one points at it: what it does while it can be pressed, and why not while it cannot. */
public final class ButtonHint {
    private final Button button;
    private final Tooltip tooltip = new Tooltip();
    private final StackPane holder;

    /** Puts the button into a holder, which is to be shown in its place. */
    public ButtonHint(Button button) {
        this.button = button;
        this.holder = new StackPane(button);
        // An enabled button keeps the mouse to itself and a disabled one never hears of it: the hint hangs on both.
        button.setTooltip(tooltip);
        Tooltip.install(holder, tooltip);
    }

    /** Returns what stands in the place of the button. */
    public Node holder() {
        return holder;
    }

    /** Says {@code words} and nothing more to screen readers, or why the button is off. */
    public void say(Optional<String> refusal, String words) {
        button.setAccessibleHelp(refusal.orElse(""));
        tooltip.setText(refusal.orElse(words));
    }
}
