package dev.muster.app.finding;

import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Place;
import dev.muster.model.finding.Finding;
import dev.muster.model.job.JobId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Facts of a finding: what was said about it on the left, the runs it was seen in on the right. */
final class FindingFacts {
    /** The screen of plans, which another feature brings. */
    private static final String PLANS = "plans";

    private final ConsoleContext context;
    private final Texts texts;
    private final FindingWords words;
    private final PlanRuns runs;
    private final GridPane said = grid();
    private final GridPane seen = grid();
    private final HBox root = new HBox(24, said, seen);

    FindingFacts(ConsoleContext context, PlanRuns runs) {
        this.context = context;
        this.texts = context.texts();
        this.words = new FindingWords(texts);
        this.runs = runs;
        root.setId("finding-facts");
        for (GridPane each : List.of(said, seen)) {
            each.setMinWidth(0);
            each.setPrefWidth(100);
            HBox.setHgrow(each, Priority.ALWAYS);
        }
    }

    HBox root() {
        return root;
    }

    void show(Finding finding) {
        said.getChildren().clear();
        seen.getChildren().clear();
        fact(said, "finding.column.cause", named("finding-cause", text(words.cause(finding))));
        fact(said, "finding.column.note", named("finding-note", text(finding.note())));
        fact(said, "finding.column.owner", text(words.owner(finding)));
        fact(said, "finding.field.due", text(words.due(finding, LocalDate.now(ZoneId.systemDefault()))));
        fact(said, "finding.column.id", mono(finding.id().text()));
        fact(seen, "finding.column.plan", plan(finding));
        fact(seen, "finding.column.machine", text(finding.machine()));
        fact(seen, "finding.found", run(finding.run(), "finding-run"));
        fact(seen, "finding.again", again(finding));
        fact(
                seen,
                "finding.retested",
                finding.retested().map(job -> run(job, "finding-run-retested")).orElseGet(() -> text("")));
        fact(seen, "finding.raised.label", text(words.by(finding.raisedAt(), finding.raisedBy())));
        fact(seen, "finding.changed.label", text(words.by(finding.changedAt(), finding.changedBy())));
    }

    private Node plan(Finding finding) {
        Hyperlink link = new Hyperlink(finding.plan().text());
        link.setId("finding-plan");
        link.setOnAction(event -> context.navigation().go(new Place.Screen(PLANS)));
        return link;
    }

    private Node again(Finding finding) {
        if (finding.seen().isEmpty()) {
            return text("");
        }
        VBox all = new VBox(4);
        for (int number = 0; number < finding.seen().size(); number++) {
            all.getChildren().add(run(finding.seen().get(number), "finding-run-again-" + number));
        }
        return all;
    }

    /** A run by what it was for and when; it leads to its job where the window still has that. */
    private Node run(JobId job, String id) {
        String name = runs.run(job).map(words::run).orElseGet(job::text);
        if (context.jobs().row(job).isEmpty()) {
            Label label = text(name);
            label.setId(id);
            return label;
        }
        Hyperlink link = new Hyperlink(name);
        link.setId(id);
        link.setWrapText(true);
        link.setOnAction(event -> context.openJob().accept(job));
        return link;
    }

    private static Label text(String text) {
        Label label = new Label(text.isEmpty() ? "–" : text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label named(String id, Label label) {
        label.setId(id);
        return label;
    }

    private static Label mono(String text) {
        Label label = text(text);
        label.getStyleClass().add("mono");
        return label;
    }

    private void fact(GridPane grid, String key, Node value) {
        Label name = new Label(texts.get(key));
        name.getStyleClass().add("text-muted");
        name.setLabelFor(value);
        GridPane.setValignment(name, VPos.TOP);
        grid.addRow(grid.getRowCount(), name, value);
    }

    private static GridPane grid() {
        GridPane grid = new GridPane();
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(labels, values);
        grid.setHgap(12);
        grid.setVgap(4);
        return grid;
    }
}
