package dev.muster.app.console.rfb;

/** Hears what a display server says, on the thread that reads. */
public interface RfbListener {
    /** It is open and its picture has a size. */
    void opened(String name, Framebuffer picture);

    /** Something of the picture changed. */
    void updated();

    /** The picture has another size now. */
    void resized(int width, int height);

    /**
     * The pointer looks so.
     *
     * @param argb pixels, {@code 0xAArrggbb}, row by row; empty where it is not shown
     */
    void cursor(int hotX, int hotY, int width, int height, int[] argb);

    /** The server wants to be heard. */
    void bell();

    /** The guest copied a text. */
    void clipboard(String text);
}
