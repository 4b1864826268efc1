package dev.muster.app.recovery.run;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Steering;
import dev.muster.model.job.JobState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The one number, the one sentence and the one thing to do next, large enough to be read from the other side of a room. */
final class RunHeader {
    private static final PseudoClass LATE = PseudoClass.getPseudoClass("late");

    private final RunViewModel model;
    private final Texts texts;
    private final RunWords words;
    private final Label kind = new Label();
    private final Label about = new Label();
    private final Label figure = new Label();
    private final Label against = new Label();
    private final Label late = new Label();
    private final StateLabel sentence = new StateLabel();
    private final Label counts = new Label();
    private final Button next = new Button();
    private final Button pause = new Button();
    private final Button cancel = new Button();
    private final Button back = new Button();
    private final ButtonHint pauseHint = new ButtonHint(pause);
    private final ButtonHint cancelHint = new ButtonHint(cancel);
    private final ButtonHint backHint = new ButtonHint(back);
    private final VBox root = new VBox(4);

    /**
     * The header.
     *
     * @param onNext does the one thing to do next
     * @param onCancel asks before it cancels
     * @param onBack asks before it takes back what stands
     */
    RunHeader(
            ConsoleContext context,
            RunViewModel model,
            RunWords words,
            Consumer<Standing> onNext,
            Runnable onCancel,
            Runnable onBack) {
        this.model = model;
        this.texts = context.texts();
        this.words = words;
        root.setId("run-header");
        root.getStyleClass().add("run-header");
        kind.setId("run-kind");
        kind.getStyleClass().add("run-kind");
        kind.setMinWidth(Region.USE_PREF_SIZE);
        about.getStyleClass().add("text-muted");
        figure.setId("run-figure");
        figure.getStyleClass().add("run-figure");
        figure.setMinWidth(Region.USE_PREF_SIZE);
        against.setId("run-against");
        against.getStyleClass().add("run-against");
        late.setId("run-late");
        late.getStyleClass().add("run-late");
        sentence.setId("run-sentence");
        sentence.getStyleClass().add("run-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        counts.setId("run-counts");
        counts.getStyleClass().add("text-muted");
        counts.setWrapText(true);
        counts.setMinHeight(Region.USE_PREF_SIZE);
        button(next, "run-next");
        next.setOnAction(event -> model.picture().ifPresent(run -> onNext.accept(run.standing())));
        button(pause, "run-pause");
        pause.setOnAction(event -> model.toggle());
        button(cancel, "run-cancel");
        cancel.setText(texts.get("recovery.run.cancel"));
        cancel.getStyleClass().addAll("flat", "danger");
        cancel.setOnAction(event -> onCancel.run());
        button(back, "run-back");
        back.setText(texts.get("recovery.cleanup"));
        back.getStyleClass().addAll("flat", "danger");
        back.setOnAction(event -> onBack.run());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, kind, about, gap, backHint.holder(), cancelHint.holder(), pauseHint.holder(), next);
        top.setAlignment(Pos.CENTER_LEFT);
        HBox number = new HBox(12, figure, against, late);
        number.setAlignment(Pos.BASELINE_LEFT);
        root.getChildren().addAll(top, number, sentence, counts);
    }

    private static void button(Button button, String id) {
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.managedProperty().bind(button.visibleProperty());
    }

    Node root() {
        return root;
    }

    /** Shows the run as it is now. */
    void show(RunPicture run) {
        kind.setText(words.kind(run.of().kind()));
        about.setText(words.about(run));
        figure.setText(RunWords.duration(Duration.ofSeconds(run.elapsed().toSeconds())));
        figure.pseudoClassStateChanged(LATE, run.isLate());
        against.setText(words.against(run));
        late.setText(run.objective()
                .filter(most -> run.isLate())
                .map(most -> texts.get(
                        "recovery.run.late", RunWords.duration(run.elapsed().minus(most))))
                .orElse(""));
        sentence.show(RunWords.tone(run.standing()), words.sentence(run));
        counts.setText(words.counts(run));
        Optional<String> refusal = model.mayRun() ? Optional.empty() : Optional.of(texts.get("object.refused.role"));
        String verb = words.next(run);
        boolean paused = run.job().state() == JobState.PAUSED;
        // continuing has a button of its own already
        boolean steers = run.standing().next() == Standing.Next.CONTINUE;
        next.setText(verb);
        next.setVisible(!verb.isEmpty() && !steers);
        next.setDisable(refusal.isPresent() && run.standing().next() == Standing.Next.AGAIN);
        style(next, next.isVisible());
        pause.setVisible(Steering.canToggle(run.job()));
        pause.setText(texts.get(paused ? "jobs.continue" : "jobs.pause"));
        pause.setDisable(refusal.isPresent());
        pauseHint.say(refusal, pause.getText() + " (P)");
        style(pause, steers);
        back.setVisible(model.standsProperty().get());
        back.setDisable(refusal.isPresent());
        backHint.say(refusal, texts.get("recovery.cleanup.hint"));
        cancel.setVisible(!run.job().state().isEnded());
        cancel.setDisable(refusal.isPresent() || !run.job().cancellable());
        cancelHint.say(refusal, cancel.getText());
    }

    private static void style(Button button, boolean accent) {
        if (accent != button.getStyleClass().contains("accent")) {
            if (accent) {
                button.getStyleClass().add("accent");
            } else {
                button.getStyleClass().remove("accent");
            }
        }
    }
}
