package dev.muster.app.group;

import dev.muster.app.content.LiveRows;
import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A group in the list: its name and what came of its last capture, below it how many members it has and how old its newest set is. */
final class GroupCell extends ListCell<LiveRows.Row<GroupLine>> {
    private final GroupWords words;
    private final BooleanSupplier loaded;
    private final Label name = new Label();
    private final StateLabel health = new StateLabel();
    private final Label summary = new Label();
    private final VBox node;
    private final Tooltip whole = new Tooltip();
    private final ChangeListener<GroupLine> onLine = (observable, oldValue, newValue) -> fill(newValue);
    private Optional<LiveRows.Row<GroupLine>> followed = Optional.empty();

    GroupCell(Texts texts, BooleanSupplier loaded, ReadOnlyIntegerProperty told) {
        this.words = new GroupWords(texts);
        this.loaded = loaded;
        name.getStyleClass().add("group-name");
        name.setMinWidth(0);
        name.setTooltip(whole);
        health.setMinWidth(Region.USE_PREF_SIZE);
        summary.getStyleClass().add("text-muted");
        summary.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, name, gap, health);
        top.setAlignment(Pos.CENTER_LEFT);
        node = new VBox(2, top, summary);
        node.setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("group-cell");
        setPrefWidth(0);
        told.addListener(observable -> followed.ifPresent(row -> fill(row.item())));
    }

    @Override
    protected void updateItem(LiveRows.@Nullable Row<GroupLine> row, boolean empty) {
        super.updateItem(row, empty);
        followed.ifPresent(before -> before.itemProperty().removeListener(onLine));
        followed = empty ? Optional.empty() : Optional.ofNullable(row);
        setText(null);
        setAccessibleText("");
        setGraphic(null);
        followed.ifPresent(now -> {
            now.itemProperty().addListener(onLine);
            fill(now.item());
            setGraphic(node);
        });
    }

    private void fill(GroupLine line) {
        name.setText(line.group().id().text());
        whole.setText(name.getText());
        health.show(GroupWords.tone(line.health()), words.health(line));
        summary.setText(words.summary(line, loaded.getAsBoolean(), Instant.now()));
        setAccessibleText(name.getText() + ", " + health.getText() + ", " + summary.getText());
    }
}
