package dev.muster.app.recovery;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveRows;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The screen of recovery plans: a list, and the page of the chosen one beside it. */
final class PlansView implements Screen.View {
    private final ConsoleContext context;
    private final PlansViewModel model;
    private final Texts texts;
    private final ListView<LiveRows.Row<ListedPlan>> list;
    private final PlanPage page;
    private final SplitPane split = new SplitPane();
    private final BorderPane root = new BorderPane();
    private final Button create;
    private final Button read;
    private final ButtonHint createHint;
    private final ButtonHint readHint;
    private final EmptyState none;

    PlansView(ConsoleContext context, PlansViewModel model, List<PlanTab> tabs) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.list = new ListView<>(new SortedList<>(
                model.plans().rows(),
                Comparator.comparing(row -> row.item().plan().id().text())));
        this.page = new PlanPage(context, model, tabs);
        this.create = button("plan-new-open", "recovery.new.short", "recovery.new", this::add);
        this.read = button("plan-import", "recovery.import.short", "recovery.import", this::read);
        read.getStyleClass().add("flat");
        this.createHint = new ButtonHint(create);
        this.readHint = new ButtonHint(read);
        this.none = new EmptyState(
                "plans-none",
                texts.get("recovery.none.title"),
                texts.get("recovery.none.text"),
                texts.get("recovery.new"),
                this::add);
        list.setId("plans-list");
        list.setAccessibleText(texts.get("recovery.title"));
        list.setFixedCellSize(68);
        list.getStyleClass().add("plan-list");
        list.setCellFactory(of -> new PlanCell(texts));
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((observable, oldValue, newValue) -> model.choose(Optional.ofNullable(newValue)
                        .map(row -> row.item().plan().id())));
        BorderPane left = new BorderPane(list);
        left.setTop(header());
        left.setMinWidth(240);
        split.getItems().addAll(left, page.root());
        split.setDividerPositions(0.24);
        SplitPane.setResizableWithParent(left, false);
        root.setId("plans-view");
        root.getStylesheets().add(ContentStyle.sheet());
        model.revisionProperty().addListener(observable -> show());
        show();
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        model.activate();
        for (ButtonHint hint : List.of(createHint, readHint)) {
            hint.say(model.refusal(), texts.get(hint.equals(createHint) ? "recovery.new" : "recovery.import"));
        }
        create.setDisable(model.refusal().isPresent());
        read.setDisable(model.refusal().isPresent());
        page.activate();
    }

    @Override
    public void deactivate() {
        page.deactivate();
        model.deactivate();
    }

    private Button button(String id, String key, String name, Runnable work) {
        Button button = new Button(texts.get(key));
        button.setAccessibleText(texts.get(name));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> work.run());
        return button;
    }

    private HBox header() {
        Label title = new Label(texts.get("recovery.list"));
        title.getStyleClass().add("section-title");
        title.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox header = new HBox(4, title, gap, readHint.holder(), createHint.holder());
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private void add() {
        if (model.refusal().isEmpty()) {
            new NewPlanDialog(context).open();
        }
    }

    private void read() {
        if (model.refusal().isEmpty()) {
            new PlanFiles(context).open(root.getScene().getWindow());
        }
    }

    private void show() {
        boolean empty = model.plans().rows().isEmpty();
        if (!empty && list.getSelectionModel().isEmpty()) {
            list.getSelectionModel().selectFirst();
        }
        page.show();
        Node wanted = empty ? none : split;
        if (!wanted.equals(root.getCenter())) {
            root.setCenter(wanted);
        }
    }
}
