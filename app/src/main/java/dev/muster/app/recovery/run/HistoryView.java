package dev.muster.app.recovery.run;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.LiveRows;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunComparison;
import dev.muster.model.recovery.RunSummary;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The runs of a plan that were: choose one to see it beside the one before it, two to compare them. */
public final class HistoryView implements Screen.View {
    private final ConsoleContext context;
    private final PlanId plan;
    private final HistoryViewModel model;
    private final Texts texts;
    private final HistoryWords words;
    private final ListView<LiveRows.Row<RunSummary>> list;
    private final ObjectTable<RunComparison.Line> machines;
    private final Label title = new Label();
    private final Tooltip whole = new Tooltip();
    private final VBox facts = new VBox(2);
    private final Button remove = new Button();
    private final ButtonHint removeHint = new ButtonHint(remove);
    private final SplitPane root = new SplitPane();

    /** A view of that model's runs of that plan. */
    public HistoryView(ConsoleContext context, PlanId plan, HistoryViewModel model) {
        this.context = context;
        this.plan = plan;
        this.model = model;
        this.texts = context.texts();
        this.words = new HistoryWords(texts);
        this.list = new ListView<>(new SortedList<>(
                model.runs().rows(), Comparator.comparing(row -> row.item().begun(), Comparator.reverseOrder())));
        this.machines =
                new ObjectTable<>("run-machines", texts.get("recovery.history.machines"), texts, model.machines());
        list.setId("plan-runs");
        list.setAccessibleText(texts.get("recovery.history"));
        list.setFixedCellSize(68);
        list.setMinWidth(220);
        list.getStyleClass().add("plan-list");
        Label none = new Label(texts.get("recovery.history.none"));
        none.getStyleClass().add("text-muted");
        none.setWrapText(true);
        list.setPlaceholder(none);
        list.setCellFactory(of -> new HistoryCell(words));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.getSelectionModel().getSelectedItems().addListener((ListChangeListener<LiveRows.Row<RunSummary>>)
                change -> choose());
        columns();
        machines.root().setTop(header());
        root.getItems().addAll(list, machines.root());
        root.setDividerPositions(0.3);
        SplitPane.setResizableWithParent(list, false);
        root.setId("plan-history-view");
        root.getStylesheets().add(ContentStyle.sheet());
        model.revisionProperty().addListener(observable -> show());
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        model.activate();
        show();
    }

    @Override
    public void deactivate() {
        model.deactivate();
    }

    private void choose() {
        model.choose(List.copyOf(list.getSelectionModel().getSelectedItems()).stream()
                .map(row -> row.item().job())
                .toList());
    }

    private void columns() {
        machines.whole("machine", texts.get("recovery.run.column.item"), 120, RunComparison.Line::key);
        machines.node(
                "state",
                texts.get("recovery.run.column.status"),
                112,
                StateLabel::new,
                (label, line) -> label.show(HistoryWords.tone(line), words.state(line)),
                Comparator.comparing(HistoryWords::tone));
        Comparator<RunComparison.Line> byTime = Comparator.comparing(
                line -> line.now().flatMap(machine -> machine.took()).orElse(Duration.ZERO));
        machines.number(
                "took", texts.get("recovery.history.column.took"), 60, line -> HistoryWords.took(line.now()), byTime);
        machines.number(
                "before",
                texts.get("recovery.history.column.before"),
                60,
                line -> HistoryWords.took(line.before()),
                Comparator.comparing(
                        line -> line.before().flatMap(machine -> machine.took()).orElse(Duration.ZERO)));
        machines.number(
                "slower",
                texts.get("recovery.history.column.difference"),
                60,
                HistoryWords::slower,
                Comparator.comparing(line -> line.slower().orElse(Duration.ZERO)));
        machines.hinted(
                "because",
                texts.get("recovery.history.column.because"),
                160,
                words::because,
                words::hint,
                Comparator.comparing(words::because));
    }

    private VBox header() {
        title.setId("run-compared");
        title.getStyleClass().add("section-title");
        title.setMinWidth(0);
        title.setTooltip(whole);
        facts.setId("run-facts");
        remove.setId("run-remove");
        remove.setText(texts.get("recovery.cleanup"));
        remove.getStyleClass().addAll("flat", "danger");
        remove.setMinWidth(Region.USE_PREF_SIZE);
        remove.setOnAction(event -> remove());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(8, title, gap, removeHint.holder());
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("pane-header");
        VBox header = new VBox(line, facts);
        facts.getStyleClass().add("run-facts");
        facts.managedProperty().bind(facts.visibleProperty());
        return header;
    }

    private void remove() {
        if (model.cleanupRefusal().isEmpty()) {
            new ConfirmDialog(context.dialogs(), texts).ask(cleanup(texts, plan), model::cleanup);
        }
    }

    /** What is asked before what a run left is removed. */
    static Confirmation cleanup(Texts texts, PlanId plan) {
        return new Confirmation(
                texts.get("recovery.cleanup.title", plan.text()),
                texts.get("recovery.cleanup.meaning"),
                List.of(plan.text()),
                plan.text(),
                texts.get("recovery.cleanup.verb"));
    }

    private void show() {
        if (list.getSelectionModel().isEmpty() && !list.getItems().isEmpty()) {
            list.getSelectionModel().selectFirst();
        }
        Optional<RunComparison> compared = model.comparison();
        title.setText(compared.map(words::title).orElse(""));
        whole.setText(title.getText());
        facts.getChildren()
                .setAll(compared.map(words::facts).orElse(List.of()).stream()
                        .map(HistoryView::sentence)
                        .toList());
        facts.setVisible(!facts.getChildren().isEmpty());
        Optional<String> refusal = model.cleanupRefusal();
        remove.setDisable(refusal.isPresent());
        removeHint.say(refusal, texts.get("recovery.cleanup.hint"));
    }

    private static Label sentence(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
