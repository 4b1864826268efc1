package dev.muster.app.report;

import dev.muster.app.content.StateLabel;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Answer;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportPart.TreeStep;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The sections of a report as nodes. Of what is long the beginning is drawn, and how much more the report has. */
final class ReportSections {
    /** So many rows of a table and steps of a tree are drawn; the files have all. */
    private static final int MOST = 50;

    private static final int LINES = 5;
    private static final double INDENT = 20;

    private final ReportText text;
    private final Map<String, String> headings;

    /** @param parts all sections of the report, which requirements name by their ids */
    ReportSections(ReportText text, List<ReportPart> parts) {
        this.text = text;
        this.headings = parts.stream().collect(Collectors.toMap(ReportPart::id, ReportPart::heading));
    }

    Node of(ReportPart part) {
        return switch (part) {
            case ReportPart.Facts facts -> facts(facts);
            case ReportPart.Table table -> new ReportGrid(text).of(table, MOST);
            case ReportPart.Gantt gantt -> new ReportGantt(text, gantt);
            case ReportPart.Tree tree -> tree(tree);
            case ReportPart.Text paragraphs -> paragraphs(paragraphs);
            case ReportPart.SignOff lines -> signatures(lines);
            case ReportPart.Clauses clauses -> clauses(clauses);
        };
    }

    private Node facts(ReportPart.Facts facts) {
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(4);
        ColumnConstraints labels = new ColumnConstraints();
        labels.setPercentWidth(32);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(labels, values);
        for (Fact fact : facts.facts()) {
            Label name = wrapped(text.say(fact.label()));
            name.getStyleClass().add("text-muted");
            GridPane.setValignment(name, VPos.TOP);
            Node value = value(fact.value(), text);
            GridPane.setValignment(value, VPos.TOP);
            name.setLabelFor(value);
            grid.addRow(grid.getRowCount(), name, value);
        }
        return grid;
    }

    /** A value: a state with its shape, an id in a font of fixed width, else its words. */
    static Node value(ReportValue value, ReportText text) {
        if (value instanceof ReportValue.State state) {
            StateLabel label = new StateLabel();
            label.show(ReportWords.tone(state.severity()), text.say(state.word()));
            return label;
        }
        Label label = wrapped(text.of(value));
        if (value.type() == ValueType.CODE || value.type() == ValueType.HASH) {
            label.getStyleClass().add("mono");
        }
        return label;
    }

    private Node tree(ReportPart.Tree tree) {
        VBox box = new VBox(4);
        long left = steps(box, tree.steps(), 0, MOST);
        if (left < 0) {
            box.getChildren().add(muted(text.get("report.page.more", -left)));
        }
        return box;
    }

    /** Adds steps while there is room, and returns how much is left; below zero how many had none. */
    private long steps(VBox box, List<TreeStep> steps, int depth, long room) {
        long left = room;
        for (TreeStep step : steps) {
            if (left > 0) {
                box.getChildren().add(step(step, depth));
            }
            left = steps(box, step.steps(), depth + 1, left <= 0 ? Math.min(0, left) - 1 : left - 1);
        }
        return left;
    }

    private Node step(TreeStep step, int depth) {
        StateLabel state = new StateLabel();
        state.show(
                ReportWords.tone(step.state().severity()), text.say(step.state().word()));
        state.setMinWidth(124);
        Label title = wrapped(text.say(step.title()));
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        Label took = muted(step.took().map(text::duration).orElse(""));
        took.setMinWidth(Region.USE_PREF_SIZE);
        VBox box = new VBox(2, new HBox(8, state, title, took));
        if (!step.output().isEmpty()) {
            List<String> lines = step.output();
            Label output = wrapped(String.join("\n", lines.subList(0, Math.min(LINES, lines.size())))
                    + (lines.size() > LINES ? "\n…" : ""));
            output.getStyleClass().addAll("mono", "report-output");
            box.getChildren().add(output);
        }
        VBox.setMargin(box, new Insets(0, 0, 0, depth * INDENT));
        return box;
    }

    private Node paragraphs(ReportPart.Text part) {
        VBox box = new VBox(4);
        for (String paragraph : part.paragraphs()) {
            if (part.severity() == Severity.NONE) {
                box.getChildren().add(wrapped(text.say(paragraph)));
            } else {
                StateLabel said = new StateLabel();
                said.show(ReportWords.tone(part.severity()), text.say(paragraph));
                said.setWrapText(true);
                said.setMinHeight(Region.USE_PREF_SIZE);
                box.getChildren().add(said);
            }
        }
        return box;
    }

    private Node signatures(ReportPart.SignOff part) {
        VBox box = new VBox(8);
        for (String role : part.roles()) {
            Region line = new Region();
            line.getStyleClass().add("report-line");
            HBox.setHgrow(line, Priority.ALWAYS);
            Label name = muted(text.say(role));
            name.setMinWidth(140);
            box.getChildren().add(new HBox(8, name, line));
        }
        return box;
    }

    private Node clauses(ReportPart.Clauses part) {
        VBox box = new VBox(8);
        for (Answer answer : part.answers()) {
            Label name = wrapped(answer.standard() + ", " + answer.clause());
            Label asks = muted(text.say(answer.asks()));
            String where = answer.parts().stream()
                    .map(id -> text.say(headings.getOrDefault(id, id)))
                    .collect(Collectors.joining(", "));
            box.getChildren()
                    .add(new VBox(
                            2,
                            name,
                            asks,
                            wrapped(
                                    where.isEmpty()
                                            ? text.get("report.page.unanswered")
                                            : text.get("report.page.answered", where))));
        }
        return box;
    }

    private static Label muted(String words) {
        Label label = wrapped(words);
        label.getStyleClass().add("text-muted");
        return label;
    }

    static Label wrapped(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
