package dev.muster.app.report;

import dev.muster.app.i18n.Texts;
import dev.muster.model.report.MadeReport;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Facts of a report: who made it and when, its checksums and its place in the chain. */
final class ReportFacts {
    private final Texts texts;
    private final ReportWords words;
    private final ReportsViewModel model;
    private final Consumer<MadeReport> choose;
    private final GridPane grid = new GridPane();
    private final VBox sums = new VBox(8);
    private final VBox root = new VBox(12, grid, sums);

    ReportFacts(Texts texts, ReportsViewModel model, Consumer<MadeReport> choose) {
        this.texts = texts;
        this.words = new ReportWords(texts);
        this.model = model;
        this.choose = choose;
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(labels, values);
        grid.setHgap(12);
        grid.setVgap(4);
        root.setId("report-facts");
    }

    VBox root() {
        return root;
    }

    void show(MadeReport report) {
        grid.getChildren().clear();
        fact(texts.get("report.column.made"), new Label(words.made(report)));
        fact(texts.get("report.column.by"), new Label(report.madeBy()));
        fact(texts.get("report.fact.schedule"), new Label(report.schedule().isEmpty() ? "–" : report.schedule()));
        fact(texts.get("report.column.language"), new Label(words.language(report.language())));
        fact(texts.get("report.column.rows"), new Label(words.count(report.rows())));
        Label id = new Label(report.id().text());
        id.getStyleClass().add("mono");
        fact(texts.get("report.fact.id"), id);
        fact(texts.get("report.fact.number"), new Label(words.count(report.number())));
        fact(texts.get("report.fact.previous"), previous(report));
        sums.getChildren().clear();
        report.files()
                .forEach(file -> sums.getChildren()
                        .add(sum(
                                texts.get("report.fact.sum", file.format().name(), words.size(file)),
                                file.sha256(),
                                "report-copy-" + file.format().extension())));
        if (!report.previous().isEmpty()) {
            sums.getChildren()
                    .add(sum(texts.get("report.fact.previous.sum"), report.previous(), "report-copy-previous"));
        }
    }

    private Node previous(MadeReport report) {
        Optional<MadeReport> before = model.before(report);
        if (before.isPresent()) {
            Hyperlink link = new Hyperlink(before.get().id().text());
            link.setId("report-previous");
            link.getStyleClass().add("mono");
            link.setWrapText(true);
            link.setOnAction(event -> choose.accept(before.get()));
            return link;
        }
        return new Label(texts.get(report.previous().isEmpty() ? "report.fact.first" : "report.fact.gone"));
    }

    private void fact(String label, Node value) {
        Label name = new Label(label);
        name.getStyleClass().add("text-muted");
        name.setLabelFor(value);
        GridPane.setValignment(name, VPos.TOP);
        if (value instanceof Label shown) {
            shown.setWrapText(true);
            shown.setMinHeight(Region.USE_PREF_SIZE);
        }
        grid.addRow(grid.getRowCount(), name, value);
    }

    /** A checksum, whole and in a font of fixed width, with a button that copies it. */
    private VBox sum(String label, String sha256, String id) {
        Label name = new Label(label);
        name.getStyleClass().add("text-muted");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        Button copy = new Button(texts.get("report.copy"));
        copy.setId(id);
        copy.setAccessibleText(texts.get("report.copy.what", label));
        copy.getStyleClass().addAll("flat", "small");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(sha256);
            Clipboard.getSystemClipboard().setContent(content);
        });
        HBox head = new HBox(8, name, copy);
        head.setAlignment(Pos.CENTER_LEFT);
        // two lines of 32 digits: a checksum has no place to break by itself
        Label digits = new Label(sha256.length() > 32 ? sha256.substring(0, 32) + "\n" + sha256.substring(32) : sha256);
        digits.getStyleClass().add("mono");
        digits.setAccessibleText(label + " " + sha256);
        digits.setMinHeight(Region.USE_PREF_SIZE);
        return new VBox(head, digits);
    }
}
