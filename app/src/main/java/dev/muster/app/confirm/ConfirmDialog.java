package dev.muster.app.confirm;

import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.ShownName;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Asks before something destructive or before many are reached. What loses something wants words typed, and its button stays off
 * until they are right; the rest is answered with a key.
 */
public final class ConfirmDialog {
    private static final int SHOWN = 8;
    private static final double ROW = 24;

    private final Dialogs dialogs;
    private final Texts texts;

    public ConfirmDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    /** Asks; {@code confirmed} runs once the right words were typed, where some are asked for, and the button pressed. */
    public void ask(Confirmation confirmation, Runnable confirmed) {
        VBox content = new VBox(8);
        content.setPadding(new Insets(16));
        content.setPrefWidth(460);
        Label title = new Label(confirmation.title());
        title.getStyleClass().add("section-title");
        Label meaning = wrapped(confirmation.meaning());
        content.getChildren().addAll(title, meaning);
        if (confirmation.names().size() > Confirmation.FEW) {
            content.getChildren().add(list(confirmation));
        } else if (confirmation.names().size() > 1) {
            content.getChildren()
                    .add(wrapped(String.join(
                            ", ",
                            confirmation.names().stream().map(ShownName::of).toList())));
        }
        Dialogs.Made made;
        if (confirmation.typed()) {
            TextField typed = field(confirmation, texts, content);
            made = dialogs.make("confirm", confirmation.title(), confirmation.verb(), content);
            made.go().getStyleClass().add("danger");
            made.go().setDisable(true);
            typed.textProperty().addListener((of, was, is) -> made.go().setDisable(!confirmation.accepts(is)));
            made.dialog().setOnShown(event -> typed.requestFocus());
        } else {
            made = dialogs.make("confirm", confirmation.title(), confirmation.verb(), content);
            made.go().getStyleClass().add("accent");
            made.dialog().setOnShown(event -> made.go().requestFocus());
        }
        made.open(confirmed);
    }

    /** All of them, to be read before it is said yes to. */
    private ListView<String> list(Confirmation confirmation) {
        ListView<String> names = new ListView<>(FXCollections.observableList(
                confirmation.names().stream().map(ShownName::of).toList()));
        names.setId("confirm-names");
        names.setAccessibleText(texts.get("confirm.names", confirmation.names().size()));
        names.setFixedCellSize(ROW);
        names.setPrefHeight(Math.min(SHOWN, confirmation.names().size()) * ROW + 2);
        names.setMinHeight(3 * ROW);
        names.getStyleClass().add("dense");
        return names;
    }

    /** Adds the question and its field to {@code content}. */
    public static TextField field(Confirmation confirmation, Texts texts, VBox content) {
        Label ask = wrapped(texts.get("confirm.type", confirmation.toType()));
        TextField typed = new TextField();
        typed.setId("confirm-name");
        typed.setAccessibleText(ask.getText());
        ask.setLabelFor(typed);
        content.getChildren().addAll(ask, typed);
        return typed;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
