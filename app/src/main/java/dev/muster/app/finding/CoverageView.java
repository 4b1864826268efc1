package dev.muster.app.finding;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.LiveColumn;
import dev.muster.app.content.LiveRows;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.content.StateLabel;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.model.finding.CoverageMap.FunctionCoverage;
import dev.muster.model.finding.CoverageMap.PlanExercise;
import dev.muster.model.recovery.PlanId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Which functions were exercised and which never, and when each plan is due next. */
final class CoverageView {
    private final Texts texts;
    private final CoverageViewModel model;
    private final CoverageWords words;
    private final LiveRows<String, FunctionCoverage> functions = new LiveRows<>(FunctionCoverage::function);
    private final LiveRows<PlanId, PlanExercise> plans = new LiveRows<>(PlanExercise::plan);
    private final Label summary = new Label();
    private final SplitPane tables = new SplitPane();
    private final BorderPane root = new BorderPane();
    private final Timeline clock;

    CoverageView(Texts texts, CoverageViewModel model) {
        this.texts = texts;
        this.model = model;
        this.words = new CoverageWords(texts);
        ObjectTable<FunctionCoverage> above =
                new ObjectTable<>("coverage-functions", texts.get("finding.coverage.functions"), texts, functions);
        ObjectTable<PlanExercise> below =
                new ObjectTable<>("coverage-plans", texts.get("finding.coverage.plans"), texts, plans);
        List<LiveColumn<?, ?>> aging = List.of(functions(above), plans(below));
        this.clock = new Timeline(new KeyFrame(Duration.minutes(1), event -> aging.forEach(LiveColumn::tellAgain)));
        clock.setCycleCount(Animation.INDEFINITE);
        tables.setOrientation(Orientation.VERTICAL);
        tables.getItems().addAll(above.root(), below.root());
        tables.setDividerPositions(0.64);
        root.setId("coverage-view");
        root.setTop(head());
        model.stateProperty().addListener((observable, oldValue, newValue) -> show(newValue));
        show(model.stateProperty().get());
    }

    BorderPane root() {
        return root;
    }

    void activate() {
        model.activate();
        clock.play();
    }

    void deactivate() {
        clock.stop();
        model.deactivate();
    }

    private HBox head() {
        summary.setId("coverage-summary");
        summary.setWrapText(true);
        summary.setMinHeight(Region.USE_PREF_SIZE);
        summary.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(summary, Priority.ALWAYS);
        Label label = new Label(texts.get("finding.coverage.period"));
        label.getStyleClass().add("text-muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        DropDown<Integer> months = new DropDown<>(CoverageViewModel.PERIODS);
        months.setId("coverage-months");
        months.setAccessibleText(texts.get("finding.coverage.period"));
        months.setMinWidth(Region.USE_PREF_SIZE);
        months.setConverter(Words.of(each -> texts.get("finding.coverage.months", each)));
        months.valueProperty().bindBidirectional(model.monthsProperty());
        label.setLabelFor(months);
        HBox head = new HBox(8, summary, label, months);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("pane-header");
        return head;
    }

    private LiveColumn<?, ?> functions(ObjectTable<FunctionCoverage> table) {
        table.minor();
        table.usually(CoverageWords.functions());
        table.text("function", texts.get("finding.coverage.function"), 170, FunctionCoverage::function);
        table.node(
                "state",
                texts.get("finding.coverage.state"),
                140,
                StateLabel::new,
                (cell, one) -> cell.show(CoverageWords.tone(one.state()), words.state(one.state())),
                Comparator.comparing(FunctionCoverage::state));
        table.node(
                "share",
                texts.get("finding.coverage.exercised.column"),
                176,
                () -> new ShareCell(texts),
                ShareCell::show,
                Comparator.comparingDouble(one -> (double) one.exercised() / one.vms()));
        LiveColumn<?, ?> last = table.hinted(
                "last",
                texts.get("finding.coverage.last.column"),
                260,
                one -> words.last(one.last()),
                one -> words.when(one.last()),
                Comparator.comparing(one -> one.last().map(run -> run.at()).orElse(Instant.MIN)));
        table.text("plans", texts.get("finding.coverage.plans"), 190, one -> words.plans(one.plans()));
        table.whenEmpty(muted(texts.get("finding.coverage.no-vms")));
        return last;
    }

    private LiveColumn<?, ?> plans(ObjectTable<PlanExercise> table) {
        table.minor();
        table.usually(CoverageWords.plans());
        table.text(
                "plan", texts.get("finding.column.plan"), 240, one -> one.plan().text());
        LiveColumn<?, ?> last = table.hinted(
                "succeeded",
                texts.get("finding.coverage.succeeded"),
                240,
                one -> words.run(one.last()),
                one -> words.when(one.last()),
                Comparator.comparing(one -> one.last().map(run -> run.at()).orElse(Instant.MIN)));
        table.node(
                "due",
                texts.get("finding.coverage.due.column"),
                260,
                StateLabel::new,
                (cell, one) -> cell.show(CoverageWords.tone(one, Instant.now()), words.due(one, Instant.now())),
                CoverageWords.plans());
        table.whenEmpty(muted(texts.get("finding.coverage.no-plans")));
        return last;
    }

    private void show(CoverageViewModel.State state) {
        switch (state) {
            case CoverageViewModel.State.Loading _ -> {
                summary.setText("");
                root.setCenter(muted(texts.get("finding.coverage.loading")));
            }
            case CoverageViewModel.State.Shown shown -> {
                summary.setText(words.summary(shown.map(), shown.months()));
                functions.show(shown.map().functions());
                plans.show(shown.map().plans());
                root.setCenter(tables);
            }
            case CoverageViewModel.State.Refused refused -> {
                summary.setText("");
                Button retry = new Button(texts.get("finding.coverage.retry"));
                retry.setId("coverage-retry");
                retry.setOnAction(event -> model.look());
                VBox box = new VBox(8, new ProblemBox(refused.problem(), texts), retry);
                box.getStyleClass().add("finding-facts");
                root.setCenter(box);
            }
        }
    }

    private static Node muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("text-muted");
        return label;
    }
}
