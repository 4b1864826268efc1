package dev.muster.app.console.rfb;

/**
 * A key of a keyboard.
 *
 * @param keysym X11's symbol of it (RFC 6143, section 7.5.4)
 * @param scancode its make code in XT's set 1; one that begins with E0 has the high bit set; 0 where it is not known
 * @param shift whether Shift is held for it
 * @param altGr whether AltGr is held for it
 */
public record Stroke(int keysym, int scancode, boolean shift, boolean altGr) {
    /** A key without others. */
    public static Stroke of(int keysym, int scancode) {
        return new Stroke(keysym, scancode, false, false);
    }

    /** X11's symbol of a character: Latin-1 is itself, all others are 0x01000000 and the code point. */
    public static int keysym(int codePoint) {
        return codePoint < 0x100 ? codePoint : 0x01000000 | codePoint;
    }
}
