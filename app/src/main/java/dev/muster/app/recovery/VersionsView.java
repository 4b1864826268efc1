package dev.muster.app.recovery;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.LiveRows;
import dev.muster.app.content.Times;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.RecoveryQuery.PlanVersion;
import java.util.Comparator;
import java.util.List;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The versions of a plan: choose one to see what it changed, two to compare them. */
final class VersionsView implements Screen.View {
    private final VersionsViewModel model;
    private final Texts texts;
    private final RecoveryWords words;
    private final ListView<LiveRows.Row<PlanVersion>> list;
    private final ListView<String> differences = new ListView<>();
    private final Label compared = new Label();
    private final Label nothing = new Label();
    private final Button restore = new Button();
    private final ButtonHint restoreHint = new ButtonHint(restore);
    private final SplitPane root = new SplitPane();

    VersionsView(ConsoleContext context, VersionsViewModel model) {
        this.model = model;
        this.texts = context.texts();
        this.words = new RecoveryWords(texts);
        this.list = new ListView<>(new SortedList<>(
                model.versions().rows(), Comparator.comparing(row -> row.item().version(), Comparator.reverseOrder())));
        list.setId("plan-versions");
        list.setAccessibleText(texts.get("recovery.versions"));
        list.setFixedCellSize(52);
        list.getStyleClass().add("plan-list");
        list.setCellFactory(of -> new VersionCell());
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.getSelectionModel().getSelectedItems().addListener((javafx.collections.ListChangeListener<
                        LiveRows.Row<PlanVersion>>)
                change -> model.choose(List.copyOf(list.getSelectionModel().getSelectedItems()).stream()
                        .map(row -> row.item().version())
                        .toList()));
        differences.setId("plan-differences");
        differences.setPlaceholder(nothing);
        differences.getStyleClass().add("plan-list");
        differences.setCellFactory(of -> new DifferenceCell());
        nothing.getStyleClass().add("text-muted");
        nothing.setWrapText(true);
        BorderPane right = new BorderPane(differences);
        right.setTop(header());
        root.setOrientation(Orientation.HORIZONTAL);
        root.getItems().addAll(list, right);
        root.setDividerPositions(0.4);
        root.setId("plan-versions-view");
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
        compared.setId("plan-compared");
        compared.getStyleClass().add("section-title");
        compared.setMinWidth(0);
        restore.setText(texts.get("recovery.restore"));
        restore.setId("plan-restore");
        restore.setMinWidth(Region.USE_PREF_SIZE);
        restore.setOnAction(event -> model.restore());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox header = new HBox(8, compared, gap, restoreHint.holder());
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private void show() {
        if (list.getSelectionModel().isEmpty() && !list.getItems().isEmpty()) {
            list.getSelectionModel().selectFirst();
        }
        compared.setText(model.compared()
                .map(pair -> texts.get("recovery.compared", pair.from(), pair.to()))
                .orElseGet(() -> texts.get("recovery.compared.none")));
        differences
                .getItems()
                .setAll(model.differences().orElse(List.of()).stream()
                        .map(words::difference)
                        .toList());
        nothing.setText(
                model.compared().isEmpty()
                        ? texts.get("recovery.compared.first")
                        : model.differences().isPresent() ? texts.get("recovery.compared.same") : "");
        differences.setAccessibleText(compared.getText());
        restore.setDisable(model.restoreRefusal().isPresent());
        restoreHint.say(model.restoreRefusal(), texts.get("recovery.restore.hint"));
    }

    /** A version: its number and comment, below it when it was saved and by whom. */
    private final class VersionCell extends ListCell<LiveRows.Row<PlanVersion>> {
        private final Label title = new Label();
        private final Label saved = new Label();
        private final VBox node = new VBox(2, title, saved);

        VersionCell() {
            title.getStyleClass().add("plan-name");
            saved.getStyleClass().add("text-muted");
            node.setAlignment(Pos.CENTER_LEFT);
            getStyleClass().add("plan-cell");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(LiveRows.@Nullable Row<PlanVersion> row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            setGraphic(null);
            setAccessibleText("");
            if (!empty && row != null) {
                PlanVersion version = row.item();
                title.setText(version.version() + (version.comment().isBlank() ? "" : "  " + version.comment()));
                saved.setText(
                        texts.get("recovery.version.saved", Times.full(version.saved(), texts.locale()), version.by()));
                setAccessibleText(title.getText() + ", " + saved.getText());
                setGraphic(node);
            }
        }
    }

    /** One difference; its whole text when one points at it. */
    private static final class DifferenceCell extends ListCell<String> {
        private final Tooltip whole = new Tooltip();

        DifferenceCell() {
            getStyleClass().add("plan-cell");
            setPrefWidth(0);
            setWrapText(true);
        }

        @Override
        protected void updateItem(@Nullable String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty || text == null ? "" : text);
            whole.setText(getText());
            setTooltip(getText().isEmpty() ? null : whole);
        }
    }
}
