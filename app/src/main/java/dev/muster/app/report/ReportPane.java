package dev.muster.app.report;

import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.report.ReportPart;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** A report as its files show it, drawn in the window from its canonical form. */
final class ReportPane {
    private final VBox content = new VBox(16);
    private final ScrollPane root = new ScrollPane(content);

    ReportPane(String id, Texts texts) {
        root.setId(id);
        root.setFitToWidth(true);
        root.getStyleClass().add("report-pane");
        root.setAccessibleText(texts.get("report.preview.pane"));
        content.getStyleClass().add("report-page");
    }

    ScrollPane root() {
        return root;
    }

    /** Shows a sentence in the place of a report. */
    void say(String sentence) {
        Label label = ReportSections.wrapped(sentence);
        label.getStyleClass().add("text-muted");
        show(label);
    }

    /** Shows something else in the place of a report. */
    void show(Node node) {
        content.getChildren().setAll(node);
    }

    /** Shows a report in that language. */
    void show(Report report, ReportLanguage language) {
        ReportText text = new ReportText(language);
        ReportSections sections = new ReportSections(text, report.parts());
        content.getChildren().setAll(head(report, text));
        for (ReportPart part : report.parts()) {
            Label heading = ReportSections.wrapped(text.say(part.heading()));
            heading.getStyleClass().add("section-title");
            content.getChildren().add(new VBox(8, heading, sections.of(part)));
        }
        root.setVvalue(0);
    }

    private static VBox head(Report report, ReportText text) {
        ReportHead head = report.head();
        Label title = ReportSections.wrapped(text.title(report));
        title.getStyleClass().add("page-title");
        StateLabel result = new StateLabel();
        result.show(
                ReportWords.tone(head.result().severity()),
                text.say(head.result().word()));
        VBox box = new VBox(4, title, result);
        for (String line : List.of(
                text.say(head.result().rule()),
                text.get("report.page.made", text.time(head.madeAt()), head.madeBy(), head.version()),
                head.filters().stream()
                        .map(filter -> text.say(filter.name()) + ": " + text.of(filter.value()))
                        .collect(Collectors.joining(" · ")),
                head.counts().stream()
                        .map(count -> text.say(count.name()) + ": " + text.number(BigDecimal.valueOf(count.rows())))
                        .collect(Collectors.joining(" · ")))) {
            if (!line.isBlank()) {
                Label label = ReportSections.wrapped(line);
                label.getStyleClass().add("text-muted");
                box.getChildren().add(label);
            }
        }
        return box;
    }
}
