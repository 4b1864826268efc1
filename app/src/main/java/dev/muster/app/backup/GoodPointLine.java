package dev.muster.app.backup;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointId;
import dev.muster.model.recovery.GoodPoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What the last search for the newest good point came to, on one line above the points, with the points it tried. */
final class GoodPointLine {
    private final String id;
    private final ConsoleContext context;
    private final Texts texts;
    private final GoodPointWords words;
    private final Consumer<PointId> choose;
    private final Label said = new Label();
    private final Button select = new Button();
    private final Button tried = new Button();
    private final Button job = new Button();
    private final HBox root = new HBox(8);
    private Optional<GoodPointViewModel.Found> found = Optional.empty();
    private List<Point> points = List.of();

    /** @param choose chooses a point in the timeline */
    GoodPointLine(String id, ConsoleContext context, Consumer<PointId> choose) {
        this.id = id;
        this.context = context;
        this.texts = context.texts();
        this.words = new GoodPointWords(texts);
        this.choose = choose;
        said.setId(id + "-said");
        said.setWrapText(true);
        said.setMinHeight(Region.USE_PREF_SIZE);
        said.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(said, Priority.ALWAYS);
        button(
                select,
                "select",
                "backup.good.select",
                () -> result().flatMap(GoodPoint::lastGood).ifPresent(this.choose));
        button(tried, "tried", "backup.good.tried", this::open);
        button(
                job,
                "job",
                "backup.log",
                () -> found.ifPresent(one -> context.openJob().accept(one.job().id())));
        root.setId(id);
        root.setAlignment(Pos.CENTER_LEFT);
        root.getStyleClass().add("good-point");
        root.getChildren().addAll(said, select, tried, job);
    }

    private void button(Button button, String name, String key, Runnable work) {
        button.setText(texts.get(key));
        button.setId(id + "-" + name);
        button.getStyleClass().addAll("flat", "small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> work.run());
    }

    HBox root() {
        return root;
    }

    /** Shows a search; nothing where there was none. */
    void show(Optional<GoodPointViewModel.Found> of, List<Point> known) {
        found = of;
        points = known;
        shown(root, of.isPresent());
        of.ifPresent(one -> said.setText(words.line(one, known)));
        shown(
                select,
                result().flatMap(GoodPoint::lastGood)
                        .filter(id ->
                                known.stream().anyMatch(point -> point.id().equals(id)))
                        .isPresent());
        shown(tried, result().isPresent());
        shown(job, result().isEmpty());
    }

    private Optional<GoodPoint> result() {
        return found.flatMap(GoodPointViewModel.Found::result);
    }

    private static void shown(Region node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }

    private void open() {
        result().ifPresent(result -> {
            GridPane grid = new GridPane();
            grid.setId("good-point-tried");
            grid.setHgap(16);
            grid.setVgap(8);
            grid.getStyleClass().add("good-point-tried");
            ColumnConstraints fixed = new ColumnConstraints();
            fixed.setMinWidth(Region.USE_PREF_SIZE);
            ColumnConstraints wide = new ColumnConstraints();
            wide.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().addAll(fixed, fixed, wide);
            result.tried().forEach(one -> line(grid, one));
            ScrollPane scroll = new ScrollPane(grid);
            scroll.setFitToWidth(true);
            scroll.setPrefSize(640, 240);
            scroll.getStyleClass().add("dialog-scroll");
            Dialogs.Made made = context.dialogs()
                    .make("good-point", texts.get("backup.good.tried.title"), texts.get("dialog.close"), scroll);
            made.leave().setVisible(false);
            made.leave().setManaged(false);
            made.dialog().show();
        });
    }

    private void line(GridPane grid, GoodPoint.Tried one) {
        StateLabel state = new StateLabel();
        state.show(
                one.good() ? StateLabel.Tone.GOOD : StateLabel.Tone.BAD,
                texts.get(one.good() ? "backup.boot.good" : "backup.boot.bad"));
        state.setMinWidth(Region.USE_PREF_SIZE);
        Label point = new Label(words.captured(one.point(), points));
        point.setMinWidth(Region.USE_PREF_SIZE);
        Label why = new Label(texts.say(one.why()));
        why.setWrapText(true);
        why.setMinHeight(Region.USE_PREF_SIZE);
        grid.addRow(grid.getRowCount(), state, point, why);
        GridPane.setValignment(state, VPos.TOP);
        GridPane.setValignment(point, VPos.TOP);
    }
}
