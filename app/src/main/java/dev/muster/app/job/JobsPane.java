package dev.muster.app.job;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.Columns;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The jobs at the bottom of the window, and beside them the steps and log of the one opened. */
public final class JobsPane {
    /** How much of the window stays above an open job. */
    private static final double OPEN_AT = 0.5;

    private static final Set<String> KEPT_NARROW = Set.of("job-state", "job-title");

    private final JobsViewModel jobs;
    private final Asks asks;
    private final Texts texts;
    private final Reversals reversals;
    private final JobWords words;
    private final Steering steering;
    private final String prefix;
    private final ObservableList<JobRow> rows;
    private final TableView<JobRow> table = new TableView<>();
    private final SplitPane split = new SplitPane();
    private final BorderPane root = new BorderPane();
    private Optional<JobView> open = Optional.empty();
    private OptionalDouble before = OptionalDouble.empty();

    /**
     * The pane.
     *
     * @param onProblem where refusals are shown
     */
    public JobsPane(JobsViewModel jobs, Asks asks, Texts texts, Reversals reversals, Consumer<Problem> onProblem) {
        this(jobs, asks, texts, reversals, onProblem, "jobs", jobs.rows());
    }

    /**
     * A pane of some of the jobs.
     *
     * @param prefix begins the ids of its parts, and names its texts
     * @param rows those jobs
     */
    public JobsPane(
            JobsViewModel jobs,
            Asks asks,
            Texts texts,
            Reversals reversals,
            Consumer<Problem> onProblem,
            String prefix,
            ObservableList<JobRow> rows) {
        this.prefix = prefix;
        this.rows = rows;
        this.jobs = jobs;
        this.asks = asks;
        this.texts = texts;
        this.reversals = reversals;
        this.words = new JobWords(texts);
        this.steering = new Steering(asks, onProblem);
        build();
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** Takes over a line that a job logged. */
    public void heard(JobId job, LogLine line) {
        open.filter(view -> view.job().equals(job)).ifPresent(view -> view.heard(line));
    }

    /** Opens a job's steps and log beside the list. */
    public void open(JobId id) {
        jobs.row(id).ifPresent(row -> {
            table.getSelectionModel().select(row);
            table.scrollTo(row);
            show(row);
        });
    }

    @SuppressWarnings("ReferenceEquality") // the very list of all, not one with the same jobs
    private void build() {
        root.setId(prefix + "-pane");
        root.getStylesheets().add(ContentStyle.sheet());
        Label title = new Label(texts.get(prefix.replace('-', '.') + ".title"));
        title.getStyleClass().add("section-title");
        Label count = new Label();
        count.setId(prefix + "-count");
        count.getStyleClass().add("text-muted");
        if (rows == jobs.rows()) {
            Texts said = texts; // the count lasts as long as the session: it must not know of this pane
            count.textProperty()
                    .bind(jobs.runningProperty()
                            .map(number -> said.get("jobs.running", number))
                            .orElse(""));
        }
        HBox header = new HBox(12, title, count);
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        root.setTop(header);
        table.setId(prefix + "-table");
        table.setAccessibleText(texts.get("jobs.title"));
        table.getStyleClass().add("live-table");
        table.setFixedCellSize(32);
        table.setItems(rows);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        Label none = new Label(texts.get(prefix.replace('-', '.') + ".none"));
        none.getStyleClass().add("text-muted");
        table.setPlaceholder(none);
        columns();
        Columns.keepHeadings(table, table.getColumns());
        table.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                openSelected();
            }
        });
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                openSelected();
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE) {
                cancelSelected();
            } else if (event.getCode() == KeyCode.P && !event.isShortcutDown()) {
                selected().map(JobRow::job).ifPresent(steering::toggle);
            } else if (event.getCode() == KeyCode.ESCAPE && open.isPresent()) {
                close();
                event.consume();
            }
        });
        table.setContextMenu(menu());
        split.getItems().add(table);
        root.setCenter(split);
    }

    private void columns() {
        Comparator<Job> unordered = Comparator.comparing(Job::created);
        table.getColumns()
                .add(Columns.node(
                        "job-state",
                        texts.get("jobs.column.state"),
                        130,
                        JobsPane::job,
                        StateLabel::new,
                        (label, job) -> label.show(JobTones.of(job), words.state(job)),
                        unordered));
        table.getColumns()
                .add(Columns.text(
                        "job-title", texts.get("jobs.column.title"), 260, JobsPane::job, this::title, unordered));
        table.getColumns()
                .add(Columns.node(
                        "job-progress",
                        texts.get("jobs.column.progress"),
                        140,
                        JobsPane::job,
                        JobsPane::bar,
                        this::fill,
                        unordered));
        table.getColumns()
                .add(Columns.text(
                        "job-figures", texts.get("jobs.column.figures"), 220, JobsPane::job, this::figures, unordered));
        table.getColumns()
                .add(Columns.text(
                        "job-waits", texts.get("jobs.column.waiting"), 220, JobsPane::job, this::waits, unordered));
        table.getColumns()
                .add(Columns.text("job-by", texts.get("jobs.column.by"), 130, JobsPane::job, Job::by, unordered));
        table.getColumns()
                .add(Columns.node("job-cancel", "", 110, JobsPane::job, this::cancelButton, this::arm, unordered));
        for (TableColumn<JobRow, ?> column : table.getColumns()) {
            column.setSortable(false);
            column.setReorderable(false);
            if (column.getId().equals("job-cancel")) {
                column.setMinWidth(Columns.headWidth(texts.get("jobs.cancel")) + 16);
            } else if (column.getId().equals("job-figures")) {
                column.setMinWidth(210);
            }
        }
    }

    private static ObservableValue<Job> job(JobRow row) {
        return row.jobProperty();
    }

    private String title(Job job) {
        String title = texts.say(job.title());
        return job.recovered().isEmpty() ? title : title + " — " + texts.say(job.recovered());
    }

    private static ProgressBar bar() {
        ProgressBar bar = new ProgressBar();
        bar.getStyleClass().add("job-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        return bar;
    }

    private void fill(ProgressBar bar, Job job) {
        double fraction = jobs.row(job.id()).map(JobRow::fraction).orElse(0.0);
        bar.setVisible(!job.state().isEnded());
        bar.setProgress(fraction);
        bar.setPrefWidth(124);
        bar.setAccessibleText(figures(job));
    }

    private String figures(Job job) {
        return jobs.row(job.id()).map(words::progress).orElse("");
    }

    private String waits(Job job) {
        if (!job.asking().isEmpty()) {
            return words.asks(job);
        }
        if (job.state() == JobState.PAUSED) {
            return words.pause(job);
        }
        return job.problem()
                .map(why -> texts.say(why.what()))
                .orElseGet(() -> jobs.row(job.id())
                        .map(JobRow::waitingFor)
                        .filter(waits -> !waits.isEmpty())
                        .map(waits -> texts.get("jobs.waits", texts.say(waits)))
                        .orElse(""));
    }

    private Button cancelButton() {
        Button button = new Button(texts.get("jobs.cancel"));
        button.getStyleClass().addAll("small", "cancel-job");
        return button;
    }

    private void arm(Button button, Job job) {
        button.setVisible(!job.state().isEnded());
        button.setDisable(!job.cancellable());
        button.setAccessibleText(texts.get("jobs.cancel.of", texts.say(job.title())));
        button.setOnAction(event -> steering.cancel(job));
    }

    private Optional<JobRow> selected() {
        return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
    }

    private void cancelSelected() {
        selected().map(JobRow::job).filter(Job::cancellable).ifPresent(steering::cancel);
    }

    private ContextMenu menu() {
        MenuItem show = new MenuItem(texts.get("jobs.open"));
        show.setAccelerator(new KeyCodeCombination(KeyCode.ENTER));
        show.setOnAction(event -> openSelected());
        MenuItem cancel = new MenuItem(texts.get("jobs.cancel"));
        cancel.setAccelerator(new KeyCodeCombination(KeyCode.DELETE));
        cancel.setOnAction(event -> cancelSelected());
        MenuItem pause = new MenuItem(texts.get("jobs.pause"));
        pause.setAccelerator(new KeyCodeCombination(KeyCode.P));
        pause.setOnAction(event -> selected().map(JobRow::job).ifPresent(steering::toggle));
        ContextMenu menu = new ContextMenu(show, pause, cancel);
        menu.setOnShowing(event -> {
            boolean paused = selected()
                    .filter(row -> row.job().state() == JobState.PAUSED)
                    .isPresent();
            pause.setText(texts.get(paused ? "jobs.continue" : "jobs.pause"));
            pause.setDisable(
                    selected().map(JobRow::job).filter(Steering::canToggle).isEmpty());
            show.setDisable(selected().isEmpty());
            cancel.setDisable(
                    selected().map(JobRow::job).filter(Job::cancellable).isEmpty());
        });
        return menu;
    }

    private void openSelected() {
        selected().ifPresent(this::show);
    }

    private void show(JobRow row) {
        close();
        JobView view = new JobView(row, new JobLogViewModel(asks, row.id()), texts, reversals, steering, this::close);
        open = Optional.of(view);
        split.getItems().add(view.root());
        split.setDividerPositions(0.36);
        narrow(true);
        makeRoom();
    }

    /** Where the pane is the lower part of the window, a job's problem and what to do about it are to be read whole. */
    private void makeRoom() {
        frame().filter(frame -> frame.getDividerPositions()[0] > OPEN_AT).ifPresent(frame -> {
            before = OptionalDouble.of(frame.getDividerPositions()[0]);
            frame.setDividerPositions(OPEN_AT);
        });
    }

    private void giveRoomBack() {
        before.ifPresent(position -> frame().ifPresent(frame -> frame.setDividerPositions(position)));
        before = OptionalDouble.empty();
    }

    private Optional<SplitPane> frame() {
        for (Node each = root.getParent(); each != null; each = each.getParent()) {
            if (each instanceof SplitPane frame && frame.getItems().contains(root)) {
                return Optional.of(frame);
            }
        }
        return Optional.empty();
    }

    /** Beside an open job the list shows only which jobs there are. */
    private void narrow(boolean yes) {
        for (TableColumn<JobRow, ?> column : table.getColumns()) {
            column.setVisible(!yes || KEPT_NARROW.contains(column.getId()));
        }
    }

    /** Closes the job that is open, if one is; also before the pane is no longer shown. */
    public void close() {
        open.ifPresent(view -> {
            view.deactivate();
            split.getItems().remove(view.root());
            narrow(false);
            giveRoomBack();
            table.requestFocus();
        });
        open = Optional.empty();
    }
}
