package dev.muster.app.vm;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveColumn;
import dev.muster.app.feature.AppAction;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.stats.SparkLines;
import dev.muster.model.inventory.VmId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** The table of VMs with its tool bar above and its counts below. */
public final class VmTableView {
    private static final double MENU_INDENT = 24;
    /** How soon a VM that came into sight has its line. */
    private static final Duration SPARK_TICK = Duration.millis(500);
    /** Every ten seconds; there is a new value each 20. */
    private static final int SPARK_TICKS = 20;

    private final VmTableViewModel model;
    private final Texts texts;
    private final VmActionBar power;
    private final Consumer<VmId> onOpen;
    private final Runnable onCreate;
    private final TableChores chores;
    private final TableView<VmRow> table = new TableView<>();
    private final TextField search = new TextField();
    private final Button create = new Button();
    private final ButtonHint createHint = new ButtonHint(create);
    private final BorderPane root = new BorderPane();
    private final SparkLines sparks;
    private final Timeline sparkClock = new Timeline(new KeyFrame(SPARK_TICK, event -> tick()));
    private int ticks;
    private boolean restoring;

    /**
     * The table.
     *
     * @param onOpen opens one VM's page
     * @param onCreate opens the dialog that makes a VM
     * @param setup what is done with the table rather than with its VMs
     */
    public VmTableView(
            VmTableViewModel model,
            List<AppAction> actions,
            SparkLines sparks,
            Texts texts,
            Consumer<VmId> onOpen,
            Runnable onCreate,
            TableChores.Setup setup) {
        this.model = model;
        this.sparks = sparks;
        this.texts = texts;
        this.power = new VmActionBar(actions, model::selection);
        this.onOpen = onOpen;
        this.onCreate = onCreate;
        this.chores = new TableChores(table, model, texts, setup);
        build();
    }

