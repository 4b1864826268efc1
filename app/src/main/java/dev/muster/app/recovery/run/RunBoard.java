package dev.muster.app.recovery.run;

import dev.muster.app.content.LiveRows;
import dev.muster.app.i18n.Texts;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;

/** The lines of a run as on a departures board. Only those that can be seen have nodes. */
final class RunBoard {
    private static final double ROW = 28;
    /** How many lines stay above one that is shown. */
    private static final int ABOVE = 4;

    private final RunWords words;
    private final RunAxis axis;
    private final ListView<LiveRows.Row<RunLine>> list;
    private final BorderPane root = new BorderPane();
    private final Set<Cell> cells = new HashSet<>();
    private Optional<RunScale> scale = Optional.empty();
    private Instant now = Instant.EPOCH;

    /** The board; {@code choose} is told the id of the line that is selected. */
    RunBoard(Texts texts, RunWords words, LiveRows<String, RunLine> lines, Consumer<Optional<String>> choose) {
        this.words = words;
        this.axis = new RunAxis(texts);
        this.list = new ListView<>(lines.rows());
        list.setId("run-board");
        list.setAccessibleText(texts.get("recovery.run.board"));
        list.setFixedCellSize(ROW);
        list.getStyleClass().add("run-board");
        list.setCellFactory(of -> new Cell());
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((observable, oldValue, newValue) -> choose.accept(
                        Optional.ofNullable(newValue).map(row -> row.item().id())));
        root.setTop(axis);
        root.setCenter(list);
        root.setMinHeight(120);
    }

    Node root() {
        return root;
    }

    /** The lines are drawn as of now. */
    void show(RunPicture run) {
        scale = Optional.of(RunScale.of(run));
        now = run.now();
        cells.forEach(Cell::show);
        axis.show(scale, lineWidth());
    }

    /** Selects the line with that id and shows it. */
    void select(String id) {
        list.getItems().stream()
                .filter(row -> row.item().id().equals(id))
                .findFirst()
                .ifPresent(row -> {
                    list.getSelectionModel().select(row);
                    list.scrollTo(Math.max(0, list.getItems().indexOf(row) - ABOVE));
                    list.requestFocus();
                });
    }

    private double lineWidth() {
        return cells.stream()
                .filter(cell -> cell.getGraphic() != null)
                .mapToDouble(Cell::getWidth)
                .max()
                .orElse(0);
    }

    private final class Cell extends ListCell<LiveRows.Row<RunLine>> {
        private final RunRow row = new RunRow(words);

        Cell() {
            cells.add(this);
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
            widthProperty().addListener(observable -> axis.show(scale, lineWidth()));
        }

        @Override
        protected void updateItem(LiveRows.Row<RunLine> item, boolean empty) {
            super.updateItem(item, empty);
            show();
        }

        private void show() {
            LiveRows.Row<RunLine> item = getItem();
            if (isEmpty() || item == null) {
                setGraphic(null);
                return;
            }
            row.show(item.item(), scale, now);
            if (getGraphic() == null) {
                setGraphic(row);
            }
        }

        @Override
        protected void layoutChildren() {
            super.layoutChildren();
            row.resizeRelocate(0, 0, getWidth(), getHeight());
        }
    }
}
