package dev.muster.app.console.terminal;

import com.techsenger.jeditermfx.core.input.InputEvent;
import java.nio.charset.StandardCharsets;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** What the keys of a keyboard send to a terminal. */
final class TerminalKeys {
    private static final byte ESCAPE = 0x1b;
    private static final byte[] NOTHING = new byte[0];

    private TerminalKeys() {}

    /** What a key that went down sends by itself; nothing where a character comes of it. */
    static byte[] pressed(KeyEvent event, TerminalModel model) {
        KeyCode code = event.getCode();
        switch (code) {
            case ENTER -> {
                return new byte[] {'\r'};
            }
            case ESCAPE -> {
                return new byte[] {ESCAPE};
            }
            case TAB -> {
                return event.isShiftDown() ? model.code(code.getCode(), InputEvent.SHIFT_MASK) : new byte[] {'\t'};
            }
            case BACK_SPACE -> {
                return new byte[] {0x7f};
            }
            default -> {}
        }
        if (event.isControlDown() && !event.isAltDown()) {
            int control = control(code);
            if (control >= 0) {
                return new byte[] {(byte) control};
            }
        }
        if (code.isFunctionKey()
                || code.isNavigationKey()
                || code.isArrowKey()
                || code == KeyCode.INSERT
                || code == KeyCode.DELETE) {
            byte[] plain = model.code(code.getCode(), modifiers(event));
            return plain.length > 0 ? plain : model.code(code.getCode(), 0);
        }
        if (event.isAltDown() && !event.isControlDown() && (code.isLetterKey() || code.isDigitKey())) {
            String name = code.getChar();
            String typed = event.isShiftDown() ? name : name.toLowerCase(java.util.Locale.ROOT);
            return (((char) ESCAPE) + typed).getBytes(StandardCharsets.UTF_8);
        }
        return NOTHING;
    }

    /** What a character that was typed sends; nothing for those that went with the key already. */
    static byte[] typed(KeyEvent event) {
        String text = event.getCharacter();
        boolean altGr = event.isControlDown() && event.isAltDown();
        if (text.isEmpty()
                || text.charAt(0) < ' '
                || text.charAt(0) == 0x7f
                || (!altGr && (event.isControlDown() || event.isAltDown() || event.isMetaDown()))) {
            return NOTHING;
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The control character of a key with Ctrl, ECMA-48; -1 where there is none. */
    private static int control(KeyCode code) {
        if (code.isLetterKey()) {
            return code.getChar().charAt(0) & 0x1f;
        }
        return switch (code) {
            case SPACE, DIGIT2, AT -> 0;
            case OPEN_BRACKET, DIGIT3 -> 0x1b;
            case BACK_SLASH, DIGIT4 -> 0x1c;
            case CLOSE_BRACKET, DIGIT5 -> 0x1d;
            case CIRCUMFLEX, DIGIT6 -> 0x1e;
            case UNDERSCORE, SLASH, DIGIT7, MINUS -> 0x1f;
            default -> -1;
        };
    }

    private static int modifiers(KeyEvent event) {
        return (event.isShiftDown() ? InputEvent.SHIFT_MASK : 0)
                | (event.isControlDown() ? InputEvent.CTRL_MASK : 0)
                | (event.isAltDown() ? InputEvent.ALT_MASK : 0);
    }
}
