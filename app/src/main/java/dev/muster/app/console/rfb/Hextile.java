package dev.muster.app.console.rfb;

import java.io.IOException;

/** The Hextile encoding (RFC 6143, section 7.7.4): tiles of 16 by 16 pixels, each with its own way. */
final class Hextile {
    private static final int TILE = 16;
    private static final int RAW = 1;
    private static final int BACKGROUND = 2;
    private static final int FOREGROUND = 4;
    private static final int SUBRECTS = 8;
    private static final int COLOURED = 16;

    private final RfbInput in;
    private final Framebuffer picture;
    private final byte[] pixel = new byte[Pixels.BYTES];

    Hextile(RfbInput in, Framebuffer picture) {
        this.in = in;
        this.picture = picture;
    }

    void read(int x, int y, int w, int h) throws IOException {
        int background = 0xFF000000;
        int foreground = 0xFF000000;
        for (int top = y; top < y + h; top += TILE) {
            int height = Math.min(TILE, y + h - top);
            for (int left = x; left < x + w; left += TILE) {
                int width = Math.min(TILE, x + w - left);
                int how = in.u8();
                if ((how & RAW) != 0) {
                    raw(left, top, width, height);
                    continue;
                }
                if ((how & BACKGROUND) != 0) {
                    background = pixel();
                }
                if ((how & FOREGROUND) != 0) {
                    foreground = pixel();
                }
                picture.fill(left, top, width, height, background);
                if ((how & SUBRECTS) != 0) {
                    parts(left, top, width, height, (how & COLOURED) != 0, foreground);
                }
            }
        }
    }

    private void raw(int x, int y, int w, int h) throws IOException {
        byte[] bytes = in.bytes((long) w * h * Pixels.BYTES, TILE * TILE * Pixels.BYTES);
        int[] pixels = new int[w * h];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Pixels.at(bytes, i * Pixels.BYTES);
        }
        picture.put(x, y, w, h, pixels, 0, w);
    }

    private void parts(int x, int y, int w, int h, boolean coloured, int foreground) throws IOException {
        int count = in.u8();
        for (int i = 0; i < count; i++) {
            int colour = coloured ? pixel() : foreground;
            int place = in.u8();
            int size = in.u8();
            int px = place >> 4;
            int py = place & 15;
            int pw = (size >> 4) + 1;
            int ph = (size & 15) + 1;
            if (px + pw > w || py + ph > h) {
                throw RfbProblems.protocol("a part of a tile that lies outside of it");
            }
            picture.fill(x + px, y + py, pw, ph, colour);
        }
    }

    private int pixel() throws IOException {
        in.full(pixel, 0, Pixels.BYTES);
        return Pixels.at(pixel, 0);
    }
}
