package dev.muster.app.content;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.DialogPane;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.stage.PopupWindow;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

/** Where a dialog stands, how large it is, and what its keys do: the same for every dialog. */
final class DialogFrame {
    private final DialogPane pane;
    private final Window owner;
    private final Button go;
    private final Button cancel;
    private final Node content;

    DialogFrame(DialogPane pane, Window owner, Button go, Button cancel, Node content) {
        this.pane = pane;
        this.owner = owner;
        this.go = go;
        this.cancel = cancel;
        this.content = content;
        pane.setContent(scrolls(content) ? content : scrolled(content));
        pane.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        stage().ifPresent(stage -> stage.addEventHandler(WindowEvent.WINDOW_SHOWN, event -> shown()));
    }

    private Optional<Stage> stage() {
        return Optional.ofNullable(pane.getScene())
                .map(Scene::getWindow)
                .filter(Stage.class::isInstance)
                .map(Stage.class::cast);
    }

    /** Content that has a part that scrolls gives way there; other content scrolls as a whole. */
    private static boolean scrolls(Node content) {
        return all(content)
                .anyMatch(
                        node -> node instanceof ScrollPane || node instanceof ListView<?> || node instanceof TextArea);
    }

    private static Node scrolled(Node content) {
        if (content instanceof Region region) {
            region.setMinHeight(Region.USE_PREF_SIZE);
        }
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("dialog-scroll");
        scroll.setFocusTraversable(false);
        return scroll;
    }

    private void shown() {
        firstField().ifPresent(Node::requestFocus);
        fit();
        // A window manager may answer the first size of a window late, above all over a maximised one: ask once more.
        Scene scene = Objects.requireNonNull(pane.getScene());
        scene.addPostLayoutPulseListener(new Runnable() {
            private int pulses;

            @Override
            public void run() {
                if (++pulses == 3) {
                    scene.removePostLayoutPulseListener(this);
                    fit();
                }
            }
        });
    }

    /** Gives the dialog the size its content wants, at most that of its window, and centres it there. */
    void fit() {
        stage().filter(Window::isShowing).ifPresent(this::fit);
    }

    private void fit(Stage stage) {
        Rectangle2D room = room();
        Scene scene = stage.getScene();
        double frameWidth = Math.max(0, stage.getWidth() - scene.getWidth());
        double frameHeight = Math.max(0, stage.getHeight() - scene.getHeight());
        pane.applyCss();
        double width = Math.min(Math.ceil(pane.prefWidth(-1)) + frameWidth, room.getWidth());
        double height = Math.min(Math.ceil(pane.prefHeight(width - frameWidth)) + frameHeight, room.getHeight());
        stage.setWidth(width);
        stage.setHeight(height);
        stage.setX(Math.floor(room.getMinX() + (room.getWidth() - width) / 2));
        stage.setY(Math.floor(room.getMinY() + (room.getHeight() - height) / 2));
    }

    /** Returns what of the window is on its screen. */
    private Rectangle2D room() {
        Rectangle2D window = new Rectangle2D(owner.getX(), owner.getY(), owner.getWidth(), owner.getHeight());
        List<Screen> screens = Screen.getScreensForRectangle(window);
        Rectangle2D screen = (screens.isEmpty() ? Screen.getPrimary() : screens.getFirst()).getVisualBounds();
        double left = Math.max(window.getMinX(), screen.getMinX());
        double top = Math.max(window.getMinY(), screen.getMinY());
        return new Rectangle2D(
                left,
                top,
                Math.max(1, Math.min(window.getMaxX(), screen.getMaxX()) - left),
                Math.max(1, Math.min(window.getMaxY(), screen.getMaxY()) - top));
    }

    /** Returns the first field to type into, else the first other thing to enter something with. */
    private Optional<Node> firstField() {
        List<Node> usable = all(content).filter(DialogFrame::isUsable).toList();
        return usable.stream()
                .filter(TextField.class::isInstance)
                .findFirst()
                .or(() -> usable.stream()
                        .filter(node -> node instanceof ComboBoxBase<?>
                                || node instanceof TextInputControl
                                || node instanceof ListView<?>)
                        .findFirst())
                .or(() -> usable.stream()
                        .filter(node -> node instanceof ButtonBase && !(node instanceof Button))
                        .findFirst())
                .or(() -> Optional.of(go));
    }

    private static boolean isUsable(Node node) {
        if (node.isDisabled() || !node.isFocusTraversable()) {
            return false;
        }
        if (node instanceof TextInputControl input && !input.isEditable()) {
            return false;
        }
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static Stream<Node> all(Node node) {
        Stream<Node> below = switch (node) {
            case ScrollPane scroll ->
                Optional.ofNullable(scroll.getContent()).stream().flatMap(DialogFrame::all);
            case Parent parent -> parent.getChildrenUnmodifiable().stream().flatMap(DialogFrame::all);
            default -> Stream.empty();
        };
        return Stream.concat(Stream.of(node), below);
    }

    /** Lists keep Escape and Enter to themselves; in a dialog both belong to its buttons, unless something is open above it. */
    private void pressed(KeyEvent event) {
        if (hasPopup()) {
            return;
        }
        switch (event.getCode()) {
            case ESCAPE -> {
                cancel.fire();
                event.consume();
            }
            case ENTER -> {
                if (go.isDefaultButton()
                        && !(event.getTarget() instanceof TextArea)
                        && !(event.getTarget() instanceof Button)) {
                    go.fire();
                    event.consume();
                }
            }
            default -> {}
        }
    }

    private boolean hasPopup() {
        return Window.getWindows().stream()
                .anyMatch(window -> window instanceof PopupWindow popup
                        && !(popup instanceof Tooltip)
                        && popup.isShowing()
                        && isAbove(popup));
    }

    private boolean isAbove(PopupWindow popup) {
        Window below = popup.getOwnerWindow();
        return below != null && stage().filter(below::equals).isPresent();
    }
}
