package dev.muster.app.group;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveRows;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import java.util.Comparator;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** The screen of consistency groups: a list, and the chosen one beside it. F5 asks the bridge again. */
final class GroupsView implements Screen.View {
    private final ConsoleContext context;
    private final GroupsViewModel model;
    private final Texts texts;
    private final ListView<LiveRows.Row<GroupLine>> list;
    private final GroupDetail detail;
    private final FencesBar fences;
    private final SplitPane split = new SplitPane();
    private final BorderPane root = new BorderPane();
    private final Button create = new Button();
    private final ButtonHint createHint = new ButtonHint(create);
    private final EmptyState none;
    /** Changes when what goes with the time is to be told again. */
    private final SimpleIntegerProperty told = new SimpleIntegerProperty();

    private final Timeline clock;

    GroupsView(ConsoleContext context, GroupsViewModel model) {
        this.context = context;
        this.model = model;
        this.texts = context.texts();
        this.list = new ListView<>(new SortedList<>(
                model.groups().rows(),
                Comparator.comparing(row -> row.item().group().id().text())));
        this.detail = new GroupDetail(context, model);
        this.fences = new FencesBar(texts, model);
        this.none = new EmptyState(
                "groups-none",
                texts.get("group.none.title"),
                texts.get("group.none.text"),
                texts.get("group.new"),
                this::add);
        list.setId("groups-list");
        list.setAccessibleText(texts.get("group.title"));
        list.setFixedCellSize(52);
        list.getStyleClass().add("group-list");
        list.setCellFactory(of -> new GroupCell(texts, () -> model.content().loaded(), told));
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((observable, oldValue, newValue) -> model.choose(Optional.ofNullable(newValue)
                        .map(row -> row.item().group().id())));
        BorderPane left = new BorderPane(list);
        left.setTop(header());
        left.setMinWidth(240);
        split.getItems().addAll(left, detail.root());
        split.setDividerPositions(0.28);
        SplitPane.setResizableWithParent(left, false);
        root.setId("groups-view");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTop(fences.root());
        root.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.F5) {
                model.load();
                event.consume();
            }
        });
        this.clock = new Timeline(new KeyFrame(Duration.seconds(10), event -> tick()));
        clock.setCycleCount(Animation.INDEFINITE);
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
        clock.play();
        createHint.say(model.refusal(), texts.get("group.new"));
        create.setDisable(model.refusal().isPresent());
        detail.activate();
    }

    @Override
    public void deactivate() {
        clock.stop();
        model.deactivate();
    }

    private HBox header() {
        Label title = new Label(texts.get("group.title"));
        title.getStyleClass().add("section-title");
        title.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        create.setText(texts.get("group.new.short"));
        create.setAccessibleText(texts.get("group.new"));
        create.setId("group-new-open");
        create.setMinWidth(Region.USE_PREF_SIZE);
        create.setOnAction(event -> add());
        HBox header = new HBox(8, title, gap, createHint.holder());
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    private void add() {
        if (model.refusal().isEmpty()) {
            new GroupDialog(context, Optional.empty()).open();
        }
    }

    private void show() {
        boolean empty = model.groups().rows().isEmpty();
        if (!empty && list.getSelectionModel().isEmpty()) {
            list.getSelectionModel().selectFirst();
        }
        told.set(told.get() + 1);
        fences.show();
        detail.show();
        Node wanted = empty ? none : split;
        if (!wanted.equals(root.getCenter())) {
            root.setCenter(wanted);
        }
    }

    private void tick() {
        told.set(told.get() + 1);
        detail.tick();
    }
}
