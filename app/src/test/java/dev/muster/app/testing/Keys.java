package dev.muster.app.testing;

import java.util.Locale;
import java.util.Map;
import javafx.scene.input.KeyCode;

/** Which keys make a character on the keyboard that an X server has of itself (US). */
final class Keys {
    private static final Map<Character, KeyCode> PLAIN = Map.ofEntries(
            Map.entry(' ', KeyCode.SPACE),
            Map.entry('-', KeyCode.MINUS),
            Map.entry('=', KeyCode.EQUALS),
            Map.entry('[', KeyCode.OPEN_BRACKET),
            Map.entry(']', KeyCode.CLOSE_BRACKET),
            Map.entry(';', KeyCode.SEMICOLON),
            Map.entry('\'', KeyCode.QUOTE),
            Map.entry('\\', KeyCode.BACK_SLASH),
            Map.entry(',', KeyCode.COMMA),
            Map.entry('.', KeyCode.PERIOD),
            Map.entry('/', KeyCode.SLASH));
    private static final String SHIFTED = "_+{}:\"|<>?!@#$%^&*()";
    private static final String UNSHIFTED = "-=[];'\\,./1234567890";

    private Keys() {}

    /** The keys to press together. */
    static KeyCode[] of(char character) {
        int shifted = SHIFTED.indexOf(character);
        if (shifted >= 0) {
            return new KeyCode[] {KeyCode.SHIFT, plain(UNSHIFTED.charAt(shifted))};
        }
        if (Character.isUpperCase(character)) {
            return new KeyCode[] {KeyCode.SHIFT, plain(Character.toLowerCase(character))};
        }
        return new KeyCode[] {plain(character)};
    }

    private static KeyCode plain(char character) {
        KeyCode code = PLAIN.get(character);
        if (code != null) {
            return code;
        }
        KeyCode named = KeyCode.getKeyCode(String.valueOf(character).toUpperCase(Locale.ROOT));
        if (named == null) {
            throw new IllegalArgumentException("no key makes '" + character + "'");
        }
        return named;
    }
}
