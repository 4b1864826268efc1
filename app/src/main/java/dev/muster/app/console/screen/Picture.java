package dev.muster.app.console.screen;

import dev.muster.app.console.rfb.Framebuffer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/** The guest's picture as an image of the toolkit: what changed is copied into it once for each frame that is shown. */
final class Picture {
    private final ImageView view;
    private Optional<PixelBuffer<IntBuffer>> buffer = Optional.empty();

    Picture(ImageView view) {
        this.view = view;
    }

    /** Brings what changed to the screen; on the window's thread. */
    void show(Framebuffer from) {
        from.takeChanges(this::paint);
    }

    private void paint(int width, int height, int[] pixels, int x, int y, int w, int h) {
        PixelBuffer<IntBuffer> into = buffer.filter(old -> old.getWidth() == width && old.getHeight() == height)
                .orElseGet(() -> fresh(width, height));
        IntBuffer ints = into.getBuffer();
        for (int row = y; row < y + h; row++) {
            ints.put(row * width + x, pixels, row * width + x, w);
        }
        into.updateBuffer(changed -> new Rectangle2D(x, y, w, h));
    }

    private PixelBuffer<IntBuffer> fresh(int width, int height) {
        PixelBuffer<IntBuffer> made = new PixelBuffer<>(
                width, height, IntBuffer.allocate(width * height), PixelFormat.getIntArgbPreInstance());
        buffer = Optional.of(made);
        view.setImage(new WritableImage(made));
        return made;
    }

    /** Writes the whole picture as PNG. */
    static void write(Framebuffer from, Path file) throws IOException {
        int width;
        int height;
        int[] pixels;
        synchronized (from) {
            width = from.width();
            height = from.height();
            pixels = from.copy();
        }
        if (width == 0 || height == 0) {
            throw new IOException("there is no picture yet");
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("no PNG writer in this Java runtime");
        }
    }
}
