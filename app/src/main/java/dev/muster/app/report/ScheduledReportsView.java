package dev.muster.app.report;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveColumn;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduledRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.control.Button;
import javafx.scene.layout.BorderPane;
import javafx.util.Duration;

/** The schedules that make reports, each with its rule, when it is due and its last run. */
final class ScheduledReportsView {
    private final ConsoleContext context;
    private final ScheduledReportsViewModel model;
    private final Texts texts;
    private final ScheduledWords words;
    private final ObjectTable<Schedule> table;
    private final Button toggle;
    private final Timeline clock;

    ScheduledReportsView(ConsoleContext context, ScheduledReportsViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.words = new ScheduledWords(texts);
        this.table = new ObjectTable<>("report-schedules", texts.get("report.scheduled.title"), texts, model.rows());
        LiveColumn<?, ?> next = columns();
        this.toggle = actions();
        this.clock = new Timeline(new KeyFrame(Duration.minutes(1), event -> next.tellAgain()));
        clock.setCycleCount(Animation.INDEFINITE);
        table.whenEmpty(new EmptyState(
                "report-schedules-none",
                texts.get("report.scheduled.none"),
                texts.get("report.scheduled.none.text"),
                texts.get("report.schedule.new"),
                this::add));
        table.onOpen(schedule -> schedule.last().flatMap(ScheduledRun::job).ifPresent(context.openJob()));
        table.onChosen(chosen -> show());
        model.revisionProperty().addListener((observable, oldValue, newValue) -> {
            table.chooseFirst();
            show();
        });
    }

    BorderPane root() {
        return table.root();
    }

    void activate() {
        model.activate();
        clock.play();
        // who one is, is known only once the bridge was heard
        table.refuseCreate(ReportFeature.refusal(context));
    }

    void deactivate() {
        clock.stop();
        model.deactivate();
    }

    private LiveColumn<?, ?> columns() {
        table.node(
                "state",
                texts.get("report.schedule.state"),
                130,
                StateLabel::new,
                (cell, schedule) -> cell.show(words.tone(schedule), words.state(schedule)),
                Comparator.comparing(words::state));
        table.text(
                "name",
                texts.get("report.schedule.name"),
                150,
                schedule -> schedule.id().text());
        table.text("what", texts.get("report.schedule.what"), 210, words::what);
        table.text("rule", texts.get("report.schedule.when"), 190, words::rule);
        LiveColumn<?, ?> due = table.hinted(
                "next",
                texts.get("report.schedule.next"),
                100,
                words::next,
                words::nextExact,
                Comparator.comparing(schedule -> schedule.next().orElse(Instant.MAX)));
        table.text("last", texts.get("report.schedule.last"), 250, words::last);
        return due;
    }

    private Button actions() {
        String none = texts.get("report.schedule.choose");
        table.guarded(
                "report-schedule-job",
                texts.get("report.schedule.job"),
                none,
                schedule -> schedule.last().flatMap(ScheduledRun::job).isPresent()
                        ? Optional.empty()
                        : Optional.of(texts.get("report.schedule.nojob")),
                schedule -> schedule.last().flatMap(ScheduledRun::job).ifPresent(context.openJob()));
        Button turn = table.guarded(
                "report-schedule-toggle",
                texts.get("report.schedule.disable"),
                none,
                schedule -> ReportFeature.refusal(context),
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
        table.guarded(
                        "report-schedule-delete",
                        texts.get("report.delete"),
                        none,
                        schedule -> ReportFeature.refusal(context),
                        this::delete)
                .getStyleClass()
                .add("danger");
        table.create("report-schedule-new", texts.get("report.schedule.new"), this::add);
        return turn;
    }

    private void show() {
        toggle.setText(texts.get(
                table.chosen().filter(schedule -> !schedule.enabled()).isPresent()
                        ? "report.schedule.enable"
                        : "report.schedule.disable"));
    }

    private void add() {
        if (ReportFeature.refusal(context).isEmpty()) {
            new MakeReportDialog(context, true).open();
        }
    }

    private void delete(Schedule schedule) {
        String name = schedule.id().text();
        new ConfirmDialog(context.dialogs(), texts)
                .ask(
                        Confirmation.byKey(
                                texts.get("report.schedule.delete.title", name),
                                texts.get("report.schedule.delete.meaning"),
                                List.of(name),
                                texts.get("report.delete.go")),
                        () -> context.asks()
                                .submit(
                                        new ScheduleCommand.Delete(schedule.id()),
                                        context.onJob(),
                                        context.onProblem()));
    }
}
