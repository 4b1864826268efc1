package dev.muster.app.console.rfb;

import java.util.Arrays;

/**
 * The picture as the display server last described it: opaque pixels, {@code 0xFFrrggbb}, row by row. Guarded by itself: one
 * thread decodes, another shows.
 */
public final class Framebuffer {
    /** A side no display has. */
    static final int SIDE_LIMIT = 16_384;

    private static final long AREA_LIMIT = 64L << 20;

    private int width;
    private int height;
    private int[] pixels;
    private int dirtyLeft;
    private int dirtyTop;
    private int dirtyRight;
    private int dirtyBottom;

    /** Black, of that size in pixels. */
    public Framebuffer(int width, int height) {
        this.pixels = new int[0];
        resize(width, height);
    }

    /** Width in pixels. */
    public synchronized int width() {
        return width;
    }

    /** Height in pixels. */
    public synchronized int height() {
        return height;
    }

    /** A copy of all pixels, {@code 0xFFrrggbb}. */
    public synchronized int[] copy() {
        return pixels.clone();
    }

    /** Black again in another size; what the server wants to keep it sends anew. */
    synchronized void resize(int newWidth, int newHeight) {
        if (newWidth < 0
                || newHeight < 0
                || newWidth > SIDE_LIMIT
                || newHeight > SIDE_LIMIT
                || (long) newWidth * newHeight > AREA_LIMIT) {
            throw RfbProblems.protocol("a picture of " + newWidth + " by " + newHeight + " pixels");
        }
        width = newWidth;
        height = newHeight;
        pixels = new int[newWidth * newHeight];
        Arrays.fill(pixels, 0xFF000000);
        clean();
        touch(0, 0, width, height);
    }

    /** A rectangle from elsewhere, its rows close together. */
    synchronized void put(int x, int y, int w, int h, int[] from, int offset, int stride) {
        for (int row = 0; row < h; row++) {
            System.arraycopy(from, offset + row * stride, pixels, (y + row) * width + x, w);
        }
        touch(x, y, w, h);
    }

    /** A rectangle of one colour. */
    synchronized void fill(int x, int y, int w, int h, int colour) {
        for (int row = y; row < y + h; row++) {
            Arrays.fill(pixels, row * width + x, row * width + x + w, colour);
        }
        touch(x, y, w, h);
    }

    /** A rectangle from elsewhere in the picture; the two may overlap. */
    synchronized void move(int fromX, int fromY, int x, int y, int w, int h) {
        boolean downwards = fromY < y;
        for (int i = 0; i < h; i++) {
            int row = downwards ? h - 1 - i : i;
            System.arraycopy(pixels, (fromY + row) * width + fromX, pixels, (y + row) * width + x, w);
        }
        touch(x, y, w, h);
    }

    /** Whether a rectangle lies within the picture. */
    synchronized boolean contains(int x, int y, int w, int h) {
        return x + w <= width && y + h <= height;
    }

    /** Hands what changed since the last time to somebody, who must not keep the array; not at all where nothing did. */
    public synchronized void takeChanges(Painter painter) {
        int w = dirtyRight - dirtyLeft;
        int h = dirtyBottom - dirtyTop;
        if (w > 0 && h > 0) {
            painter.paint(width, height, pixels, dirtyLeft, dirtyTop, w, h);
        }
        clean();
    }

    private void touch(int x, int y, int w, int h) {
        if (w > 0 && h > 0) {
            dirtyLeft = Math.min(dirtyLeft, x);
            dirtyTop = Math.min(dirtyTop, y);
            dirtyRight = Math.max(dirtyRight, x + w);
            dirtyBottom = Math.max(dirtyBottom, y + h);
        }
    }

    private void clean() {
        dirtyLeft = Integer.MAX_VALUE;
        dirtyTop = Integer.MAX_VALUE;
        dirtyRight = 0;
        dirtyBottom = 0;
    }

    /** Who shows a picture. */
    @FunctionalInterface
    public interface Painter {
        /**
         * Shows a part.
         *
         * @param width of the whole
         * @param height of the whole
         * @param pixels the whole, row by row
         */
        void paint(int width, int height, int[] pixels, int x, int y, int w, int h);
    }
}
