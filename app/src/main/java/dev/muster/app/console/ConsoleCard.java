package dev.muster.app.console;

import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** Why there is no console to be seen, and the one thing to do about it. */
final class ConsoleCard extends StackPane {
    ConsoleCard(Texts texts, String what, String words, Optional<String> action, Consumer<String> onAction) {
        setId("console-card-" + what);
        Label title = new Label(texts.get("console.card." + what));
        title.getStyleClass().add("section-title");
        title.setWrapText(true);
        title.setTextAlignment(TextAlignment.CENTER);
        Label text = new Label(words.isEmpty() ? texts.get("console.card." + what + ".text") : words);
        text.getStyleClass().add("text-muted");
        text.setWrapText(true);
        text.setMaxWidth(420);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setTextAlignment(TextAlignment.CENTER);
        VBox box = new VBox(8, new IconNode(icon(what)), title, text);
        action.ifPresent(name -> {
            Button button = new Button(texts.get("console.card." + name + ".action"));
            button.setId("console-" + name);
            button.setOnAction(event -> onAction.accept(name));
            box.getChildren().add(button);
        });
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("console-card");
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().add(box);
    }

    private static Icon icon(String what) {
        return switch (what) {
            case "off" -> Icon.OFF;
            case "lost" -> Icon.WORKING;
            case "refused" -> Icon.WARNING;
            default -> Icon.VM;
        };
    }
}
