package dev.muster.app.console.screen;

import dev.muster.app.console.Typist;
import dev.muster.app.console.rfb.Framebuffer;
import dev.muster.app.console.rfb.GuestLayout;
import dev.muster.app.console.rfb.RfbClient;
import dev.muster.app.console.rfb.RfbListener;
import dev.muster.app.console.rfb.Stroke;
import dev.muster.app.i18n.Texts;
import dev.muster.model.console.ConsoleChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.ImageCursor;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;

/** The graphical console: decoded off the window's thread, shown at most once a frame. */
public final class ScreenConsole implements AutoCloseable {
    private final Typist typist = new Typist();
    private final ImageView view = new ImageView();
    private final Picture picture = new Picture(view);
    private final StackPane middle = new StackPane(view);
    private final ScrollPane root = new ScrollPane(middle);
    private final GuestKeyboard keyboard;
    private final GuestPointer pointer;
    private final AtomicBoolean painting = new AtomicBoolean();
    private final ReadOnlyStringWrapper size = new ReadOnlyStringWrapper("");
    private volatile Optional<Framebuffer> shown = Optional.empty();

    /**
     * An empty screen.
     *
     * @param onRelease runs when the keyboard was let go by Ctrl+Alt
     */
    public ScreenConsole(Texts texts, Runnable onRelease) {
        view.setPreserveRatio(true);
        view.setSmooth(true);
        middle.getStyleClass().add("console-ground");
        middle.setId("screen");
        middle.setFocusTraversable(true);
        middle.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        middle.setAccessibleText(texts.get("console.screen.name"));
        middle.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            middle.requestFocus();
            // else the scroll pane around it takes the focus for itself
            event.consume();
        });
        root.getStyleClass().addAll("edge-to-edge", "console-ground");
        root.setFitToWidth(true);
        root.setFitToHeight(true);
        root.setFocusTraversable(false);
        this.keyboard = new GuestKeyboard(middle, typist, onRelease);
        this.pointer = new GuestPointer(view, typist);
        setFitting(true);
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** What takes the keys. */
    public Node keys() {
        return middle;
    }

    /** Its size in pixels, in words; empty where there is no picture. */
    public ReadOnlyStringProperty sizeProperty() {
        return size.getReadOnlyProperty();
    }

    /** The picture as the guest has it; empty until there was one. */
    public Optional<Framebuffer> framebuffer() {
        return shown;
    }

    /** As large as there is room, or pixel for pixel. */
    public void setFitting(boolean fitting) {
        view.fitWidthProperty().unbind();
        view.fitHeightProperty().unbind();
        if (fitting) {
            view.fitWidthProperty()
                    .bind(Bindings.createDoubleBinding(
                            () -> Math.max(1, root.getViewportBounds().getWidth()), root.viewportBoundsProperty()));
            view.fitHeightProperty()
                    .bind(Bindings.createDoubleBinding(
                            () -> Math.max(1, root.getViewportBounds().getHeight()), root.viewportBoundsProperty()));
        } else {
            view.setFitWidth(0);
            view.setFitHeight(0);
        }
    }

    /** Which keyboard the guest believes it has. */
    public void setLayout(GuestLayout layout) {
        keyboard.layout(layout);
    }

    /** Presses keys together. */
    public void send(List<Stroke> keys) {
        keyboard.combination(keys);
    }

    /** Types a text; tells, on another thread, how many characters of it the guest's keyboard lacks. */
    public void type(String text, IntConsumer lacking) {
        keyboard.type(text, lacking);
    }

    /**
     * Writes the picture as PNG; blocks.
     *
     * @throws IOException there is no picture, or the file could not be written
     */
    public void write(Path file) throws IOException {
        Picture.write(shown.orElseThrow(() -> new IOException("there is no picture yet")), file);
    }

    /** Reads an open console until it ends. */
    public void read(ConsoleChannel console, Executor ui) throws IOException {
        Listener listener = new Listener(ui);
        RfbClient client = new RfbClient(console.input(), console.output(), Optional.empty(), listener);
        ui.execute(() -> {
            keyboard.open(client);
            pointer.open(client);
        });
        try {
            client.run();
        } finally {
            ui.execute(() -> {
                keyboard.close();
                pointer.close();
                view.setCursor(Cursor.DEFAULT);
            });
        }
    }

    @Override
    public void close() {
        typist.close();
    }

    private final class Listener implements RfbListener {
        private final Executor ui;

        private Listener(Executor ui) {
            this.ui = ui;
        }

        @Override
        public void opened(String name, Framebuffer framebuffer) {
            shown = Optional.of(framebuffer);
            resized(framebuffer.width(), framebuffer.height());
        }

        @Override
        public void updated() {
            if (painting.compareAndSet(false, true)) {
                ui.execute(() -> {
                    painting.set(false);
                    shown.ifPresent(picture::show);
                });
            }
        }

        @Override
        public void resized(int width, int height) {
            ui.execute(() -> size.set(width + " × " + height));
        }

        @Override
        public void cursor(int hotX, int hotY, int width, int height, int[] argb) {
            ui.execute(() ->
                    view.setCursor(width == 0 || height == 0 ? Cursor.NONE : image(hotX, hotY, width, height, argb)));
        }

        @Override
        public void bell() {
            // a bell that rings in a window among others only startles
        }

        @Override
        public void clipboard(String text) {
            // what a guest copies is the guest's: it takes the clipboard of nobody who did not ask
        }
    }

    private static Cursor image(int hotX, int hotY, int width, int height, int[] argb) {
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        return new ImageCursor(image, hotX, hotY);
    }
}