    /** What is done with the table rather than with its VMs. */
    public TableChores chores() {
        return chores;
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** The table itself, for keeping its column widths. */
    public TableView<VmRow> table() {
        return table;
    }

    /** Looks again what the selection allows; after VMs changed. */
    public void refreshActions() {
        power.update();
    }

    private void build() {
        root.setId("vm-view");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTop(header());
        Label footer = new Label();
        footer.setId("vm-footer");
        footer.getStyleClass().add("pane-footer");
        footer.setMaxWidth(Double.MAX_VALUE);
        footer.textProperty().bind(model.footerProperty());
        root.setBottom(footer);
        table.setId("vm-table");
        table.setAccessibleText(texts.get("vm.title"));
        table.getStyleClass().add("live-table");
        table.setFixedCellSize(32);
        table.setTableMenuButtonVisible(true);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.getColumns().addAll(new VmColumns(texts, sparks).all());
        table.setItems(model.rows());
        model.comparatorProperty().bind(table.comparatorProperty());
        // The rows are sorted below the table, by its comparator.
        table.setSortPolicy(sorted -> true);
        table.getColumns().stream()
                .filter(column -> "name".equals(column.getId()))
                .findFirst()
                .ifPresent(column -> {
                    table.getSortOrder().add(column);
                    column.prefWidthProperty()
                            .bind(table.widthProperty()
                                    .map(width -> Math.max(160, width.doubleValue() - othersWidth() - 16)));
                });
        table.setRowFactory(of -> row());
        chores.keepLayout();
        table.setContextMenu(power.menu(chores::items));
        selection();
        keys();
        placeholder();
        root.setCenter(table);
        sparkClock.setCycleCount(Animation.INDEFINITE);
        root.sceneProperty().addListener((of, was, is) -> {
            if (is == null) {
                sparkClock.stop();
            } else {
                sparkClock.play();
            }
        });
    }

    private void tick() {
        ticks = (ticks + 1) % SPARK_TICKS;
        if (ticks == 0) {
            table.getColumns().stream()
                    .filter(LiveColumn.class::isInstance)
                    .forEach(column -> ((LiveColumn<?, ?>) column).tellAgain());
        }
        if (ticks == 0 || sparks.isNews()) {
            sparks.refresh();
        }
    }

    private HBox header() {
        Label title = new Label(texts.get("vm.title"));
        title.getStyleClass().add("page-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        search.setId("vm-search");
        search.setPromptText(texts.get("vm.search"));
        search.setAccessibleText(texts.get("vm.search"));
        search.setPrefWidth(300);
        search.setMinWidth(200);
        search.textProperty().bindBidirectional(model.searchProperty());
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
                table.requestFocus();
                if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
                    table.getSelectionModel().select(0);
                }
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE) {
                search.clear();
                event.consume();
            }
        });
        // with nothing selected the first Down is to lead to the first row, not to the second
        table.focusedProperty().addListener((of, was, is) -> {
            if (is && table.getSelectionModel().isEmpty()) {
                table.getFocusModel().focus(-1);
            }
        });
        create.setText(texts.get("vm.create"));
        create.setId("vm-create");
        create.getStyleClass().add("accent");
        create.setMinWidth(Region.USE_PREF_SIZE);
        create.setOnAction(event -> onCreate.run());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox header = new HBox(8, title, search, gap, power.bar(), createHint.holder(), chores.button());
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("pane-header");
        return header;
    }

    /** What the columns beside the name take at first; the name gets the rest. */
    private double othersWidth() {
        return table.getColumns().stream()
                .filter(column -> column.isVisible() && !"name".equals(column.getId()))
                .mapToDouble(column -> column.getPrefWidth())
                .sum();
    }

    private TableRow<VmRow> row() {
        TableRow<VmRow> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !row.isEmpty()) {
                onOpen.accept(row.getItem().id());
            }
        });
        return row;
    }

    private void selection() {
        table.getSelectionModel().getSelectedItems().addListener((ListChangeListener<VmRow>) change -> {
            if (!restoring) {
                model.select(table.getSelectionModel().getSelectedItems().stream()
                        .map(VmRow::id)
                        .toList());
                power.update();
            }
        });
        // While rows come and go the table keeps indices; the model keeps ids, and puts them back afterwards.
        model.rows().addListener((ListChangeListener<VmRow>) change -> restore());
    }

    private void restore() {
        restoring = true;
        try {
            int[] places = java.util.stream.IntStream.range(0, model.rows().size())
                    .filter(i -> model.isSelected(model.rows().get(i).id()))
                    .toArray();
            int[] now = table.getSelectionModel().getSelectedIndices().stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            if (!java.util.Arrays.equals(places, now)) {
                table.getSelectionModel().clearSelection();
                if (places.length > 0) {
                    table.getSelectionModel().selectIndices(places[0], places);
                }
            }
        } finally {
            restoring = false;
        }
        power.update();
    }

    private void keys() {
        power.listenOn(table);
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                Optional.ofNullable(table.getSelectionModel().getSelectedItem())
                        .ifPresent(row -> onOpen.accept(row.id()));
                event.consume();
            } else if (event.isShortcutDown() && !event.isShiftDown() && event.getCode() == KeyCode.C) {
                chores.copy();
                event.consume();
            } else if (event.getCode() == KeyCode.CONTEXT_MENU
                    || (event.isShiftDown() && event.getCode() == KeyCode.F10)) {
                // GTK hands the keys for menus to the window as any others.
                showMenu();
                event.consume();
            }
        });
    }

    /** The context menu below the selected row, as the mouse would have opened it. */
    private void showMenu() {
        int selected = table.getSelectionModel().getSelectedIndex();
        Node below = table.lookupAll(".table-row-cell").stream()
                .filter(row -> row instanceof TableRow<?> each && each.getIndex() == selected)
                .findFirst()
                .orElse(table);
        Bounds at = below.localToScreen(below.getLayoutBounds());
        table.getContextMenu().show(table, at.getMinX() + MENU_INDENT, at.getMaxY());
    }

    /** Says why no VM can be made now; empty where one can. */
    public void refuseCreate(Optional<String> why) {
        create.setDisable(why.isPresent());
        createHint.say(why, create.getText());
    }

    private void placeholder() {
        EmptyState none = new EmptyState(
                "vm-none", texts.get("vm.none.title"), texts.get("vm.none.text"), texts.get("vm.create"), onCreate);
        EmptyState noMatch = new EmptyState(
                "vm-no-match",
                texts.get("vm.nomatch.title"),
                texts.get("vm.nomatch.text"),
                texts.get("vm.nomatch.clear"),
                () -> model.searchProperty().set(""));
        Runnable choose = () -> table.setPlaceholder(model.isNoMatch() ? noMatch : none);
        model.rows().addListener((ListChangeListener<VmRow>) change -> choose.run());
        model.searchProperty().addListener((of, was, is) -> choose.run());
        choose.run();
    }

    /** Selects exactly these VMs. */
    public void select(List<VmId> ids) {
        model.select(ids);
        restore();
    }
}
