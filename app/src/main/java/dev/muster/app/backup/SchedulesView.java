package dev.muster.app.backup;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveColumn;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import dev.muster.model.schedule.ScheduledRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The schedules: each with its rule and its last run, and below them the runs of the next two weeks. */
final class SchedulesView {
    /** Nothing failed; runs did not take place. */
    private static final PseudoClass MISSED = PseudoClass.getPseudoClass("missed");

    private final ConsoleContext context;
    private final SchedulesViewModel model;
    private final Texts texts;
    private final ScheduleWords words;
    private final ObjectTable<Schedule> table;
    private final ScheduleCalendarView calendar;
    private final Label wrong = new Label();
    private final HBox failed = new HBox(12);
    private final Button toggle;
    private final LiveColumn<?, ?> next;
    private final Timeline clock;
    private final BorderPane root = new BorderPane();

    SchedulesView(ConsoleContext context, SchedulesViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.words = new ScheduleWords(texts);
        this.table = new ObjectTable<>("schedules", texts.get("backup.schedules"), texts, model.rows());
        this.calendar = new ScheduleCalendarView(texts, this::choose);
        this.next = columns();
        this.toggle = actions();
        this.clock = new Timeline(new KeyFrame(Duration.minutes(1), event -> {
            next.tellAgain();
            model.tick();
        }));
        clock.setCycleCount(Animation.INDEFINITE);
        Label title = new Label(texts.get("backup.calendar.title"));
        title.getStyleClass().add("section-title");
        VBox below = new VBox(failed(), new VBox(8, title, calendar));
        below.getChildren().getLast().getStyleClass().add("schedule-below");
        root.setCenter(table.root());
        root.setBottom(below);
        table.whenEmpty(new EmptyState(
                "schedules-none",
                texts.get("backup.schedules.none"),
                texts.get("backup.schedules.none.text"),
                texts.get("backup.schedule.add"),
                this::add));
        table.onOpen(this::edit);
        table.onChosen(chosen -> show());
        model.revisionProperty().addListener((observable, oldValue, newValue) -> {
            table.chooseFirst();
            show();
        });
        show();
    }

    BorderPane root() {
        return root;
    }

    void activate() {
        model.activate();
        clock.play();
        // who one is, is known only once the bridge was heard
        table.refuseCreate(operator());
    }

    void deactivate() {
        clock.stop();
        model.deactivate();
    }

    private LiveColumn<?, ?> columns() {
        table.node(
                "state",
                texts.get("backup.column.state"),
                136,
                StateLabel::new,
                (cell, schedule) -> cell.show(words.tone(schedule), words.state(schedule)),
                Comparator.comparing(words::state));
        table.text(
                "name",
                texts.get("backup.column.name"),
                150,
                schedule -> schedule.id().text());
        table.text("rule", texts.get("backup.schedule.rule"), 190, words::rule);
        table.text(
                "what",
                texts.get("backup.schedule.what"),
                200,
                schedule ->
                        words.command(schedule.command(), context.inventory().image()));
        LiveColumn<?, ?> due = table.hinted(
                "next",
                texts.get("backup.schedule.next"),
                100,
                words::next,
                words::nextExact,
                Comparator.comparing(schedule -> schedule.next().orElse(Instant.MAX)));
        table.text("last", texts.get("backup.column.result"), 190, words::result);
        return due;
    }

    private Button actions() {
        String none = texts.get("backup.refused.schedule");
        Button turn = table.guarded(
                "schedule-toggle",
                texts.get("backup.schedule.disable"),
                none,
                schedule -> operator(),
                schedule -> context.asks()
                        .submit(
                                new ScheduleCommand.Set(
                                        schedule.id(),
                                        schedule.rule(),
                                        schedule.zone(),
                                        !schedule.enabled(),
                                        schedule.command()),
                                context.onJob(),
                                context.onProblem()));
        table.guarded("schedule-edit", texts.get("backup.schedule.edit"), none, schedule -> operator(), this::edit);
        table.guarded(
                        "schedule-delete",
                        texts.get("backup.schedule.delete"),
                        none,
                        schedule -> operator(),
                        this::delete)
                .getStyleClass()
                .add("danger");
        table.create("schedule-add", texts.get("backup.schedule.add"), this::add);
        return turn;
    }

    private HBox failed() {
        wrong.setId("schedules-wrong");
        wrong.setWrapText(true);
        wrong.setMinHeight(Region.USE_PREF_SIZE);
        wrong.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(wrong, Priority.ALWAYS);
        Button why = new Button(texts.get("backup.why"));
        why.setId("schedules-why");
        why.getStyleClass().addAll("flat", "small");
        why.setMinWidth(Region.USE_PREF_SIZE);
        why.managedProperty().bind(why.visibleProperty());
        why.setOnAction(event -> table.chosen()
                .flatMap(Schedule::last)
                .flatMap(ScheduledRun::job)
                .ifPresent(context.openJob()));
        failed.getChildren().addAll(wrong, why);
        failed.setAlignment(Pos.CENTER_LEFT);
        failed.getStyleClass().addAll("problem-box", "backup-failed");
        failed.managedProperty().bind(failed.visibleProperty());
        return failed;
    }

    private void show() {
        Optional<Schedule> chosen = table.chosen();
        Optional<String> said = chosen.flatMap(words::wrong);
        wrong.setText(said.orElse(""));
        failed.setVisible(said.isPresent());
        Optional<ScheduledRun> ill = chosen.flatMap(Schedule::last).filter(ScheduledRun::isFailed);
        failed.pseudoClassStateChanged(MISSED, ill.isEmpty());
        // a run that became no job has nothing more to tell than is said already, and one that was missed has none
        failed.getChildren().getLast().setVisible(ill.flatMap(ScheduledRun::job).isPresent());
        toggle.setText(texts.get(
                chosen.filter(schedule -> !schedule.enabled()).isPresent()
                        ? "backup.schedule.enable"
                        : "backup.schedule.disable"));
        calendar.show(model.daysProperty().get(), chosen.map(Schedule::id));
    }

    private void choose(ScheduleId id) {
        table.choose(schedule -> schedule.id().equals(id));
    }

    private Optional<String> operator() {
        return context.asks().role().includes(Role.OPERATOR)
                ? Optional.empty()
                : Optional.of(texts.get("object.refused.role"));
    }

    private void add() {
        if (operator().isEmpty()) {
            new ScheduleDialog(context, Optional.empty()).open();
        }
    }

    private void edit(Schedule schedule) {
        if (operator().isEmpty()) {
            new ScheduleDialog(context, Optional.of(schedule)).open();
        }
    }

    private void delete(Schedule schedule) {
        String name = schedule.id().text();
        new ConfirmDialog(context.dialogs(), texts)
                .ask(
                        Confirmation.byKey(
                                texts.get("backup.schedule.delete.title", name),
                                texts.get("backup.schedule.delete.meaning"),
                                List.of(name),
                                texts.get("backup.schedule.delete")),
                        () -> context.asks()
                                .submit(
                                        new ScheduleCommand.Delete(schedule.id()),
                                        context.onJob(),
                                        context.onProblem()));
    }
}
