package dev.muster.app.recovery.run;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.EmptyState;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobLogViewModel;
import dev.muster.app.job.QuestionBox;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.Step;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * The run of a plan as one watches it. Its colour says what is run: a test or a recovery. P pauses and continues; Escape in the
 * details leads back to the lines.
 */
public final class RunView implements Screen.View {
    private static final PseudoClass RECOVERY = PseudoClass.getPseudoClass("recovery");
    private static final PseudoClass TEST = PseudoClass.getPseudoClass("test");
    private static final double MOST_FOR_QUESTIONS = 280;

    private final ConsoleContext context;
    private final PlanId plan;
    private final RunViewModel model;
    private final Texts texts;
    private final RunHeader header;
    private final RunBoard board;
    private final RunDetail detail;
    private final VBox questions = new VBox(8);
    private final ScrollPane questionScroll = new ScrollPane(questions);
    private final List<QuestionBox> boxes = new ArrayList<>();
    private final SplitPane split = new SplitPane();
    private final EmptyState none;
    private final BorderPane root = new BorderPane();
    private final Timeline clock;
    private Optional<String> chosen = Optional.empty();
    private Optional<JobId> shown = Optional.empty();

    /** A view of that model's runs of that plan. */
    public RunView(ConsoleContext context, PlanId plan, RunViewModel model) {
        this.context = context;
        this.plan = plan;
        this.model = model;
        this.texts = context.texts();
        RunWords words = new RunWords(texts);
        this.header = new RunHeader(context, model, words, this::next, this::cancel, this::takeBack);
        this.board = new RunBoard(texts, words, model.lines(), this::choose);
        this.detail = new RunDetail(context, words);
        this.none = new EmptyState(
                "run-none",
                texts.get("recovery.run.none.title"),
                texts.get("recovery.run.none.text"),
                texts.get("recovery.run.none.action"),
                model::test);
        questions.getStyleClass().add("run-questions");
        questionScroll.setId("run-questions");
        questionScroll.setFitToWidth(true);
        questionScroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        questionScroll.getStyleClass().add("dialog-scroll");
        questionScroll.setMaxHeight(MOST_FOR_QUESTIONS);
        questionScroll.managedProperty().bind(questionScroll.visibleProperty());
        questionScroll.setVisible(false);
        split.setOrientation(Orientation.VERTICAL);
        split.getItems().addAll(board.root(), detail.root());
        split.setDividerPositions(0.66);
        SplitPane.setResizableWithParent(detail.root(), false);
        root.setId("run-view");
        root.getStyleClass().add("run-view");
        root.getStylesheets().add(ContentStyle.sheet());
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        this.clock = new Timeline(new KeyFrame(Duration.seconds(1), event -> tick()));
        clock.setCycleCount(Animation.INDEFINITE);
        model.pictureProperty().addListener(observable -> show());
        model.standsProperty().addListener(observable -> show());
        show();
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        model.activate();
        clock.play();
        show();
    }

    @Override
    public void deactivate() {
        clock.stop();
        model.deactivate();
    }

    private void tick() {
        model.tick();
        Instant now = Instant.now();
        boxes.forEach(box -> box.tick(now));
    }

    private void pressed(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl field && field.isEditable();
        if (event.getCode() == KeyCode.P && !typing && !event.isShortcutDown()) {
            model.toggle();
            event.consume();
        }
    }

    private void next(Standing standing) {
        switch (standing.next()) {
            case NOTHING, TAKE_BACK -> {}
            case ANSWER -> focusQuestion();
            case CONTINUE -> model.toggle();
            case LOOK -> {
                if (standing instanceof Standing.Incomplete incomplete) {
                    incomplete.line().ifPresent(line -> board.select(line.id()));
                }
            }
            case AGAIN -> model.test();
        }
    }

    /** Puts the keyboard on the first thing the first question can be answered with. */
    private void focusQuestion() {
        boxes.stream()
                .findFirst()
                .flatMap(box -> box.lookupAll(".button").stream()
                        .filter(node -> node instanceof Button button
                                && !button.isDisabled()
                                && button.getId() != null
                                && button.getId().startsWith("question-"))
                        .findFirst())
                .ifPresent(Node::requestFocus);
    }

    private void cancel() {
        model.picture().ifPresent(run -> {
            boolean test = run.of().kind() == RunKind.TEST;
            String kind = test ? "test" : "recovery";
            Confirmation asked = Confirmation.byKey(
                    texts.get("recovery.run.cancel.title." + kind, plan.text()),
                    texts.get("recovery.run.cancel.meaning." + kind),
                    run.begun(),
                    texts.get("recovery.run.cancel.verb"));
            new ConfirmDialog(context.dialogs(), texts).ask(asked, model::cancel);
        });
    }

    private void takeBack() {
        if (model.mayRun()) {
            new ConfirmDialog(context.dialogs(), texts).ask(HistoryView.cleanup(texts, plan), model::takeBack);
        }
    }

    private void choose(Optional<String> line) {
        chosen = line;
        model.picture().ifPresent(this::detail);
    }

    private void detail(RunPicture run) {
        detail.show(
                run,
                chosen.flatMap(run::line),
                model.log()
                        .<List<dev.muster.model.job.LogLine>>map(JobLogViewModel::lines)
                        .orElse(List.of()));
    }

    private void show() {
        Optional<RunPicture> now = model.picture();
        if (now.isEmpty()) {
            root.setTop(null);
            root.setCenter(none);
            shown = Optional.empty();
            return;
        }
        RunPicture run = now.get();
        boolean test = run.of().kind() == RunKind.TEST;
        root.pseudoClassStateChanged(TEST, test);
        root.pseudoClassStateChanged(RECOVERY, !test);
        if (!split.equals(root.getCenter())) {
            root.setTop(new VBox(header.root(), questionScroll));
            root.setCenter(split);
        }
        header.show(run);
        ask(run.job());
        board.show(run);
        if (!shown.equals(Optional.of(run.job().id()))) {
            shown = Optional.of(run.job().id());
            first(run).ifPresent(line -> board.select(line.id()));
        }
        detail(run);
    }

    /** The line one wants to see first: the one the run's sentence is about, else its first item. */
    private static Optional<RunLine> first(RunPicture run) {
        return run.standing()
                .about()
                .or(() -> run.lines().stream()
                        .filter(line -> line.kind().isItem())
                        .findFirst());
    }

    /** The boxes of questions that are still asked stay: somebody may be typing a reason into one. */
    private void ask(Job job) {
        List<Step> asking = job.asking();
        boolean same = asking.size() == boxes.size()
                && IntStream.range(0, asking.size())
                        .allMatch(at -> boxes.get(at).isFor(asking.get(at)));
        if (same) {
            return;
        }
        boxes.clear();
        asking.forEach(step -> step.question()
                .ifPresent(question -> boxes.add(new QuestionBox(job, step, question, texts, model.steering()))));
        questions.getChildren().setAll(boxes);
        questionScroll.setVisible(!boxes.isEmpty());
    }
}
