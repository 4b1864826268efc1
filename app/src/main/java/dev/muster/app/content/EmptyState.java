package dev.muster.app.content;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** What an empty screen shows: what the thing is for, and the first thing to do. */
public final class EmptyState extends VBox {
    public EmptyState(String id, String title, String sentence, String action, Runnable onAction) {
        super(8);
        setId(id);
        setAlignment(Pos.CENTER);
        getStyleClass().add("empty-state");
        Label head = new Label(title);
        head.getStyleClass().add("section-title");
        Label text = new Label(sentence);
        text.setWrapText(true);
        text.setMaxWidth(420);
        text.setTextAlignment(TextAlignment.CENTER);
        text.getStyleClass().add("text-muted");
        Button button = new Button(action);
        button.setId(id + "-action");
        button.setOnAction(event -> onAction.run());
        getChildren().addAll(head, text, button);
    }
}
