package dev.muster.app.job;

import dev.muster.app.content.StateLabel;
import dev.muster.model.job.Step;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One step of a job: its state, its name and what it waits for, and how long it takes. */
final class StepCell extends ListCell<Step> {
    private final JobWords words;
    private final StateLabel state = new StateLabel();
    private final Label name = new Label();
    private final Label took = new Label();
    private final HBox line = new HBox(8, state, name, took);

    StepCell(JobWords words) {
        this.words = words;
        state.setMinWidth(110);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        took.getStyleClass().add("text-muted");
        took.setMinWidth(Region.USE_PREF_SIZE);
        line.setAlignment(Pos.CENTER_LEFT);
        // as wide as the list, not as its longest name
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(Step step, boolean empty) {
        super.updateItem(step, empty);
        if (empty || step == null) {
            setGraphic(null);
            return;
        }
        state.show(JobTones.of(step.state()), words.state(step.state()));
        String said = words.say(step.name());
        String more = step.waitingFor().isEmpty()
                ? step.answers().isEmpty() ? "" : words.told(step.answers().getLast())
                : words.say(step.waitingFor());
        name.setText(more.isEmpty() ? said : said + " — " + more);
        took.setText(step.started()
                .map(began ->
                        Amounts.duration(Duration.between(began, step.ended().orElseGet(Instant::now))))
                .orElse(""));
        setGraphic(line);
    }
}
