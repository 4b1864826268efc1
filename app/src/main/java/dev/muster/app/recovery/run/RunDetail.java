package dev.muster.app.recovery.run;

import dev.muster.app.content.ProblemBox;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobTones;
import dev.muster.app.job.JobWords;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Substep;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The selected line of a run: its times, its gates and what they were met by, what it said, and its part of the log. */
final class RunDetail {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Texts texts;
    private final RunWords words;
    private final Label title = new Label();
    private final StateLabel state = new StateLabel();
    private final Label times = new Label();
    private final VBox parts = new VBox(4);
    private final Button console = new Button();
    private final Button steps = new Button();
    private final TextArea said = new TextArea();
    private final BorderPane root = new BorderPane();
    private Optional<RunLine> shown = Optional.empty();
    private Optional<JobId> job = Optional.empty();

    RunDetail(ConsoleContext context, RunWords words) {
        this.texts = context.texts();
        this.words = words;
        root.setId("run-detail");
        root.getStyleClass().add("run-detail");
        title.setId("run-detail-title");
        title.getStyleClass().add("section-title");
        title.setMinWidth(0);
        button(console, "run-console", "recovery.run.console");
        console.setOnAction(event -> shown.map(line -> line.step().subject())
                .filter(subject -> !subject.isEmpty())
                .ifPresent(subject -> context.openTab().accept(VmId.of(subject), "console")));
        button(steps, "run-job", "recovery.run.job");
        steps.setOnAction(event -> job.ifPresent(context.openJob()));
        state.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(12, title, state, gap, console, steps);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("pane-header");
        times.setId("run-times");
        times.getStyleClass().add("text-muted");
        times.setWrapText(true);
        times.setMinHeight(Region.USE_PREF_SIZE);
        times.managedProperty().bind(times.textProperty().isNotEmpty());
        parts.setId("run-parts");
        VBox left = new VBox(8, times, parts);
        left.getStyleClass().add("run-detail-left");
        ScrollPane scroll = new ScrollPane(left);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("dialog-scroll");
        said.setId("run-said");
        said.setEditable(false);
        said.setWrapText(true);
        said.getStyleClass().addAll("mono", "run-said");
        said.setAccessibleText(texts.get("recovery.run.log"));
        said.setPromptText(texts.get("recovery.run.log.none"));
        SplitPane both = new SplitPane(scroll, said);
        both.setDividerPositions(0.45);
        root.setTop(head);
        root.setCenter(both);
        root.setMinHeight(100);
    }

    private void button(Button button, String id, String key) {
        button.setText(texts.get(key));
        button.setId(id);
        button.getStyleClass().addAll("small", "flat");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.managedProperty().bind(button.visibleProperty());
    }

    Node root() {
        return root;
    }

    /** Shows that line of that run, and what of the log is about it. */
    void show(RunPicture run, Optional<RunLine> line, List<LogLine> log) {
        job = Optional.of(run.job().id());
        said(line, log);
        console.setVisible(line.filter(one -> !one.step().subject().isEmpty()
                        && !one.status().isOver()
                        && one.began().isPresent())
                .or(() -> line.filter(one -> one.status() == RunLine.Status.READY
                        && !one.step().subject().isEmpty()
                        && !run.job().state().isEnded()))
                .isPresent());
        // what shows stays as it is while nothing of it changed: somebody may be selecting in it
        if (line.equals(shown) && !title.getText().isEmpty()) {
            return;
        }
        shown = line;
        title.setText(line.map(words::title).orElse(texts.get("recovery.run.detail.none")));
        state.setVisible(line.isPresent());
        line.ifPresent(one -> state.show(RunWords.tone(one.status()), words.status(one)));
        times.setText(line.map(one -> words.times(one, run.began())).orElse(""));
        parts.getChildren().setAll(line.map(one -> nodes(run, one)).orElse(List.of()));
    }

    private List<Node> nodes(RunPicture run, RunLine line) {
        List<Node> nodes = new ArrayList<>();
        for (Substep part : line.step().substeps()) {
            StateLabel name = new StateLabel();
            name.show(JobTones.of(part.state()), words.part(run.spec(), line, part));
            name.setMinWidth(0);
            Label seen = new Label(part.output().isEmpty() ? "" : part.output().getLast());
            seen.getStyleClass().addAll("mono", "text-muted");
            seen.setMinWidth(0);
            HBox.setHgrow(seen, Priority.SOMETIMES);
            HBox row = new HBox(12, name, seen);
            row.setAlignment(Pos.CENTER_LEFT);
            nodes.add(row);
        }
        JobWords jobs = new JobWords(texts);
        line.step().answers().forEach(answer -> {
            Label told = new Label(jobs.told(answer));
            told.setWrapText(true);
            told.setMinHeight(Region.USE_PREF_SIZE);
            nodes.add(told);
        });
        // what is asked about stands above already
        line.step()
                .problem()
                .filter(why -> line.status() != RunLine.Status.ASKING)
                .ifPresent(why -> nodes.add(new ProblemBox(why, texts)));
        return nodes;
    }

    private void said(Optional<RunLine> line, List<LogLine> log) {
        Stream<String> output = line.stream()
                .flatMap(one -> one.step().substeps().stream())
                .filter(part -> !part.output().isEmpty())
                .flatMap(part -> part.output().stream());
        Stream<String> logged = line.stream()
                .flatMap(one -> log.stream()
                        .filter(each -> each.step() == one.step().index())
                        .map(each -> CLOCK.format(each.at()) + "  " + texts.say(each.text())));
        String text = String.join("\n", Stream.concat(output, logged).toList());
        if (!text.equals(said.getText())) {
            boolean grew = !said.getText().isEmpty() && text.startsWith(said.getText());
            double top = said.getScrollTop();
            said.setText(text);
            if (grew) {
                said.setScrollTop(top);
            }
        }
    }
}
