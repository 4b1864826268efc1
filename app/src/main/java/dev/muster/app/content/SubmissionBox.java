package dev.muster.app.content;

import dev.muster.app.ask.Submission;
import dev.muster.app.i18n.Texts;
import javafx.scene.layout.VBox;

/** Why the bridge refused what a dialog sent; empty where it did not. It closes its dialog when the bridge took it. */
public final class SubmissionBox extends VBox {
    private final Texts texts;

    public SubmissionBox(String id, Texts texts) {
        this.texts = texts;
        setId(id);
        setVisible(false);
        managedProperty().bind(visibleProperty());
    }

    /** Shows what becomes of it; {@code changed} runs after each change. */
    public void follow(Submission submission, Dialogs.Made made, Runnable changed) {
        submission.stateProperty().addListener((observable, oldValue, newValue) -> {
            switch (newValue) {
                case Submission.State.Refused refused -> getChildren().setAll(new ProblemBox(refused.problem(), texts));
                case Submission.State.Accepted _ -> made.dialog().close();
                case Submission.State.Editing _, Submission.State.Sending _ ->
                    getChildren().clear();
            }
            setVisible(!getChildren().isEmpty());
            changed.run();
            made.fit().run();
        });
    }
}
