package dev.muster.app.recovery;

import dev.muster.app.content.LiveRows;
import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import dev.muster.app.recovery.health.HealthWords;
import dev.muster.model.recovery.RecoveryPlan;
import java.time.Instant;
import java.util.Optional;
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

/** A plan in the list: its name and whether it can be run, below it what it holds and who saved it when. */
final class PlanCell extends ListCell<LiveRows.Row<ListedPlan>> {
    private final RecoveryWords words;
    private final HealthWords health;
    private final Label name = new Label();
    private final StateLabel state = new StateLabel();
    private final Label holds = new Label();
    private final Label saved = new Label();
    private final VBox node;
    private final Tooltip whole = new Tooltip();
    private final ChangeListener<ListedPlan> onPlan = (observable, oldValue, newValue) -> fill(newValue);
    private Optional<LiveRows.Row<ListedPlan>> followed = Optional.empty();

    PlanCell(Texts texts) {
        this.words = new RecoveryWords(texts);
        this.health = new HealthWords(texts);
        name.getStyleClass().add("plan-name");
        name.setMinWidth(0);
        state.setMinWidth(Region.USE_PREF_SIZE);
        for (Label line : new Label[] {holds, saved}) {
            line.getStyleClass().add("text-muted");
            line.setMinWidth(0);
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, name, gap, state);
        top.setAlignment(Pos.CENTER_LEFT);
        node = new VBox(2, top, holds, saved);
        node.setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("plan-cell");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(LiveRows.@Nullable Row<ListedPlan> row, boolean empty) {
        super.updateItem(row, empty);
        followed.ifPresent(before -> before.itemProperty().removeListener(onPlan));
        followed = empty ? Optional.empty() : Optional.ofNullable(row);
        setText(null);
        setAccessibleText("");
        setGraphic(null);
        setTooltip(null);
        followed.ifPresent(now -> {
            now.itemProperty().addListener(onPlan);
            fill(now.item());
            setGraphic(node);
            setTooltip(whole);
        });
    }

    private void fill(ListedPlan listed) {
        RecoveryPlan plan = listed.plan();
        name.setText(plan.id().text());
        health.show(state, plan, listed.standing());
        holds.setText(words.holds(plan));
        saved.setText(words.saved(plan.version(), plan.saved(), plan.by()));
        whole.setText(plan.id().text()
                + (plan.description().isBlank() ? "" : "\n" + plan.description())
                + "\n" + health.about(listed.standing(), Instant.now())
                + "\n" + saved.getText()
                + (plan.comment().isBlank() ? "" : "\n" + plan.comment()));
        setAccessibleText(String.join(", ", name.getText(), state.getText(), holds.getText(), saved.getText()));
    }
}
