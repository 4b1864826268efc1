package dev.muster.app.console.rfb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which key of the guest's keyboard makes which character. A viewer gets characters from its own keyboard, whatever that is
 * like; the guest gets keys and makes characters of them by the layout it was set up with, so that has to be known here.
 */
public enum GuestLayout {
    US(
            List.of("`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./"),
            List.of("~!@#$%^&*()_+", "QWERTYUIOP{}|", "ASDFGHJKL:\"", "ZXCVBNM<>?"),
            Map.of()),
    GERMAN(
            List.of("^1234567890ß´", "qwertzuiopü+", "asdfghjklöä", "yxcvbnm,.-"),
            List.of("°!\"§$%&/()=?`", "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ", "YXCVBNM;:_"),
            Map.of('@', 0x10, '€', 0x12, '{', 0x08, '[', 0x09, ']', 0x0A, '}', 0x0B, '\\', 0x0C, '~', 0x1B, '|', 0x56));

    private static final int GRAVE = 0x29;
    private static final int BACKSLASH = 0x2B;
    private static final int LESS = 0x56;

    private final Map<Character, Stroke> strokes = new HashMap<>();

    GuestLayout(List<String> plain, List<String> shifted, Map<Character, Integer> altGr) {
        rows(plain, false);
        rows(shifted, true);
        altGr.forEach((c, code) -> strokes.put(c, new Stroke(Stroke.keysym(c), code, false, true)));
        put(' ', 0x39, false);
        put('\n', 0x1C, false);
        put('\t', 0x0F, false);
        if (name().equals("GERMAN")) {
            put('#', BACKSLASH, false);
            put('\'', BACKSLASH, true);
            put('<', LESS, false);
            put('>', LESS, true);
        }
    }

    /** The key for a character; empty where the guest's keyboard has none. */
    public Optional<Stroke> stroke(char c) {
        return Optional.ofNullable(strokes.get(c == '\r' ? '\n' : c));
    }

    private void rows(List<String> rows, boolean shift) {
        for (int row = 0; row < rows.size(); row++) {
            String keys = rows.get(row);
            for (int i = 0; i < keys.length(); i++) {
                put(keys.charAt(i), code(row, i), shift);
            }
        }
    }

    /** The first key of the first row is apart from the others, and so is the one of the backslash. */
    private static int code(int row, int index) {
        if (row == 0) {
            return index == 0 ? GRAVE : 0x02 + index - 1;
        }
        return row == 1 && index == 12 ? BACKSLASH : rowStart(row) + index;
    }

    private static int rowStart(int row) {
        return switch (row) {
            case 1 -> 0x10;
            case 2 -> 0x1E;
            default -> 0x2C;
        };
    }

    private void put(char c, int code, boolean shift) {
        int keysym = c == '\n' ? 0xff0d : c == '\t' ? 0xff09 : Stroke.keysym(c);
        strokes.put(c, new Stroke(keysym, code, shift, false));
    }
}
