package dev.muster.app.console.rfb;

import java.io.IOException;

/** The pointer's shape (RFC 6143, section 7.8.1): pixels, and a bit for each that says whether it is seen. */
final class CursorShape {
    private static final int SIDE_LIMIT = 512;

    private CursorShape() {}

    static void read(RfbInput in, int hotX, int hotY, int w, int h, RfbListener listener) throws IOException {
        if (w > SIDE_LIMIT || h > SIDE_LIMIT) {
            throw RfbProblems.protocol("a pointer of " + w + " by " + h + " pixels");
        }
        byte[] colours = in.bytes((long) w * h * Pixels.BYTES, SIDE_LIMIT * SIDE_LIMIT * Pixels.BYTES);
        int rowBytes = (w + 7) / 8;
        byte[] mask = in.bytes((long) rowBytes * h, SIDE_LIMIT * SIDE_LIMIT);
        int[] argb = new int[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                boolean seen = ((mask[y * rowBytes + x / 8] >> (7 - x % 8)) & 1) != 0;
                argb[y * w + x] = seen ? Pixels.at(colours, (y * w + x) * Pixels.BYTES) : 0;
            }
        }
        listener.cursor(hotX, hotY, w, h, argb);
    }

    /** With transparency of its own: each pixel red, green, blue, alpha, already multiplied (-314, RFB registry). */
    static void readWithAlpha(RfbInput in, int hotX, int hotY, int w, int h, RfbListener listener) throws IOException {
        if (w > SIDE_LIMIT || h > SIDE_LIMIT) {
            throw RfbProblems.protocol("a pointer of " + w + " by " + h + " pixels");
        }
        int encoding = in.s32();
        if (encoding != RfbClient.RAW) {
            throw RfbProblems.protocol("a pointer in encoding " + encoding);
        }
        byte[] bytes = in.bytes((long) w * h * 4, SIDE_LIMIT * SIDE_LIMIT * 4);
        int[] argb = new int[w * h];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = ((bytes[i * 4 + 3] & 0xff) << 24)
                    | ((bytes[i * 4] & 0xff) << 16)
                    | ((bytes[i * 4 + 1] & 0xff) << 8)
                    | (bytes[i * 4 + 2] & 0xff);
        }
        listener.cursor(hotX, hotY, w, h, argb);
    }
}
