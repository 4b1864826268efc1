package dev.muster.app.content;

import dev.muster.app.i18n.Texts;
import dev.muster.model.error.Problem;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What happened, what it means for the VMs, what to do, and the details for the clipboard. */
public final class ProblemBox extends VBox {
    public ProblemBox(Problem problem, Texts texts) {
        super(4);
        getStyleClass().add("problem-box");
        setPadding(new Insets(12));
        Label what = line(texts.say(problem.what()));
        what.getStyleClass().add("problem-what");
        getChildren().add(what);
        if (!problem.meaning().isBlank()) {
            getChildren().add(line(texts.say(problem.meaning())));
        }
        if (!problem.remedy().isBlank()) {
            getChildren().add(line(texts.say(problem.remedy())));
        }
        Button copy = new Button(texts.get("problem.copy"));
        copy.setId("copy-details");
        copy.getStyleClass().addAll("small", "flat");
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(problem.text());
            Clipboard.getSystemClipboard().setContent(content);
        });
        Label code = new Label(problem.code().id());
        code.getStyleClass().add("text-muted");
        HBox foot = new HBox(8, code, copy);
        foot.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        getChildren().add(foot);
        setAccessibleText(texts.say(problem.what()));
    }

    private static Label line(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
