package dev.muster.app.recovery.health;

import dev.muster.app.content.ProblemBox;
import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.PlanFinding;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What stands against recovering by a plan: each finding with what it means and what to do. */
public final class FindingsBox {
    private final HealthViewModel model;
    private final Texts texts;
    private final HealthWords words;
    private final VBox lines = new VBox(12);
    private final ScrollPane root = new ScrollPane(lines);

    /** The box of what that model knows. */
    public FindingsBox(HealthViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        this.words = new HealthWords(texts);
        lines.setId("plan-findings");
        lines.getStyleClass().add("plan-findings");
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        root.getStyleClass().add("dialog-scroll");
        model.revisionProperty().addListener(observable -> show());
        show();
    }

    /** The node to be shown. */
    public ScrollPane root() {
        return root;
    }

    private void show() {
        Optional<List<PlanFinding>> found = model.findings();
        if (model.problem().isPresent()) {
            lines.getChildren().setAll(new ProblemBox(model.problem().get(), texts));
        } else if (found.isEmpty()) {
            lines.getChildren().setAll(muted(texts.get("recovery.health.looking")));
        } else if (found.get().isEmpty()) {
            lines.getChildren().setAll(good());
        } else {
            lines.getChildren().setAll(found.get().stream().map(this::line).toList());
        }
    }

    private Node good() {
        StateLabel label = new StateLabel();
        label.show(StateLabel.Tone.GOOD, texts.get("recovery.health.nothing"));
        return label;
    }

    private Node line(PlanFinding finding) {
        StateLabel what = new StateLabel();
        String said = texts.say(finding.problem().what());
        boolean named = finding.item().isEmpty() || said.contains(finding.item());
        what.show(HealthWords.tone(finding.severity()), named ? said : finding.item() + ": " + said);
        what.setWrapText(true);
        what.setMinHeight(Region.USE_PREF_SIZE);
        what.setAccessibleText(words.health(finding.severity()) + ", " + what.getText());
        VBox line = new VBox(2, what);
        if (!finding.problem().remedy().isBlank()) {
            Label remedy = muted(texts.say(finding.problem().remedy()));
            remedy.setPadding(new Insets(0, 0, 0, 18));
            line.getChildren().add(remedy);
        }
        return line;
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("text-muted");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
