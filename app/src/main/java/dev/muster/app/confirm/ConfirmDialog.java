package dev.muster.app.confirm;

import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.model.inventory.ShownName;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks for the object's name before something destructive; its button stays off until the name is right. */
public final class ConfirmDialog {
    private final Dialogs dialogs;
    private final Texts texts;

    public ConfirmDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    /** Asks; {@code confirmed} runs once the right words were typed and the button pressed. */
    public void ask(Confirmation confirmation, Runnable confirmed) {
        VBox content = new VBox(8);
        content.setPadding(new Insets(16));
        content.setPrefWidth(460);
        Label title = new Label(confirmation.title());
        title.getStyleClass().add("section-title");
        Label meaning = wrapped(confirmation.meaning());
        content.getChildren().addAll(title, meaning);
        if (confirmation.names().size() > 1) {
            int shown = Math.min(8, confirmation.names().size());
            String names = String.join(
                    ", ",
                    confirmation.names().subList(0, shown).stream()
                            .map(ShownName::of)
                            .toList());
            int more = confirmation.names().size() - shown;
            content.getChildren().add(wrapped(more == 0 ? names : names + " " + texts.get("confirm.more", more)));
        }
        TextField typed = field(confirmation, texts, content);
        Dialogs.Made made = dialogs.make("confirm", confirmation.title(), confirmation.verb(), content);
        made.go().getStyleClass().add("danger");
        made.go().setDisable(true);
        typed.textProperty().addListener((of, was, is) -> made.go().setDisable(!confirmation.accepts(is)));
        made.dialog().setOnShown(event -> typed.requestFocus());
        made.open(confirmed);
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
