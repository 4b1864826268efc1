package dev.muster.app.cluster;

import dev.muster.app.cluster.ClusterBoard.Lane;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.EmptyState;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.cluster.ClusterId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The functions of a cluster as lanes side by side, its VMs as cards in them, and above them the VMs without a function. */
final class ClustersView {
    private static final KeyCombination UNDO = new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN);

    private final ClustersViewModel model;
    private final Texts texts;
    private final CardActions actions;
    private final PlanDialog plans;
    private final ClusterBar bar;
    private final CardList unassigned;
    private final VBox strip = new VBox(4);
    private final Map<String, LaneView> lanes = new LinkedHashMap<>();
    private final HBox row = new HBox(8);
    private final VBox centre = new VBox();
    private final Node empty;
    private final BorderPane root = new BorderPane();
    private Optional<ClusterId> shown = Optional.empty();
    private final ChangeListener<Optional<ClusterBoard>> onBoard = (observable, oldValue, newValue) -> show(newValue);

    ClustersView(ConsoleContext context, ClustersViewModel model) {
        this.model = model;
        this.texts = context.texts();
        this.actions = new CardActions(context, model);
        this.plans = new PlanDialog(context.dialogs(), texts);
        this.bar = new ClusterBar(context, model, plans);
        this.unassigned = new CardList("clusters-unassigned", texts.get("cluster.unassigned"), texts, actions);
        this.empty = new EmptyState(
                "clusters-none",
                texts.get("cluster.none.title"),
                texts.get("cluster.none.text"),
                texts.get("cluster.new"),
                bar::describe);
        root.setId("clusters-view");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTop(bar.root());
        root.setBottom(new NoticeBar(model, texts).root());
        strip();
        row.getStyleClass().add("cluster-lanes");
        ScrollPane scroll = new ScrollPane(row);
        scroll.setFitToHeight(true);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("cluster-scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        centre.getChildren().addAll(strip, scroll);
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (UNDO.match(event) && !(event.getTarget() instanceof TextInputControl)) {
                model.undo();
                event.consume();
            }
        });
    }

    Parent root() {
        return root;
    }

    void activate() {
        model.activate();
        bar.look();
        model.boardProperty().addListener(onBoard);
        show(model.boardProperty().get());
    }

    void deactivate() {
        model.boardProperty().removeListener(onBoard);
        model.deactivate();
    }

    private void strip() {
        Label title = new Label(texts.get("cluster.unassigned"));
        title.getStyleClass().add("cluster-lane-name");
        unassigned.node().setOrientation(Orientation.HORIZONTAL);
        unassigned.node().setPrefHeight(92);
        unassigned.node().setMinHeight(92);
        strip.getStyleClass().add("cluster-strip");
        strip.getChildren().addAll(title, unassigned.node());
    }

    private void show(Optional<ClusterBoard> board) {
        bar.show(board);
        root.setCenter(board.isPresent() ? centre : empty);
        board.ifPresent(this::fill);
    }

    private void fill(ClusterBoard board) {
        unassigned.show(board.unassigned());
        strip.setVisible(!board.unassigned().isEmpty());
        strip.setManaged(!board.unassigned().isEmpty());
        List<String> names = board.lanes().stream().map(Lane::name).toList();
        boolean same = shown.equals(Optional.of(board.cluster().id()));
        if (!same || !List.copyOf(lanes.keySet()).equals(names)) {
            Map<String, LaneView> kept = same ? Map.copyOf(lanes) : Map.of();
            lanes.clear();
            for (Lane lane : board.lanes()) {
                LaneView view = kept.get(lane.name());
                lanes.put(lane.name(), view == null ? lane(lane) : view);
            }
            row.getChildren().setAll(lanes.values().stream().map(LaneView::root).toList());
            shown = Optional.of(board.cluster().id());
        }
        for (Lane lane : board.lanes()) {
            Optional.ofNullable(lanes.get(lane.name())).ifPresent(view -> view.show(lane));
        }
        actions.arrived(board)
                .filter(card -> hasKeyboard())
                .ifPresent(card -> lanes.values().forEach(lane -> lane.focus(card)));
    }

    /** Whether the keyboard is with the cards, and not elsewhere meanwhile. */
    private boolean hasKeyboard() {
        return Optional.ofNullable(root.getScene())
                .map(Scene::getFocusOwner)
                .filter(owner -> owner.getStyleClass().contains("cluster-cards"))
                .isPresent();
    }

    private LaneView lane(Lane lane) {
        return new LaneView(
                lane,
                model,
                texts,
                actions,
                (of, count) -> model.planScale(
                        of.function(),
                        count,
                        plan -> plans.scale(
                                plan, of.function(), count, () -> model.scale(plan.cluster(), of.name(), count))));
    }
}
