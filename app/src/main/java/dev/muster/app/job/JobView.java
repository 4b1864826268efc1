package dev.muster.app.job;

import dev.muster.app.content.ProblemBox;
import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
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
    private final VBox steps = new VBox(4);
    private final TextArea lines = new TextArea();
    private final BorderPane root = new BorderPane();
    private final ChangeListener<Job> onJob = (of, was, is) -> fill(is);
    private final ListChangeListener<LogLine> onLines = change -> {
        while (change.next()) {
            change.getAddedSubList().forEach(this::append);
        }
    };

    private final Button cancel = new Button();
    /** How long a step takes goes with the time. */
    private final Timeline clock = new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), event -> tick()));

    JobView(JobRow row, JobLogViewModel log, Texts texts, Runnable onCancel, Runnable onClose) {
        this.row = row;
        this.log = log;
        this.texts = texts;
        this.words = new JobWords(texts);
        build(onCancel, onClose);
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
        fill(row.job());
    }

    private void build(Runnable onCancel, Runnable onClose) {
        root.setId("job-view");
        Label title = new Label(row.job().title());
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
        cancel.setAccessibleText(texts.get("jobs.cancel.of", row.job().title()));
        cancel.setOnAction(event -> onCancel.run());
        cancel.managedProperty().bind(cancel.visibleProperty());
        close.setMinWidth(Region.USE_PREF_SIZE);
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                onClose.run();
                event.consume();
            }
        });
        HBox header = new HBox(8, title, gap, cancel, close);
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        root.setTop(header);
        steps.setPadding(new Insets(8, 16, 8, 16));
        ScrollPane scroll = new ScrollPane(steps);
        scroll.setFitToWidth(true);
        lines.setId("job-log");
        lines.setEditable(false);
        lines.getStyleClass().add("mono");
        lines.setAccessibleText(texts.get("job.log"));
        lines.setPrefRowCount(6);
        lines.setPromptText(texts.get("job.log.none"));
        lines.setWrapText(true);
        SplitPane both = new SplitPane(scroll, lines);
        both.setDividerPositions(0.5);
        root.setCenter(both);
    }

    private void fill(Job job) {
        cancel.setVisible(!job.state().isEnded());
        cancel.setDisable(!job.cancellable());
        steps.getChildren().clear();
        job.problem().ifPresent(problem -> steps.getChildren().add(new ProblemBox(problem, texts)));
        if (!job.recovered().isEmpty()) {
            Label note = new Label(texts.get("job.recovered", job.recovered()));
            note.getStyleClass().add("text-muted");
            steps.getChildren().add(note);
        }
        job.steps().forEach(step -> steps.getChildren().add(line(step)));
    }

    private HBox line(Step step) {
        StateLabel state = new StateLabel();
        state.show(JobTones.of(step.state()), words.state(step.state()));
        state.setMinWidth(110);
        Label name = new Label(step.waitingFor().isEmpty() ? step.name() : step.name() + " — " + step.waitingFor());
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        Label took = new Label(step.started()
                .map(began ->
                        Amounts.duration(Duration.between(began, step.ended().orElseGet(Instant::now))))
                .orElse(""));
        took.getStyleClass().add("text-muted");
        took.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(8, state, name, took);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void append(LogLine line) {
        lines.appendText(CLOCK.format(line.at()) + "  " + line.text() + "\n");
    }
}
