package dev.muster.app.console.screen;

import dev.muster.app.console.Typist;
import dev.muster.app.console.rfb.RfbClient;
import java.util.Optional;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** The pointer over the picture is the guest's. */
final class GuestPointer {
    private static final int WHEEL_UP = 8;
    private static final int WHEEL_DOWN = 16;

    private final ImageView view;
    private final Typist typist;
    private Optional<RfbClient> client = Optional.empty();
    private int buttons;

    GuestPointer(ImageView view, Typist typist) {
        this.view = view;
        this.typist = typist;
        view.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::moved);
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::moved);
        view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::moved);
        view.addEventHandler(ScrollEvent.SCROLL, event -> {
            int wheel = event.getDeltaY() > 0 ? WHEEL_UP : event.getDeltaY() < 0 ? WHEEL_DOWN : 0;
            if (wheel != 0) {
                send(event.getX(), event.getY(), buttons | wheel);
                send(event.getX(), event.getY(), buttons);
            }
            event.consume();
        });
    }

    void open(RfbClient now) {
        client = Optional.of(now);
    }

    void close() {
        client = Optional.empty();
    }

    private void moved(MouseEvent event) {
        buttons = (event.isPrimaryButtonDown() ? 1 : 0)
                | (event.isMiddleButtonDown() ? 2 : 0)
                | (event.isSecondaryButtonDown() ? 4 : 0);
        send(event.getX(), event.getY(), buttons);
    }

    /** From the view's own coordinates, scaled as it is, to the guest's pixels. */
    private void send(double x, double y, int mask) {
        if (view.getImage() == null) {
            return;
        }
        double scale = view.getLayoutBounds().getWidth() / view.getImage().getWidth();
        int guestX = (int) (x / scale);
        int guestY = (int) (y / scale);
        client.ifPresent(to -> typist.send(() -> to.pointer(guestX, guestY, mask)));
    }
}
