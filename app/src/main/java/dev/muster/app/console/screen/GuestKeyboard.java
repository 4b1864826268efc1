package dev.muster.app.console.screen;

import dev.muster.app.console.Typist;
import dev.muster.app.console.rfb.GuestLayout;
import dev.muster.app.console.rfb.KeySender;
import dev.muster.app.console.rfb.RfbClient;
import dev.muster.app.console.rfb.Stroke;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Every key goes to the guest but for Ctrl and Alt pressed and let go together, which lets go of the keyboard. What makes a
 * character is sent as the key that makes it at the guest; all else as the key it is.
 */
final class GuestKeyboard {
    private final Keys keys = new Keys();
    private final Typist typist;
    private final Runnable onRelease;
    private Optional<KeySender> sender = Optional.empty();
    private GuestLayout layout = GuestLayout.US;
    private boolean control;
    private boolean alt;
    /** Both are held and no other key was pressed since. */
    private boolean releasing;

    GuestKeyboard(Node node, Typist typist, Runnable onRelease) {
        this.typist = typist;
        this.onRelease = onRelease;
        node.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        node.addEventHandler(KeyEvent.KEY_RELEASED, this::released);
        node.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        node.focusedProperty().addListener((of, was, is) -> letGo());
    }

    void open(RfbClient client) {
        sender = Optional.of(new KeySender(client::key));
        letGo();
    }

    void close() {
        sender = Optional.empty();
    }

    void layout(GuestLayout guests) {
        layout = guests;
    }

    void combination(List<Stroke> strokes) {
        sender.ifPresent(to -> typist.send(() -> to.combination(strokes)));
    }

    /** Types a text; tells how many characters the guest's keyboard lacks. */
    void type(String text, IntConsumer lacking) {
        GuestLayout now = layout;
        sender.ifPresent(to -> typist.send(() -> lacking.accept(to.type(text, now))));
    }

    /** The key a character is on. */
    Optional<Stroke> stroke(char c) {
        return layout.stroke(c);
    }

    private void pressed(KeyEvent event) {
        event.consume();
        KeyCode code = event.getCode();
        control |= code == KeyCode.CONTROL;
        alt |= code == KeyCode.ALT;
        releasing = control && alt && (code == KeyCode.CONTROL || code == KeyCode.ALT);
        key(event).ifPresent(stroke -> sender.ifPresent(to -> typist.send(() -> to.press(stroke))));
    }

    private void released(KeyEvent event) {
        event.consume();
        KeyCode code = event.getCode();
        key(event)
                .or(() -> plain(code))
                .ifPresent(stroke -> sender.ifPresent(to -> typist.send(() -> to.release(stroke))));
        boolean both = releasing && (code == KeyCode.CONTROL || code == KeyCode.ALT);
        control &= code != KeyCode.CONTROL;
        alt &= code != KeyCode.ALT;
        if (both) {
            releasing = false;
            letGo();
            onRelease.run();
        }
    }

    private void typed(KeyEvent event) {
        event.consume();
        String text = event.getCharacter();
        boolean altGr = event.isControlDown() && event.isAltDown();
        if (text.isEmpty() || text.charAt(0) < ' ' || text.charAt(0) == 0x7f || (!altGr && isCombined(event))) {
            return;
        }
        char c = text.charAt(0);
        Stroke stroke = layout.stroke(c).orElseGet(() -> Stroke.of(Stroke.keysym(text.codePointAt(0)), 0));
        sender.ifPresent(to -> typist.send(() -> to.tap(stroke)));
    }

    /** The key of an event that is sent as a key. */
    private Optional<Stroke> key(KeyEvent event) {
        return keys.of(event.getCode()).or(() -> isCombined(event) ? plain(event.getCode()) : Optional.empty());
    }

    private Optional<Stroke> plain(KeyCode code) {
        String name = code == KeyCode.SPACE ? " " : code.getChar();
        return name.length() == 1 ? layout.stroke(Character.toLowerCase(name.charAt(0))) : Optional.empty();
    }

    private static boolean isCombined(KeyEvent event) {
        return event.isControlDown() || event.isAltDown() || event.isMetaDown();
    }

    private void letGo() {
        control = false;
        alt = false;
        releasing = false;
        sender.ifPresent(to -> typist.send(to::releaseAll));
    }
}
