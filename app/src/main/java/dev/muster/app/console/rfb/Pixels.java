package dev.muster.app.console.rfb;

/** The one pixel format asked for: 32 bits, least significant byte first, blue, green, red and one unused. */
final class Pixels {
    static final int BYTES = 4;

    private Pixels() {}

    /** SetPixelFormat with that format (RFC 6143, sections 7.4 and 7.5.1). */
    static byte[] setFormat() {
        return new byte[] {0, 0, 0, 0, 32, 24, 0, 1, 0, (byte) 255, 0, (byte) 255, 0, (byte) 255, 16, 8, 0, 0, 0, 0};
    }

    /** The pixel that begins there. */
    static int at(byte[] bytes, int offset) {
        return 0xFF000000
                | ((bytes[offset + 2] & 0xff) << 16)
                | ((bytes[offset + 1] & 0xff) << 8)
                | (bytes[offset] & 0xff);
    }
}
