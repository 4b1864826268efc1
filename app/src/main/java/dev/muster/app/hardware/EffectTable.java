package dev.muster.app.hardware;

import dev.muster.app.i18n.Texts;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.XmlReview;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What changes, when, and why then. */
public final class EffectTable {
    private EffectTable() {}

    /** Of a plan. */
    public static Region of(HardwarePlan plan, Texts texts) {
        HardwareWords words = new HardwareWords(texts);
        return grid(
                "hardware-plan",
                plan.planned().stream()
                        .map(one -> new Line(words.change(one.change()), one.effect()))
                        .toList(),
                texts);
    }

    /** Of another definition. */
    public static Region of(XmlReview review, Texts texts) {
        HardwareWords words = new HardwareWords(texts);
        return grid(
                "xml-plan",
                review.differences().stream()
                        .map(one -> new Line(words.how(one), one.effect()))
                        .toList(),
                texts);
    }

    private record Line(String what, HardwarePlan.Effect effect) {}

    private static Region grid(String id, List<Line> lines, Texts texts) {
        HardwareWords words = new HardwareWords(texts);
        GridPane grid = new GridPane(16, 8);
        grid.setId(id);
        grid.getColumnConstraints()
                .addAll(column(140, Priority.NEVER), column(280, Priority.SOMETIMES), column(260, Priority.ALWAYS));
        grid.addRow(
                0,
                heading(texts.get("hardware.column.when")),
                heading(texts.get("hardware.column.what")),
                heading(texts.get("hardware.column.why")));
        int row = 1;
        for (Line line : lines) {
            Label when = new Label(words.when(line.effect()));
            when.getStyleClass().add(line.effect().now() ? "effect-now" : "effect-next");
            when.setMinWidth(Region.USE_PREF_SIZE);
            Label why = text(words.why(line.effect()));
            why.getStyleClass().add("text-muted");
            grid.addRow(row++, when, text(texts.say(line.what())), why);
        }
        return grid;
    }

    private static ColumnConstraints column(double width, Priority grow) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPrefWidth(width);
        column.setHgrow(grow);
        return column;
    }

    private static Label heading(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("caption");
        return label;
    }

    private static Label text(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
