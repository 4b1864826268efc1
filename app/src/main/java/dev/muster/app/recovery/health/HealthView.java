package dev.muster.app.recovery.health;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.PlanStanding;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How a plan stands: what stands against recovering by it now, and how it stood before. */
public final class HealthView implements Screen.View {
    private final HealthViewModel model;
    private final Texts texts;
    private final HealthWords words;
    private final InstantSource clock;
    private final StateLabel state = new StateLabel();
    private final Label about = new Label();
    private final Button look = new Button();
    private final ListView<PlanStanding.Change> history = new ListView<>();
    private final SplitPane root = new SplitPane();

    /** A view of what that model knows. */
    public HealthView(HealthViewModel model, Texts texts, InstantSource clock) {
        this.model = model;
        this.texts = texts;
        this.words = new HealthWords(texts);
        this.clock = clock;
        BorderPane left = new BorderPane(new FindingsBox(model, texts).root());
        left.setTop(header());
        Label title = new Label(texts.get("recovery.health.history"));
        title.getStyleClass().add("section-title");
        HBox head = new HBox(title);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("pane-header");
        history.setId("plan-health-history");
        history.setAccessibleText(title.getText());
        history.getStyleClass().add("plan-list");
        history.setFixedCellSize(52);
        history.setCellFactory(of -> new ChangeCell());
        Label none = new Label(texts.get("recovery.health.history.none"));
        none.getStyleClass().add("text-muted");
        none.setWrapText(true);
        history.setPlaceholder(none);
        BorderPane right = new BorderPane(history);
        right.setTop(head);
        right.setMinWidth(220);
        root.getItems().addAll(left, right);
        root.setDividerPositions(0.62);
        SplitPane.setResizableWithParent(right, false);
        root.setId("plan-health-view");
        root.getStylesheets().add(ContentStyle.sheet());
        model.revisionProperty().addListener(observable -> show());
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        model.activate();
        show();
    }

    @Override
    public void deactivate() {
        model.deactivate();
    }

    private HBox header() {
        state.setId("plan-health-state");
        state.getStyleClass().add("section-title");
        state.setMinWidth(Region.USE_PREF_SIZE);
        about.setId("plan-health-about");
        about.getStyleClass().add("text-muted");
        about.setWrapText(true);
        about.setMinWidth(0);
        HBox.setHgrow(about, Priority.ALWAYS);
        about.setMaxWidth(Double.MAX_VALUE);
        look.setId("plan-health-look");
        look.setText(texts.get("recovery.health.look"));
        look.setMinWidth(Region.USE_PREF_SIZE);
        look.setOnAction(event -> model.look());
        HBox header = new HBox(12, state, about, look);
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private void show() {
        Optional<PlanStanding> standing = model.standing();
        state.show(
                standing.map(PlanStanding::health).map(HealthWords::tone).orElse(StateLabel.Tone.UNKNOWN),
                standing.map(words::state).orElseGet(() -> texts.get("recovery.health.unknown")));
        about.setText(words.about(standing, clock.instant()));
        look.setDisable(model.isLooking());
        List<PlanStanding.Change> changes = standing.map(PlanStanding::history).orElse(List.of());
        if (!history.getItems().equals(changes)) {
            history.getItems().setAll(changes);
        }
    }

    /** A change: how it stood from then on, below it when and why. */
    private final class ChangeCell extends ListCell<PlanStanding.Change> {
        private final StateLabel health = new StateLabel();
        private final Label why = new Label();
        private final Tooltip whole = new Tooltip();
        private final VBox node = new VBox(2, health, why);

        ChangeCell() {
            why.getStyleClass().add("text-muted");
            node.setAlignment(Pos.CENTER_LEFT);
            getStyleClass().add("plan-cell");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(PlanStanding.@Nullable Change change, boolean empty) {
            super.updateItem(change, empty);
            setText(null);
            setGraphic(null);
            setTooltip(null);
            setAccessibleText("");
            if (!empty && change != null) {
                health.show(HealthWords.tone(change.health()), words.health(change.health()));
                why.setText(words.change(change));
                whole.setText(why.getText());
                setTooltip(whole);
                setAccessibleText(health.getText() + ", " + why.getText());
                setGraphic(node);
            }
        }
    }
}
