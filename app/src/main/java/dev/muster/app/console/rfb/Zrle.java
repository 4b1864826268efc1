package dev.muster.app.console.rfb;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The ZRLE encoding (RFC 6143, section 7.7.6): tiles of 64 by 64 pixels in one zlib stream for the whole connection. */
final class Zrle implements AutoCloseable {
    private static final int TILE = 64;
    private static final int COMPRESSED_LIMIT = 64 << 20;

    private final RfbInput in;
    private final Framebuffer picture;
    private final Inflater inflater = new Inflater();
    private final byte[] buffer = new byte[16 << 10];
    private final int[] tile = new int[TILE * TILE];
    private int at;
    private int end;

    Zrle(RfbInput in, Framebuffer picture) {
        this.in = in;
        this.picture = picture;
    }

    void read(int x, int y, int w, int h) throws IOException {
        long length = in.s32() & 0xffffffffL;
        inflater.setInput(in.bytes(length, COMPRESSED_LIMIT));
        for (int top = y; top < y + h; top += TILE) {
            int height = Math.min(TILE, y + h - top);
            for (int left = x; left < x + w; left += TILE) {
                tile(left, top, Math.min(TILE, x + w - left), height);
            }
        }
        if (at != end) {
            throw RfbProblems.protocol("ZRLE data beyond the last tile");
        }
    }

    private void tile(int x, int y, int w, int h) {
        int how = u8();
        int size = w * h;
        if (how == 0) {
            for (int i = 0; i < size; i++) {
                tile[i] = pixel();
            }
        } else if (how == 1) {
            picture.fill(x, y, w, h, pixel());
            return;
        } else if (how <= 16) {
            packed(palette(how), w, h);
        } else if (how == 128) {
            for (int i = 0; i < size; ) {
                int colour = pixel();
                i = run(i, size, colour);
            }
        } else if (how >= 130) {
            int[] palette = palette(how - 128);
            for (int i = 0; i < size; ) {
                int index = u8();
                int colour = colour(palette, index & 127);
                if ((index & 128) != 0) {
                    i = run(i, size, colour);
                } else {
                    tile[i++] = colour;
                }
            }
        } else {
            throw RfbProblems.protocol("a ZRLE tile of type " + how);
        }
        picture.put(x, y, w, h, tile, 0, w);
    }

    private void packed(int[] palette, int w, int h) {
        int bits = palette.length == 2 ? 1 : palette.length <= 4 ? 2 : 4;
        for (int row = 0; row < h; row++) {
            int held = 0;
            int left = 0;
            for (int column = 0; column < w; column++) {
                if (left == 0) {
                    held = u8();
                    left = 8;
                }
                left -= bits;
                tile[row * w + column] = colour(palette, (held >> left) & ((1 << bits) - 1));
            }
        }
    }

    private int run(int from, int size, int colour) {
        int length = 1;
        int more = u8();
        while (more == 255) {
            length += 255;
            if (length > size) {
                break;
            }
            more = u8();
        }
        length += more;
        if (from + length > size) {
            throw RfbProblems.protocol("a ZRLE run beyond its tile");
        }
        java.util.Arrays.fill(tile, from, from + length, colour);
        return from + length;
    }

    private int[] palette(int size) {
        int[] palette = new int[size];
        for (int i = 0; i < size; i++) {
            palette[i] = pixel();
        }
        return palette;
    }

    private static int colour(int[] palette, int index) {
        if (index >= palette.length) {
            throw RfbProblems.protocol("colour " + index + " of a palette of " + palette.length);
        }
        return palette[index];
    }

    private int pixel() {
        int blue = u8();
        int green = u8();
        int red = u8();
        return 0xFF000000 | (red << 16) | (green << 8) | blue;
    }

    private int u8() {
        if (at == end) {
            try {
                end = inflater.inflate(buffer);
            } catch (DataFormatException e) {
                throw RfbProblems.protocol("ZRLE data that is no zlib: " + e.getMessage());
            }
            at = 0;
            if (end == 0) {
                throw RfbProblems.protocol("ZRLE data that ends within a tile");
            }
        }
        return buffer[at++] & 0xff;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
