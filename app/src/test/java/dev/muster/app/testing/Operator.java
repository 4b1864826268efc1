package dev.muster.app.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.awaitility.core.ConditionTimeoutException;
import org.testfx.api.FxRobot;

/**
 * A person in front of the windows of this JVM: finds things with the eyes (by id or by their words, only where they show),
 * and uses them with the mouse and the keyboard of the display, never by calling them. Waits for what is not there yet.
 */
public final class Operator {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FxRobot robot = new FxRobot();

    /** Starts the toolkit where it does not run yet; it goes on when all windows are closed. */
    public static void sitDown() throws InterruptedException {
        Platform.setImplicitExit(false);
        CompletableFuture<Boolean> up = new CompletableFuture<>();
        try {
            Platform.startup(() -> up.complete(true));
        } catch (IllegalStateException alreadyStarted) {
            up.complete(true);
        }
        waitFor(up);
    }

    /** Does it on the window's thread; for what is no work of an operator. */
    public static <T> T fx(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | AssertionError e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return waitFor(result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static <T> T waitFor(CompletableFuture<T> result) throws InterruptedException {
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the window's thread does not answer", e);
        }
    }

    /** Closes all windows, the newest first. */
    public static void getUp() {
        fx(() -> {
            List.copyOf(Window.getWindows()).reversed().forEach(Window::hide);
            return true;
        });
    }

    /** Waits until it is so, looking on the window's thread. */
    public void see(String what, Callable<Boolean> condition) {
        see(what, PATIENCE, condition);
    }

    /** The same with another patience. */
    public void see(String what, Duration atMost, Callable<Boolean> condition) {
        try {
            await(what).atMost(atMost).pollInterval(Duration.ofMillis(40)).until(() -> fx(condition));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("did not see: " + what + "; what shows is\n" + fx(Operator::everything), e);
        }
    }

    /** Waits until something of that id shows. */
    public void see(String id) {
        see(id + " shows", () -> shows(id));
    }

    /** Waits until nothing of that id shows. */
    public void seeGone(String id) {
        see(id + " is gone", () -> !shows(id));
    }

    /** Whether something of that id shows. Only on the window's thread. */
    public static boolean shows(String id) {
        return find(node -> id.equals("#" + node.getId())).isPresent();
    }

    /** Whether the thing of that id shows and can be used. Only on the window's thread. */
    public static boolean isUsable(String id) {
        return find(node -> id.equals("#" + node.getId()))
                .filter(node -> !node.isDisabled())
                .isPresent();
    }

    /** Whether the drop-down of that id has its list open. Only on the window's thread. */
    public static boolean isOpen(String id) {
        return find(node -> id.equals("#" + node.getId()))
                .filter(node -> node instanceof javafx.scene.control.ComboBoxBase<?> box && box.isShowing())
                .isPresent();
    }

    /** What the hint reads that shows; only on the window's thread. */
    public static String tooltip() {
        return windows()
                .filter(javafx.scene.control.Tooltip.class::isInstance)
                .map(window -> ((javafx.scene.control.Tooltip) window).getText())
                .findFirst()
                .orElse("");
    }

    /** What shows in the thing of that id, all its words. Only on the window's thread. */
    public static String words(String id) {
        return find(node -> id.equals("#" + node.getId()))
                .map(node -> String.join("\n", words(node)))
                .orElse("");
    }

    /** What a screen reader says of the entries of the menus that are open; only on the window's thread. */
    public static List<String> hints() {
        return windows()
                .filter(PopupWindow.class::isInstance)
                .flatMap(window -> all(window.getScene().getRoot()))
                .filter(Operator::isSeen)
                .map(Node::getAccessibleText)
                .filter(text -> text != null && !text.isBlank())
                .toList();
    }

    private static List<String> words(Node node) {
        List<String> words = new ArrayList<>();
        all(node)
                .filter(Operator::isSeen)
                .map(each -> each instanceof Labeled label
                        ? Optional.ofNullable(label.getText()).orElse("")
                        : each instanceof TextInputControl input ? input.getText() : "")
                .filter(text -> !text.isBlank())
                .forEach(words::add);
        return words;
    }

    /** Clicks on the thing of that id once it shows, can be used and stands still. */
    public void click(String id) {
        click(id + " to click on", node -> id.equals("#" + node.getId()));
    }

    /** Clicks on a line, a label or an entry of a menu that reads so. */
    public void clickText(String text) {
        click("\"" + text + "\" to click on", node -> reads(node, text));
    }

    /** Clicks on a line of a table or tree with the other button. */
    public void rightClickText(String text) {
        robot.clickOn(place("\"" + text + "\"", node -> reads(node, text)), MouseButton.SECONDARY);
    }

    /** Clicks twice. */
    public void doubleClickText(String text) {
        robot.doubleClickOn(place("\"" + text + "\"", node -> reads(node, text)));
    }

    /** Moves the mouse onto the thing of that id. */
    public void pointAt(String id) {
        robot.moveTo(place(id, node -> id.equals("#" + node.getId())));
    }

    /** Opens the choice of that id and takes the entry that reads so. */
    public void choose(String id, String entry) {
        click(id);
        click("\"" + entry + "\" in the menu", node -> reads(node, entry) && isInMenu(node));
    }

    /** Clicks into the field, empties it and types. */
    public void fill(String id, String text) {
        click(id);
        press(KeyCode.CONTROL, KeyCode.A);
        press(KeyCode.DELETE);
        type(text);
    }

    /** Types on the keyboard, wherever its focus is. */
    public void type(String text) {
        text.chars().forEach(character -> press(Keys.of((char) character)));
    }

    /** Presses keys together, the last one last. */
    public void press(KeyCode... keys) {
        robot.push(keys);
    }

    /** Drags a line of the list of that id onto another. */
    public void drag(String list, int from, int to) {
        Bounds start = place("line " + from + " of " + list, node -> isLine(node, list, from));
        Bounds end = place("line " + to + " of " + list, node -> isLine(node, list, to));
        robot.drag(start).dropTo(end.getCenterX(), end.getMinY() + end.getHeight() / 3);
    }

    /** Drags what reads so onto the thing of that id. */
    public void dragText(String text, String onto) {
        Bounds start = place("\"" + text + "\" to drag", node -> reads(node, text));
        Bounds end = place(onto, node -> onto.equals("#" + node.getId()));
        robot.drag(start).dropTo(end.getCenterX(), end.getCenterY());
    }

    private static boolean isLine(Node node, String list, int index) {
        return node instanceof javafx.scene.control.ListCell<?> cell
                && cell.getIndex() == index
                && list.equals("#" + cell.getListView().getId());
    }

    /** Turns the wheel over wherever the mouse is; down for a positive amount. */
    public void scroll(int amount) {
        robot.scroll(
                Math.abs(amount),
                amount > 0 ? javafx.geometry.VerticalDirection.DOWN : javafx.geometry.VerticalDirection.UP);
    }

    private void click(String what, Predicate<Node> which) {
        robot.clickOn(place(what, which));
    }

    /** Where on the screen it is, once it can be used and has stood still for two looks. */
    private Bounds place(String what, Predicate<Node> which) {
        List<Bounds> seen = new ArrayList<>();
        see(what, () -> {
            Optional<Bounds> now = find(which)
                    .filter(node -> !node.isDisabled())
                    .map(node -> node.localToScreen(node.getLayoutBounds()));
            boolean still = now.isPresent() && !seen.isEmpty() && seen.getLast().equals(now.get());
            now.ifPresent(seen::add);
            return still;
        });
        return seen.getLast();
    }

    /** All words of all windows, for who must find out what went wrong. */
    private static String everything() {
        return windows()
                .map(window -> "-- " + window.getClass().getSimpleName() + "\n"
                        + String.join("\n", words(window.getScene().getRoot())))
                .collect(Collectors.joining("\n"));
    }

    private static boolean reads(Node node, String text) {
        return node instanceof Labeled label && text.equals(label.getText());
    }

    private static boolean isInMenu(Node node) {
        return node.getScene().getWindow() instanceof PopupWindow;
    }

    /** The newest window first, as the eye meets them. */
    private static Stream<Window> windows() {
        List<Window> all = new ArrayList<>(Window.getWindows());
        return all.reversed().stream().filter(Window::isShowing).filter(window -> window.getScene() != null);
    }

    private static Optional<Node> find(Predicate<Node> which) {
        return windows()
                .flatMap(window -> all(window.getScene().getRoot()))
                .filter(which)
                .filter(Operator::isSeen)
                .findFirst();
    }

    private static Stream<Node> all(Node node) {
        Stream<Node> below = node instanceof javafx.scene.Parent parent
                ? parent.getChildrenUnmodifiable().stream().flatMap(Operator::all)
                : Stream.empty();
        return Stream.concat(Stream.of(node), below);
    }

    private static boolean isSeen(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        return bounds.getWidth() > 0
                && bounds.getHeight() > 0
                && bounds.getMaxY() > 0
                && bounds.getMinY() < node.getScene().getHeight();
    }

    /** The rows that show in the table of that id, from the top, each as the words of its cells. */
    public static List<List<String>> rows(String id) {
        return find(node -> id.equals("#" + node.getId())).stream()
                .flatMap(Operator::all)
                .filter(node -> node instanceof javafx.scene.control.TableRow<?> row && !row.isEmpty() && isSeen(row))
                .sorted(Comparator.comparingDouble(
                        node -> node.localToScene(0, 0).getY()))
                .map(row -> all(row).filter(node -> node instanceof TableCell<?, ?> && isSeen(node))
                        .sorted(Comparator.comparingDouble(
                                node -> node.localToScene(0, 0).getX()))
                        .map(cell -> String.join(" ", words(cell)))
                        .toList())
                .toList();
    }

    /** The title of the newest stage that shows; only on the window's thread. */
    public static String title() {
        return windows()
                .filter(Stage.class::isInstance)
                .map(window -> ((Stage) window).getTitle())
                .findFirst()
                .orElse("");
    }
}
