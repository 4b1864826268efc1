package dev.muster.app.cluster;

import dev.muster.app.cluster.ClusterBoard.Lane;
import dev.muster.app.content.ButtonHint;
import dev.muster.app.i18n.Texts;
import dev.muster.model.cluster.Identifier;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A function as a lane: what it is, how many VMs it has, and these as cards. A card dropped on it gets the function. */
final class LaneView {
    private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");

    private final ClustersViewModel model;
    private final Texts texts;
    private final ClusterWords words;
    private final ScaleViewModel scale;
    private final CardList cards;
    private final Label count = new Label();
    private final Label boots = new Label();
    private final Tooltip bootsWhole = new Tooltip();
    private final Button go = new Button();
    private final ButtonHint goHint = new ButtonHint(go);
    private final VBox root = new VBox(4);
    private Lane lane;

    /** The lane; {@code onScale} hears to how many VMs the function is to be scaled. */
    LaneView(Lane lane, ClustersViewModel model, Texts texts, CardActions actions, BiConsumer<Lane, Integer> onScale) {
        this.lane = lane;
        this.model = model;
        this.texts = texts;
        this.words = new ClusterWords(texts);
        this.scale = new ScaleViewModel(lane.function());
        String id = "lane-" + lane.name();
        this.cards = new CardList(id + "-cards", texts.get("cluster.lane", lane.name()), texts, actions);
        cards.whenEmpty(texts.get("cluster.lane.empty"));
        root.setId(id);
        root.getStyleClass().add("cluster-lane");
        root.getChildren().addAll(head(id), boots, stepper(id, onScale), cards.node());
        VBox.setVgrow(cards.node(), Priority.ALWAYS);
        root.setMinWidth(236);
        root.setPrefWidth(260);
        root.setMaxWidth(400);
        HBox.setHgrow(root, Priority.ALWAYS);
        boots.getStyleClass().add("text-muted");
        boots.setMinWidth(0);
        boots.setTooltip(bootsWhole);
        root.setOnDragOver(event -> dragged(event).ifPresent(card -> {
            event.acceptTransferModes(TransferMode.MOVE);
            event.consume();
        }));
        root.setOnDragEntered(
                event -> root.pseudoClassStateChanged(DROP, dragged(event).isPresent()));
        root.setOnDragExited(event -> root.pseudoClassStateChanged(DROP, false));
        root.setOnDragDropped(event -> {
            Optional<ClusterBoard.Card> card = dragged(event);
            event.setDropCompleted(card.isPresent());
            event.consume();
            card.ifPresent(found -> model.assign(found, this.lane.name()));
        });
        show(lane);
    }

    Node root() {
        return root;
    }

    void show(Lane now) {
        lane = now;
        scale.show(now.function());
        cards.show(now.cards());
        count.setText(texts.get(
                "cluster.lane.count", now.cards().size(), now.function().count()));
        boots.setText(words.profile(now.profile()));
        bootsWhole.setText(boots.getText());
    }

    /** Gives that VM the keyboard, where it is in this lane. */
    void focus(Identifier card) {
        cards.focus(card);
    }

    /** The VM that is dragged over it and may have its function. */
    private Optional<ClusterBoard.Card> dragged(DragEvent event) {
        if (!(event.getGestureSource() instanceof CardCell)
                || !event.getDragboard().hasString()) {
            return Optional.empty();
        }
        return model.boardProperty()
                .get()
                .flatMap(board -> board.card(Identifier.of(event.getDragboard().getString())))
                .filter(card -> model.assignRefusal(card, lane.name()).isEmpty());
    }

    private Node head(String id) {
        Label name = new Label(lane.name());
        name.setId(id + "-name");
        name.getStyleClass().add("cluster-lane-name");
        name.setMinWidth(0);
        name.setTooltip(new Tooltip(lane.name()));
        count.setId(id + "-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.setTooltip(new Tooltip(texts.get("cluster.lane.count.meaning")));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, name, gap, count);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node stepper(String id, BiConsumer<Lane, Integer> onScale) {
        TextField wanted = new TextField();
        wanted.setId(id + "-wanted");
        wanted.setPrefWidth(52);
        wanted.setMinWidth(52);
        wanted.setAccessibleText(texts.get("cluster.scale.wanted", lane.name()));
        wanted.textProperty().bindBidirectional(scale.textProperty());
        go.setText(texts.get("cluster.scale"));
        go.setId(id + "-scale");
        go.setMinWidth(Region.USE_PREF_SIZE);
        Runnable run = () -> {
            if (scale.possibleProperty().get() && model.refusal().isEmpty()) {
                onScale.accept(lane, scale.wanted());
            }
        };
        go.setOnAction(event -> run.run());
        wanted.setOnAction(event -> run.run());
        wanted.setOnKeyPressed(event -> {
            switch (event.getCode()) {
                case UP -> scale.step(1);
                case DOWN -> scale.step(-1);
                case ESCAPE -> scale.reset();
                default -> {
                    return;
                }
            }
            event.consume();
        });
        Runnable check = () -> {
            Optional<String> why = model.refusal()
                    .or(() -> scale.possibleProperty().get()
                            ? Optional.empty()
                            : Optional.of(texts.get(
                                    "cluster.scale.refused", lane.function().minimum())));
            go.setDisable(why.isPresent());
            goHint.say(why, texts.get("cluster.scale.hint", lane.name()));
        };
        scale.possibleProperty().addListener((observable, oldValue, newValue) -> check.run());
        check.run();
        HBox stepper = new HBox(
                4,
                step(id + "-fewer", "−", texts.get("cluster.scale.fewer", lane.name()), -1),
                wanted,
                step(id + "-more", "+", texts.get("cluster.scale.more", lane.name()), 1),
                goHint.holder());
        stepper.setAlignment(Pos.CENTER_LEFT);
        return stepper;
    }

    private Button step(String id, String sign, String name, int by) {
        Button button = new Button(sign);
        button.setId(id);
        button.getStyleClass().add("cluster-step");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(name);
        button.setTooltip(new Tooltip(name));
        button.setOnAction(event -> scale.step(by));
        return button;
    }
}
