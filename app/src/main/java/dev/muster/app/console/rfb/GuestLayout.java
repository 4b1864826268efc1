package dev.muster.app.console.rfb;

import java.util.Optional;

/**
 * Which key of the guest's keyboard makes which character. A viewer gets characters from its own keyboard, whatever that is
 * like; the guest gets keys and makes characters of them by the layout it was set up with, so that has to be known here.
 */
public enum GuestLayout {
    /** United States. */
    US("`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./", "~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"|ZXCVBNM<>?", "", ""),
    /** Germany. */
    GERMAN(
            "^1234567890ß´qwertzuiopü+asdfghjklöä#yxcvbnm,.-<",
            "°!\"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ'YXCVBNM;:_>",
            "@€{[]}\\~|",
            "qe7890ß+<");

    private static final int GRAVE = 0x29;
    private static final int BACKSLASH = 0x2B;
    /** The key beside the left Shift, which US keyboards lack. */
    private static final int LESS = 0x56;

    private final String plain;
    private final String shifted;
    private final String altGr;
    private final String altGrKeys;

    /**
     * A keyboard, its keys in four rows from the left: 13, 12, 12 and 10 of them, then the one that only some have.
     *
     * @param plain what they make by themselves
     * @param shifted what they make with Shift
     * @param altGr what some make with AltGr
     * @param altGrKeys what those make by themselves
     */
    GuestLayout(String plain, String shifted, String altGr, String altGrKeys) {
        this.plain = plain;
        this.shifted = shifted;
        this.altGr = altGr;
        this.altGrKeys = altGrKeys;
    }

    /** The key for a character; empty where the guest's keyboard has none. */
    public Optional<Stroke> stroke(char c) {
        if (plain.indexOf(c) >= 0) {
            return Optional.of(Stroke.of(Stroke.keysym(c), code(plain.indexOf(c))));
        }
        if (shifted.indexOf(c) >= 0) {
            return Optional.of(new Stroke(Stroke.keysym(c), code(shifted.indexOf(c)), true, false));
        }
        if (altGr.indexOf(c) >= 0) {
            int code = code(plain.indexOf(altGrKeys.charAt(altGr.indexOf(c))));
            return Optional.of(new Stroke(Stroke.keysym(c), code, false, true));
        }
        return switch (c) {
            case ' ' -> Optional.of(Stroke.of(' ', 0x39));
            case '\n', '\r' -> Optional.of(Stroke.of(0xff0d, 0x1c));
            case '\t' -> Optional.of(Stroke.of(0xff09, 0x0f));
            default -> Optional.empty();
        };
    }

    /** XT's set 1 code of a key by its number. */
    private static int code(int number) {
        if (number == 0) {
            return GRAVE;
        }
        if (number < 13) {
            return 0x02 + number - 1;
        }
        if (number < 25) {
            return 0x10 + number - 13;
        }
        if (number < 37) {
            return number == 36 ? BACKSLASH : 0x1e + number - 25;
        }
        return number == 47 ? LESS : 0x2c + number - 37;
    }
}
