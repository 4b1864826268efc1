package dev.muster.app.content;

import dev.muster.app.i18n.Texts;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.stage.Modality;
import javafx.stage.Window;

/** Dialogs, made alike: over their window, with Cancel on Escape and one button that does it. */
public final class Dialogs {
    /**
     * The dialog and its one button that does it.
     *
     * @param leave the button that leaves everything as it is
     * @param fit gives it the size again that its content wants, for content that grew or shrank
     */
    public record Made(Dialog<ButtonType> dialog, Button go, Button leave, Runnable fit) {
        /** Shows it without blocking; {@code onGo} runs when the button was pressed. */
        public void open(Runnable onGo) {
            dialog.setOnHidden(event -> {
                ButtonType result = dialog.getResult();
                if (result != null && result.getButtonData() == ButtonData.OK_DONE) {
                    onGo.run();
                }
            });
            dialog.show();
        }
    }

    private final Window owner;
    private final Texts texts;

    public Dialogs(Window owner, Texts texts) {
        this.owner = owner;
        this.texts = texts;
    }

    /** A dialog with that content. */
    public Made make(String id, String title, String verb, Node content) {
        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.initOwner(owner);
        dialog.initModality(Modality.WINDOW_MODAL);
        dialog.setTitle(title);
        dialog.setHeaderText(null);
        dialog.setResizable(true);
        dialog.getDialogPane().setId(id);
        ButtonType go = new ButtonType(verb, ButtonData.OK_DONE);
        ButtonType cancel = new ButtonType(texts.get("dialog.cancel"), ButtonData.CANCEL_CLOSE);
        dialog.getDialogPane().getButtonTypes().addAll(cancel, go);
        dialog.getDialogPane().getStylesheets().add(ContentStyle.sheet());
        Button button = (Button) dialog.getDialogPane().lookupButton(go);
        button.setId(id + "-go");
        Button leave = (Button) dialog.getDialogPane().lookupButton(cancel);
        leave.setId(id + "-cancel");
        DialogFrame frame = new DialogFrame(dialog.getDialogPane(), owner, button, leave, content);
        return new Made(dialog, button, leave, frame::fit);
    }
}
