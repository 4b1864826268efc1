package dev.muster.app.finding;

import dev.muster.app.content.StateLabel;
import dev.muster.model.finding.Finding;
import java.time.LocalDate;
import java.time.ZoneId;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/** Until when something is to be done; a warning where that day is over. */
final class DueCell extends StackPane {
    private final FindingWords words;
    private final Label plain = new Label();
    private final StateLabel overdue = new StateLabel();
    private final Tooltip whole = new Tooltip();

    DueCell(FindingWords words) {
        this.words = words;
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(plain, overdue);
    }

    void show(Finding finding) {
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        boolean late = finding.isOverdue(today);
        plain.setText(words.due(finding, today));
        overdue.show(StateLabel.Tone.WARNING, words.dueBriefly(finding, today));
        whole.setText(words.due(finding, today));
        overdue.setTooltip(whole);
        plain.setVisible(!late);
        overdue.setVisible(late);
    }
}
