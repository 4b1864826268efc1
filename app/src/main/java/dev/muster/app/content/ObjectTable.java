package dev.muster.app.content;

import dev.muster.app.i18n.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * A plain table of one sort of object: title and actions above, rows below.
 *
 * @param <T> what a row shows
 */
public final class ObjectTable<T> {
    private record Create(Button button, ButtonHint hint) {}

    private final Texts texts;
    private final TableView<LiveRows.Row<T>> table = new TableView<>();
    private final Label head = new Label();
    private final List<Create> creates = new ArrayList<>();
    private final HBox bar = new HBox(4);
    private final BorderPane root = new BorderPane();

    public ObjectTable(String id, String title, Texts texts, LiveRows<?, T> rows) {
        this.texts = texts;
        root.setId(id + "-view");
        root.getStylesheets().add(ContentStyle.sheet());
        head.setText(title);
        head.getStyleClass().add("page-title");
        head.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        bar.getChildren().addAll(head, gap);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("pane-header");
        root.setTop(bar);
        table.setId(id + "-table");
        table.setAccessibleText(title);
        table.getStyleClass().add("live-table");
        table.setFixedCellSize(32);
        table.setItems(rows.rows());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Columns.keepHeadings(table, table.getColumns());
        root.setCenter(table);
    }

    /** The node to be shown. */
    public BorderPane root() {
        return root;
    }

    /** What an empty table shows. */
    public void whenEmpty(Node node) {
        table.setPlaceholder(node);
    }

    /** The order of the rows while none is chosen by a heading; what comes later is put where it belongs. */
    public void usually(Comparator<T> order) {
        Comparator<LiveRows.Row<T>> usual = Comparator.comparing(LiveRows.Row<T>::item, order);
        SortedList<LiveRows.Row<T>> sorted = new SortedList<>(table.getItems());
        sorted.comparatorProperty()
                .bind(Bindings.createObjectBinding(
                        () -> Optional.ofNullable(table.getComparator()).orElse(usual), table.comparatorProperty()));
        table.setItems(sorted);
    }

