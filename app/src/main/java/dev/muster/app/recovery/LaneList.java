package dev.muster.app.recovery;

import dev.muster.app.i18n.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The tiers and their items as lines, moved by mouse and keyboard, each beside its bar. */
final class LaneList {
    /** The height of a line. */
    static final double ROW = 32;

    private static final double EDGE = 28;
    private static final double FAR = 4;

    private final PlanEditorViewModel model;
    private final Texts texts;
    private final ForecastIndex index = new ForecastIndex();
    private final ListView<PlanLine> list = new ListView<>();
    private final List<PlanLineCell> cells = new ArrayList<>();
    private final LaneOverlay overlay = new LaneOverlay();
    private final BarAxis axis;
    private final VBox root;
    private final Timeline scroll = new Timeline(new KeyFrame(Duration.millis(30), event -> scrollOn()));
    private Optional<MouseEvent> pressed = Optional.empty();
    private boolean dragging;
    private double mouseY;
    private double mouseX;
    private boolean filling;

    LaneList(PlanEditorViewModel model, Texts texts, Runnable onSelect) {
        this.model = model;
        this.texts = texts;
        this.axis = new BarAxis(new RecoveryWords(texts));
        StackPane lanes = new StackPane(list, overlay);
        VBox.setVgrow(lanes, Priority.ALWAYS);
        this.root = new VBox(axis, lanes);
        list.setId("plan-lanes");
        list.setAccessibleText(texts.get("recovery.lanes"));
        list.setFixedCellSize(ROW);
        list.getStyleClass().addAll("plan-list", "plan-lanes");
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(of -> {
            PlanLineCell cell = new PlanLineCell(texts, model, index, axis);
            cells.add(cell);
            return cell;
        });
        list.getSelectionModel().getSelectedIndices().addListener((ListChangeListener<Integer>) change -> {
            if (!filling) {
                onSelect.run();
                drawNeeds();
            }
        });
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, this::press);
        list.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::drag);
        list.addEventFilter(MouseEvent.MOUSE_RELEASED, this::release);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        scroll.setCycleCount(Animation.INDEFINITE);
        overlay.setId("plan-overlay");
    }

    VBox root() {
        return root;
    }

    /** The lines that are selected. */
    List<PlanLine> selected() {
        return List.copyOf(list.getSelectionModel().getSelectedItems().stream()
                .filter(java.util.Objects::nonNull)
                .toList());
    }

    /** The keys of the selected items. */
    List<String> keys() {
        return selected().stream().flatMap(line -> line.key().stream()).toList();
    }

    /** Selects the line of that id and scrolls there. */
    void select(String id) {
        for (int at = 0; at < list.getItems().size(); at++) {
            if (list.getItems().get(at).id().equals(id)) {
                list.getSelectionModel().clearAndSelect(at);
                list.scrollTo(at);
                list.requestFocus();
                return;
            }
        }
    }

    /** Shows the lines of the draft; what is selected stays so. */
    void show() {
        Set<String> chosen = new HashSet<>();
        selected().forEach(line -> chosen.add(line.id()));
        index.take(model.forecast());
        axis.show(model.forecast().total());
        filling = true;
        list.getItems().setAll(model.lines());
        list.getSelectionModel().clearSelection();
        int[] places = java.util.stream.IntStream.range(0, model.lines().size())
                .filter(at -> chosen.contains(model.lines().get(at).id()))
                .toArray();
        if (places.length > 0) {
            list.getSelectionModel().selectIndices(places[0], places);
        }
        filling = false;
        drawNeeds();
    }

    /** Shows the forecast as it is now. */
    void foresee() {
        index.take(model.forecast());
        axis.show(model.forecast().total());
        cells.forEach(PlanLineCell::again);
    }

    private Optional<VirtualFlow<?>> flow() {
        return list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow ? Optional.of(flow) : Optional.empty();
    }

    /** Where the line of that number begins; empty while nothing is laid out. */
    private Optional<Double> top(int line) {
        return flow().flatMap(flow -> Optional.<IndexedCell<?>>ofNullable(flow.getFirstVisibleCell())
                .map(cell -> cell.getLayoutY() + (line - cell.getIndex()) * ROW));
    }

    private void drawNeeds() {
        List<PlanLine> chosen = selected();
        overlay.needs(List.of());
        if (chosen.size() != 1 || chosen.getFirst().key().isEmpty()) {
            return;
        }
        String key = chosen.getFirst().key().get();
        List<PlanLine> lines = model.lines();
        int from = lines.indexOf(chosen.getFirst());
        List<String> needs = model.spec().item(key).map(item -> item.waitsFor()).orElse(List.of());
        List<LaneOverlay.Need> drawn = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            int line = at;
            if (lines.get(at).key().filter(needs::contains).isPresent()) {
                top(from)
                        .ifPresent(start -> top(line)
                                .ifPresent(end -> drawn.add(new LaneOverlay.Need(start + ROW / 2, end + ROW / 2))));
            }
        }
        overlay.needs(drawn);
    }

    private void press(MouseEvent event) {
        pressed = Optional.empty();
        if (event.getButton() != MouseButton.PRIMARY || model.refusal().isPresent() || isBar(event)) {
            return;
        }
        int line = lineAt(event.getY());
        if (line < 0
                || line >= list.getItems().size()
                || list.getItems().get(line).key().isEmpty()) {
            return;
        }
        pressed = Optional.of(event);
        boolean plain = !event.isShortcutDown() && !event.isShiftDown();
        if (plain && list.getSelectionModel().isSelected(line)) {
            // several stay selected, so that they can be dragged together
            list.requestFocus();
            event.consume();
        }
    }

    private static boolean isBar(MouseEvent event) {
        for (Object node = event.getTarget(); node instanceof javafx.scene.Node one; node = one.getParent()) {
            if (one instanceof javafx.scene.control.ScrollBar) {
                return true;
            }
        }
        return false;
    }

    private int lineAt(double y) {
        return top(0).map(top -> (int) Math.floor((y - top) / ROW)).orElse(-1);
    }

    private void drag(MouseEvent event) {
        if (pressed.isEmpty()) {
            return;
        }
        event.consume();
        mouseX = event.getX();
        mouseY = event.getY();
        if (!dragging && Math.abs(event.getY() - pressed.get().getY()) < FAR) {
            return;
        }
        if (!dragging) {
            int line = lineAt(pressed.get().getY());
            if (!list.getSelectionModel().isSelected(line)) {
                list.getSelectionModel().clearAndSelect(line);
            }
            dragging = true;
            overlay.needs(List.of());
        }
        boolean edge = mouseY < EDGE || mouseY > list.getHeight() - EDGE;
        if (edge && scroll.getStatus() != Animation.Status.RUNNING) {
            scroll.play();
        } else if (!edge) {
            scroll.stop();
        }
        follow();
    }

    private void scrollOn() {
        flow().ifPresent(flow -> flow.scrollPixels(mouseY < EDGE ? -ROW / 3 : ROW / 3));
        follow();
    }

    /** Shows where the items would go, and what that would do. */
    private void follow() {
        List<String> keys = keys();
        Optional<DropPlace> place = place();
        model.preview(keys, place);
        overlay.ghost(
                keys.size() == 1 ? keys.getFirst() : texts.get("recovery.drag.many", keys.size()), mouseX, mouseY);
        overlay.insertion(place.flatMap(to -> top(to.line(model.lines()))));
    }

    private Optional<DropPlace> place() {
        return top(0).flatMap(top -> {
            double at = (mouseY - top) / ROW;
            int line = (int) Math.floor(at);
            return DropPlace.at(model.lines(), line, at - line >= 0.5);
        });
    }

    private void release(MouseEvent event) {
        Optional<MouseEvent> begun = pressed;
        pressed = Optional.empty();
        if (dragging) {
            Optional<DropPlace> place = place();
            List<String> keys = keys();
            stop();
            place.ifPresent(to -> model.move(keys, to));
            event.consume();
        } else if (begun.filter(MouseEvent::isConsumed).isPresent()
                && !event.isShortcutDown()
                && !event.isShiftDown()) {
            list.getSelectionModel().clearAndSelect(lineAt(event.getY()));
        }
    }

    private void stop() {
        dragging = false;
        pressed = Optional.empty();
        scroll.stop();
        overlay.clear();
        model.preview(keys(), Optional.empty());
    }

    private void key(KeyEvent event) {
        if (dragging && event.getCode() == KeyCode.ESCAPE) {
            stop();
            event.consume();
        } else if (event.isAltDown() && (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN)) {
            model.moveBy(keys(), event.getCode() == KeyCode.DOWN);
            event.consume();
        }
    }
}
