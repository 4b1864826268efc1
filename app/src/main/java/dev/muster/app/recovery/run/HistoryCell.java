package dev.muster.app.recovery.run;

import dev.muster.app.content.LiveRows;
import dev.muster.app.content.StateLabel;
import dev.muster.model.recovery.RunSummary;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A run in the list: what it was and what came of it, below it when and by whom, and how long it took. */
final class HistoryCell extends ListCell<LiveRows.Row<RunSummary>> {
    private final HistoryWords words;
    private final Label kind = new Label();
    private final StateLabel result = new StateLabel();
    private final Label about = new Label();
    private final Label outcome = new Label();
    private final VBox node;
    private final ChangeListener<RunSummary> onRun = (observable, oldValue, newValue) -> fill(newValue);
    private Optional<LiveRows.Row<RunSummary>> followed = Optional.empty();

    HistoryCell(HistoryWords words) {
        this.words = words;
        kind.getStyleClass().add("plan-name");
        result.setMinWidth(Region.USE_PREF_SIZE);
        about.getStyleClass().add("text-muted");
        outcome.getStyleClass().add("text-muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, kind, gap, result);
        top.setAlignment(Pos.CENTER_LEFT);
        node = new VBox(2, top, about, outcome);
        node.setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("plan-cell");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(LiveRows.@Nullable Row<RunSummary> row, boolean empty) {
        super.updateItem(row, empty);
        followed.ifPresent(before -> before.itemProperty().removeListener(onRun));
        followed = empty ? Optional.empty() : Optional.ofNullable(row);
        setText(null);
        setAccessibleText("");
        setGraphic(null);
        followed.ifPresent(now -> {
            now.itemProperty().addListener(onRun);
            fill(now.item());
            setGraphic(node);
        });
    }

    private void fill(RunSummary run) {
        kind.setText(words.kind(run.kind()));
        result.show(HistoryWords.tone(run.result()), words.result(run.result()));
        about.setText(words.about(run));
        outcome.setText(words.outcome(run));
        setAccessibleText(String.join(", ", kind.getText(), result.getText(), about.getText(), outcome.getText()));
    }
}