    /** Hears which row is chosen. */
    public void onChosen(Consumer<Optional<T>> heard) {
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (of, was, is) -> heard.accept(Optional.ofNullable(is).map(LiveRows.Row::item)));
    }

    /** A column whether the object is up. */
    public void state(String label, Predicate<T> active) {
        state(
                label,
                item -> active.test(item) ? StateLabel.Tone.GOOD : StateLabel.Tone.OFF,
                item -> texts.get(active.test(item) ? "object.active" : "object.inactive"));
    }

    /** A column of what state the object is in. */
    public void state(String label, Function<T, StateLabel.Tone> tone, Function<T, String> word) {
        table.getColumns()
                .add(Columns.node(
                        "active",
                        label,
                        120,
                        LiveRows.Row<T>::itemProperty,
                        StateLabel::new,
                        (cell, item) -> cell.show(tone.apply(item), word.apply(item)),
                        Comparator.comparing(tone).thenComparing(word)));
    }

    /** A column of text. */
    public void text(String id, String label, double width, Function<T, String> text) {
        table.getColumns()
                .add(Columns.text(id, label, width, LiveRows.Row<T>::itemProperty, text, Comparator.comparing(text)));
    }

    /** A column of text that is always read whole: it never gets narrower than {@code width}. */
    public void whole(String id, String label, double width, Function<T, String> text) {
        text(id, label, width, text);
        table.getColumns().getLast().setMinWidth(Math.max(width, Columns.headWidth(label)));
    }

    /** What a double click or Enter on a row does. */
    public void onOpen(Consumer<T> work) {
        table.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                chosen().ifPresent(work);
            }
        });
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                chosen().ifPresent(work);
                event.consume();
            }
        });
    }

    /** The row chosen. */
    public Optional<T> chosen() {
        // a table goes on naming a row that is gone
        return Optional.ofNullable(table.getSelectionModel().getSelectedItem())
                .filter(table.getItems()::contains)
                .map(LiveRows.Row::item);
    }

    /** Chooses the first row, where none is chosen. */
    public void chooseFirst() {
        if (chosen().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().clearAndSelect(0);
        }
    }

    /** Chooses the first row of which that holds, and has it seen. */
    public void choose(Predicate<T> which) {
        for (int row = 0; row < table.getItems().size(); row++) {
            if (which.test(table.getItems().get(row).item())) {
                table.getSelectionModel().clearAndSelect(row);
                table.scrollTo(row);
                return;
            }
        }
    }

    /** Makes a button plain: below another table there is no second main action. */
    public void plain(String button) {
        creates.stream()
                .map(Create::button)
                .filter(each -> button.equals(each.getId()))
                .forEach(each -> each.getStyleClass().remove("accent"));
    }

    /** Says beside the title what the rows belong to. */
    public void title(String text) {
        head.setText(text);
    }

    /** Puts a control beside the title, such as a choice of which rows are shown. */
    public void beside(Node control) {
        bar.getChildren().add(1, control);
        HBox.setMargin(control, new Insets(0, 0, 0, 12));
    }

    /** A title of the second order, for a table below another. */
    public void minor() {
        head.getStyleClass().setAll("label", "section-title");
    }

    /** A column of figures with their unit, to the right. */
    public void number(String id, String label, double width, Function<T, String> text, Comparator<T> order) {
        table.getColumns().add(Columns.number(id, label, width, LiveRows.Row<T>::itemProperty, text, order));
    }

    /** A column of sizes in bytes. */
    public void bytes(String id, String label, Function<T, Long> bytes, Function<Long, String> text) {
        table.getColumns()
                .add(Columns.number(
                        id,
                        label,
                        104,
                        LiveRows.Row<T>::itemProperty,
                        item -> text.apply(bytes.apply(item)),
                        Comparator.comparing(bytes)));
    }

    /** A column of text that says more when pointed at, and is told again as time goes on. */
    public LiveColumn<LiveRows.Row<T>, T> hinted(
            String id,
            String label,
            double width,
            Function<T, String> text,
            Function<T, String> hint,
            Comparator<T> order) {
        LiveColumn<LiveRows.Row<T>, T> column =
                Columns.hinted(id, label, width, LiveRows.Row<T>::itemProperty, text, hint, order);
        table.getColumns().add(column);
        return column;
    }

    /** A column with a node of its own in each cell, never narrower than {@code width}. */
    public <N extends Node> void node(
            String id, String label, double width, Supplier<N> make, BiConsumer<N, T> fill, Comparator<T> order) {
        LiveColumn<LiveRows.Row<T>, T> column =
                Columns.node(id, label, width, LiveRows.Row<T>::itemProperty, make, fill, order);
        column.setMinWidth(column.getPrefWidth());
        table.getColumns().add(column);
    }

    private Button action(String id, String label, Predicate<T> possible, Consumer<T> work) {
        Button button = new Button(label);
        button.setId(id);
        button.getStyleClass().add("flat");
        button.setDisable(true);
        button.setOnAction(
                event -> Optional.ofNullable(table.getSelectionModel().getSelectedItem())
                        .map(LiveRows.Row::item)
                        .filter(possible)
                        .ifPresent(work));
        table.getSelectionModel().selectedItemProperty().addListener((of, was, is) -> {
            button.disableProperty().unbind();
            if (is == null) {
                button.setDisable(true);
            } else {
                button.disableProperty().bind(is.itemProperty().map(item -> !possible.test(item)));
            }
        });
        bar.getChildren().add(button);
        return button;
    }

    /**
     * A button for the row chosen; disabled with its reason, which is told when pointed at and to screen readers.
     *
     * @param refusal why it cannot be done with that row; empty where it can
     */
    public Button guarded(
            String id, String label, String nothingChosen, Function<T, Optional<String>> refusal, Consumer<T> work) {
        Button button = action(id, label, item -> refusal.apply(item).isEmpty(), work);
        bar.getChildren().remove(button);
        ButtonHint hint = new ButtonHint(button);
        Runnable say = () -> hint.say(chosen().map(refusal).orElse(Optional.of(nothingChosen)), label);
        table.getSelectionModel().selectedItemProperty().addListener((of, was, is) -> say.run());
        button.disabledProperty().addListener((of, was, is) -> say.run());
        say.run();
        bar.getChildren().add(hint.holder());
        return button;
    }

    /** A button that needs no row. */
    public void create(String id, String label, Runnable work) {
        Button button = new Button(label);
        button.setId(id);
        button.getStyleClass().add("accent");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> work.run());
        ButtonHint hint = new ButtonHint(button);
        hint.say(Optional.empty(), label);
        bar.getChildren().add(hint.holder());
        creates.add(new Create(button, hint));
    }

    /** Says why nothing can be made here now; empty where it can. */
    public void refuseCreate(Optional<String> why) {
        creates.forEach(made -> {
            made.button().setDisable(why.isPresent());
            made.hint().say(why, made.button().getText());
        });
    }
}
