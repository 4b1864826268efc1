package dev.muster.app.backup;

import dev.muster.app.backup.ProtectionLine.Status;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveColumn;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.util.Duration;

/** How each VM is protected, and below it the restore points of the one chosen. */
final class ProtectionView {
    private final ConsoleContext context;
    private final BackupsViewModel model;
    private final Texts texts;
    private final BackupWords words;
    private final ObjectTable<ProtectionLine> table;
    private final PointsPane points;
    private final Label summary = new Label();
    private final SplitPane root = new SplitPane();
    private final LiveColumn<?, ?> age;
    private final Timeline clock;
    private final ChangeListener<InventoryImage> onImage;

    ProtectionView(ConsoleContext context, BackupsViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.words = new BackupWords(texts);
        this.table = new ObjectTable<>("backups", texts.get("backup.title"), texts, model.vms());
        this.points = new PointsPane("backups", context, PointActions.of(context), model::load);
        this.onImage = (observable, oldValue, newValue) -> points.refuse();
        root.setOrientation(Orientation.VERTICAL);
        root.getItems().addAll(table.root(), points.root());
        root.setDividerPositions(0.48);
        summary.setId("backups-summary");
        summary.getStyleClass().add("pane-footer");
        summary.setMaxWidth(Double.MAX_VALUE);
        table.root().setBottom(summary);
        this.age = columns();
        this.clock = new Timeline(new KeyFrame(Duration.minutes(1), event -> age.tellAgain()));
        clock.setCycleCount(Animation.INDEFINITE);
        table.guarded(
                "backups-log",
                texts.get("backup.log"),
                texts.get("backup.refused.none"),
                line -> line.run().isPresent() ? Optional.empty() : Optional.of(texts.get("backup.refused.norun")),
                line -> line.run().ifPresent(job -> context.openJob().accept(job.id())));
        table.onOpen(line -> line.id().ifPresent(vm -> context.openTab().accept(vm, BackupTab.ID)));
        table.onChosen(line -> show());
        table.whenEmpty(placeholder());
        model.revisionProperty().addListener((observable, oldValue, newValue) -> fill());
    }

    SplitPane root() {
        return root;
    }

    void activate() {
        context.inventory().imageProperty().addListener(onImage);
        clock.play();
        points.activate();
        fill();
    }

    void deactivate() {
        context.inventory().imageProperty().removeListener(onImage);
        clock.stop();
        points.deactivate();
    }

    private void fill() {
        table.whenEmpty(placeholder());
        Map<Status, Long> counts = model.vms().rows().stream()
                .collect(Collectors.groupingBy(row -> row.item().status(), Collectors.counting()));
        long all = model.vms().rows().stream()
                .filter(row -> row.item().id().isPresent())
                .count();
        long covered = model.vms().rows().stream()
                .filter(row -> row.item().id().isPresent() && row.item().points() > 0)
                .count();
        summary.setText(
                model.content().loaded()
                        ? texts.get(
                                "backup.summary", all, covered, all - covered, counts.getOrDefault(Status.FAILED, 0L))
                        : "");
        table.chooseFirst();
        show();
    }

    private Node placeholder() {
        if (!model.content().loaded()) {
            Label note = new Label(texts.get("backup.loading"));
            note.getStyleClass().add("text-muted");
            return model.content()
                    .problem()
                    .<Node>map(why -> new EmptyState(
                            "backups-problem",
                            texts.say(why.what()),
                            texts.say(why.meaning()) + " " + texts.say(why.remedy()),
                            texts.get("backup.again"),
                            model::load))
                    .orElse(note);
        }
        Label none = new Label(texts.get("backup.novms"));
        none.getStyleClass().add("text-muted");
        return none;
    }

    private LiveColumn<?, ?> columns() {
        table.node(
                "state",
                texts.get("backup.column.state"),
                152,
                StateLabel::new,
                (cell, line) -> cell.show(BackupWords.tone(line.status()), words.status(line)),
                Comparator.comparing(ProtectionLine::status));
        table.text("name", texts.get("backup.column.vm"), 190, ProtectionLine::name);
        table.text("host", texts.get("backup.column.host"), 70, ProtectionLine::host);
        LiveColumn<?, ?> shown = table.hinted(
                "last",
                texts.get("backup.column.last"),
                110,
                line -> line.last().map(words::age).orElseGet(() -> texts.get("backup.never")),
                line -> line.last().map(words::captured).orElseGet(() -> texts.get("backup.none.text")),
                Comparator.comparing(line ->
                        line.last().map(point -> point.manifest().captured()).orElse(Instant.EPOCH)));
        table.text(
                "kind",
                texts.get("backup.column.kind"),
                100,
                line -> line.last().map(words::kind).orElse("–"));
        table.bytes(
                "stored",
                texts.get("backup.column.stored"),
                ProtectionLine::stored,
                bytes -> bytes == 0 ? "–" : words.bytes(bytes));
        table.bytes(
                "points",
                texts.get("backup.column.points"),
                line -> (long) line.points(),
                count -> count == 0 ? "–" : Long.toString(count));
        table.text("result", texts.get("backup.column.result"), 220, line -> words.result(line));
        return shown;
    }

    private void show() {
        Optional<ProtectionLine> line = table.chosen();
        List<Point> own = line.map(one -> model.points(one.uuid())).orElse(List.of());
        Optional<Job> run = line.flatMap(ProtectionLine::failure);
        points.show(
                line.map(one -> new PointsPane.Subject(one.uuid(), one.id(), one.name())), model.content(), own, run);
    }
}
