package dev.muster.app.job;

import dev.muster.app.content.ProblemBox;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Pause;
import dev.muster.model.job.Step;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One job: its steps with their times, why it failed, and its log as it grows. */
public final class JobView {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final JobRow row;
    private final JobLogViewModel log;
    private final Texts texts;
    private final JobWords words;
    private final VBox notes = new VBox(4);
    /** Only those that show have nodes: a job may have thousands of steps. */
    private final ListView<Step> steps = new ListView<>();

    private final TextArea lines = new TextArea();
    private final BorderPane root = new BorderPane();
    private final ChangeListener<Job> onJob = (of, was, is) -> fill(is);
    private final ListChangeListener<LogLine> onLines = change -> {
        while (change.next()) {
            change.getAddedSubList().forEach(this::append);
        }
    };

    private boolean ended;
    private Optional<Problem> problem = Optional.empty();
    private Optional<Pause> paused = Optional.empty();
    private final Button cancel = new Button();
    private final Button pause = new Button();
    private final Steering steering;
    private final List<QuestionBox> questions = new ArrayList<>();
    private final Button reverse = new Button();
    private final Reversals reversals;
    /** How long a step takes goes with the time. */
    private final Timeline clock = new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), event -> tick()));

    JobView(JobRow row, JobLogViewModel log, Texts texts, Reversals reversals, Steering steering, Runnable onClose) {
        this.reversals = reversals;
        this.steering = steering;
        this.row = row;
        this.log = log;
        this.texts = texts;
        this.words = new JobWords(texts);
        build(onClose);
        row.jobProperty().addListener(onJob);
        log.lines().forEach(this::append);
        log.lines().addListener(onLines);
        fill(row.job());
        log.load();
        clock.setCycleCount(Animation.INDEFINITE);
        clock.play();
    }

    JobId job() {
        return row.id();
    }

    Parent root() {
        return root;
    }

    void heard(LogLine line) {
        log.heard(line);
    }

    void deactivate() {
        clock.stop();
        row.jobProperty().removeListener(onJob);
        log.lines().removeListener(onLines);
    }

    private void tick() {
        if (row.job().state().isEnded()) {
            clock.stop();
        }
        Instant now = Instant.now();
        questions.forEach(question -> question.tick(now));
        steps.refresh();
    }

    private void build(Runnable onClose) {
        root.setId("job-view");
        Label title = new Label(texts.say(row.job().title()));
        title.getStyleClass().add("section-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button close = new Button(texts.get("dialog.close"));
        close.setId("job-view-close");
        close.getStyleClass().addAll("small", "flat");
        close.setOnAction(event -> onClose.run());
        cancel.setText(texts.get("jobs.cancel"));
        cancel.setId("job-view-cancel");
        cancel.getStyleClass().add("small");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setAccessibleText(texts.get("jobs.cancel.of", texts.say(row.job().title())));
        cancel.setOnAction(event -> steering.cancel(row.job()));
        pause.setId("job-view-pause");
        pause.getStyleClass().add("small");
        pause.setMinWidth(Region.USE_PREF_SIZE);
        pause.setOnAction(event -> steering.toggle(row.job()));
        pause.managedProperty().bind(pause.visibleProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        close.setMinWidth(Region.USE_PREF_SIZE);
        reverse.setId("job-view-reverse");
        reverse.getStyleClass().add("small");
        reverse.setMinWidth(Region.USE_PREF_SIZE);
        reverse.managedProperty().bind(reverse.visibleProperty());
        reverse.setVisible(false);
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                onClose.run();
                event.consume();
            }
        });
        HBox header = new HBox(8, title, gap, reverse, pause, cancel, close);
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        root.setTop(header);
        notes.setPadding(new Insets(8, 16, 8, 16));
        notes.setMinHeight(Region.USE_PREF_SIZE);
        notes.managedProperty().bind(notes.visibleProperty());
        steps.setId("job-steps");
        steps.setAccessibleText(texts.get("job.steps"));
        steps.setFixedCellSize(28);
        steps.setCellFactory(list -> new StepCell(words));
        steps.getStyleClass().add("job-steps");
        VBox.setVgrow(steps, Priority.ALWAYS);
        VBox left = new VBox(notes, steps);
        lines.setId("job-log");
        lines.setEditable(false);
        lines.getStyleClass().add("mono");
        lines.setAccessibleText(texts.get("job.log"));
        lines.setPrefRowCount(6);
        lines.setPromptText(texts.get("job.log.none"));
        lines.setWrapText(true);
        SplitPane both = new SplitPane(left, lines);
        both.setDividerPositions(0.5);
        root.setCenter(both);
    }

    private void fill(Job job) {
        cancel.setVisible(!job.state().isEnded());
        cancel.setDisable(!job.cancellable());
        pause.setVisible(Steering.canToggle(job));
        pause.setText(texts.get(job.state() == JobState.PAUSED ? "jobs.continue" : "jobs.pause"));
        Optional<String> recovered =
                Optional.of(job.recovered()).filter(text -> !text.isEmpty()).map(texts::say);
        List<Step> asking = job.asking();
        boolean news = !job.problem().equals(problem)
                || !job.pause().equals(paused)
                || asking.size() != questions.size()
                || !IntStream.range(0, asking.size())
                        .allMatch(at -> questions.get(at).isFor(asking.get(at)));
        if (news || notes.getChildren().isEmpty()) {
            notes.getChildren().clear();
            questions.clear();
            problem = job.problem();
            paused = job.pause();
            asking.forEach(step -> step.question()
                    .ifPresent(question -> questions.add(new QuestionBox(job, step, question, texts, steering))));
            notes.getChildren().addAll(questions);
            problem.ifPresent(why -> notes.getChildren().add(new ProblemBox(why, texts)));
            Optional.of(words.pause(job))
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> notes.getChildren().add(note(text)));
            recovered.ifPresent(text -> notes.getChildren().add(note(texts.get("job.recovered", text))));
        }
        notes.setVisible(!notes.getChildren().isEmpty());
        show(job.steps());
        if (job.state().isEnded() && !ended) {
            ended = true;
            offerReverse();
        }
    }

    /** What can be reversed depends on how the VMs stand now, so it is asked for, and again once it was done. */
    private void offerReverse() {
        reversals.find(row.id(), reversal -> {
            reverse.setVisible(reversal.command().isPresent());
            reverse.setText(reversals.label(reversal));
            reverse.setTooltip(new Tooltip(texts.get("job.reverse.meaning")));
            reverse.setOnAction(event -> reversals.run(reversal, this::offerReverse));
        });
    }

    private static Label note(String text) {
        Label note = new Label(text);
        note.getStyleClass().add("text-muted");
        return note;
    }

    /** Takes over the steps that changed, so that the list stays where it was scrolled to. */
    private void show(List<Step> now) {
        if (now.size() != steps.getItems().size()) {
            steps.getItems().setAll(now);
            return;
        }
        for (int at = 0; at < now.size(); at++) {
            if (!now.get(at).equals(steps.getItems().get(at))) {
                steps.getItems().set(at, now.get(at));
            }
        }
    }

    private void append(LogLine line) {
        lines.appendText(CLOCK.format(line.at()) + "  " + texts.say(line.text()) + "\n");
    }
}
