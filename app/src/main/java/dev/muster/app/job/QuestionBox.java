package dev.muster.app.job;

import dev.muster.app.content.ProblemBox;
import dev.muster.app.i18n.Texts;
import dev.muster.model.job.Job;
import dev.muster.model.job.Question;
import dev.muster.model.job.Step;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What a step waits to be told: why it failed if it did, the question, a field for the reason, a button for each choice. */
public final class QuestionBox extends VBox {
    private final Step step;
    private final Question question;
    private final Texts texts;
    private final Label left = new Label();
    private final TextField reason = new TextField();

    /** The question of that step of that job. */
    public QuestionBox(Job job, Step step, Question question, Texts texts, Steering steering) {
        super(8);
        this.step = step;
        this.question = question;
        this.texts = texts;
        getStyleClass().add("question-box");
        setId("question-" + step.index());
        setPadding(new Insets(12));
        step.problem().ifPresent(why -> getChildren().add(new ProblemBox(why, texts)));
        Label text = new Label(texts.say(question.text()));
        text.getStyleClass().add("question-text");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().add(text);
        boolean reasoned = question.choices().stream().anyMatch(Question.Choice::reasoned);
        if (reasoned) {
            reason.setId("question-reason-" + step.index());
            reason.setPromptText(texts.get("job.question.reason"));
            reason.setAccessibleText(texts.get("job.question.reason"));
            getChildren().add(reason);
        }
        FlowPane buttons = new FlowPane(8, 8);
        buttons.setAlignment(Pos.CENTER_LEFT);
        question.choices().forEach(choice -> buttons.getChildren().add(button(job, choice, steering)));
        left.getStyleClass().add("text-muted");
        left.setMinWidth(Region.USE_PREF_SIZE);
        buttons.getChildren().add(left);
        getChildren().add(buttons);
        setAccessibleText(text.getText());
        tick(Instant.now());
    }

    private Button button(Job job, Question.Choice choice, Steering steering) {
        Button button = new Button(texts.say(choice.label()));
        button.setId("question-" + step.index() + "-" + choice.id());
        button.getStyleClass().add("small");
        if (choice.reasoned()) {
            button.disableProperty()
                    .bind(reason.textProperty().map(String::isBlank).orElse(true));
        }
        button.setOnAction(event -> steering.answer(job, step, choice.id(), reason.getText()));
        return button;
    }

    /** Whether that step asks exactly this. */
    public boolean isFor(Step other) {
        return other.index() == step.index()
                && other.question().filter(question::equals).isPresent();
    }

    /** What becomes of it when nobody answers, and when. */
    public void tick(Instant now) {
        left.setText(question.until()
                .map(until -> texts.get(
                        "job.question.until",
                        question.choice(question.byDefault())
                                .map(choice -> texts.say(choice.label()))
                                .orElse(question.byDefault()),
                        Amounts.duration(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO)))
                .orElse(""));
        left.setManaged(!left.getText().isEmpty());
    }
}
