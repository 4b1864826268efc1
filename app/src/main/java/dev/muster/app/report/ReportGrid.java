package dev.muster.app.report;

import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.ValueType;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A table of a report. A wide one is scrolled from side to side, so that no value is squeezed. */
final class ReportGrid {
    private static final double WIDEST = 180;

    private final ReportText text;

    ReportGrid(ReportText text) {
        this.text = text;
    }

    /** Returns the first rows of a table, and below them how many more there are. */
    Node of(ReportPart.Table table, int most) {
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(4);
        for (Column column : table.columns()) {
            ColumnConstraints width = new ColumnConstraints();
            width.setMaxWidth(WIDEST);
            width.setHalignment(column.type().isRightAligned() ? HPos.RIGHT : HPos.LEFT);
            grid.getColumnConstraints().add(width);
            Label head = new Label(text.say(column.label()));
            head.getStyleClass().add("report-head");
            head.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(head, grid.getColumnConstraints().size() - 1, 0);
        }
        List<List<ReportValue>> rows = table.rows();
        for (int row = 0; row < Math.min(most, rows.size()); row++) {
            for (int column = 0; column < table.columns().size(); column++) {
                grid.add(cell(rows.get(row).get(column)), column, row + 1);
            }
        }
        ScrollPane sideways = new ScrollPane(grid);
        sideways.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        sideways.setFitToHeight(true);
        sideways.setMinHeight(Region.USE_PREF_SIZE);
        sideways.getStyleClass().add("report-pane");
        sideways.setAccessibleText(text.say(table.heading()));
        VBox box = new VBox(4, sideways);
        if (rows.isEmpty() || rows.size() > most) {
            Label more = new Label(
                    rows.isEmpty() ? text.get("report.page.empty") : text.get("report.page.more", rows.size() - most));
            more.getStyleClass().add("text-muted");
            box.getChildren().add(more);
        }
        return box;
    }

    private Node cell(ReportValue value) {
        Node node = ReportSections.value(value, text);
        if (node instanceof Label label && value.type() != ValueType.STATE) {
            label.setWrapText(false);
            label.setTooltip(label.getText().length() > 24 ? new Tooltip(value.canonical()) : null);
        }
        return node;
    }
}
