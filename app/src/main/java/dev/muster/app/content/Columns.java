package dev.muster.app.content;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/** Columns of live tables: they show one item that changes in place, and never need the table to be refreshed. */
public final class Columns {
    private static final double HEAD_SIZE = 13;
    private static final double HEAD_ROOM = 28;
    /** A text of more characters than this may be cut, and is shown whole when pointed at. */
    private static final int LONG = 24;

    private Columns() {}

    /**
     * Lays the headings out again after a column took another width. JavaFX 25 forgets to where that happens while the table
     * is being laid out, as when a scroll bar takes room: the headings then stand beside their columns.
     */
    public static <C extends TableColumnBase<?, ?>> void keepHeadings(Control table, ObservableList<C> columns) {
        InvalidationListener later = width -> Optional.ofNullable(table.getScene())
                .ifPresent(scene -> afterLayout(scene, () -> headings(table).forEach(Parent::requestLayout)));
        columns.forEach(column -> column.widthProperty().addListener(later));
        columns.addListener((ListChangeListener<C>) change -> {
            while (change.next()) {
                change.getRemoved().forEach(column -> column.widthProperty().removeListener(later));
                change.getAddedSubList()
                        .forEach(column -> column.widthProperty().addListener(later));
            }
        });
    }

    private static Stream<Parent> headings(Control table) {
        return table.lookupAll(".nested-column-header").stream()
                .filter(Parent.class::isInstance)
                .map(Parent.class::cast);
    }

    private static void afterLayout(Scene scene, Runnable work) {
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                work.run();
            }
        });
    }

    /** A column of text. */
    public static <R, T> LiveColumn<R, T> text(
            String id,
            String title,
            double width,
            Function<R, ObservableValue<T>> item,
            Function<T, String> text,
            Comparator<T> order) {
        return cells(id, title, width, item, order, text, () -> new TableCell<R, T>() {
            private final Tooltip whole = new Tooltip();

            @Override
            protected void updateItem(T value, boolean empty) {
                super.updateItem(value, empty);
                String shown = empty || value == null ? "" : text.apply(value);
                setText(shown);
                boolean isLong = shown.length() > LONG;
                if (isLong) {
                    whole.setText(shown);
                }
                if (isLong != (getTooltip() != null)) {
                    setTooltip(isLong ? whole : null);
                }
            }
        });
    }

    /** A column of text that says more when pointed at. */
    public static <R, T> LiveColumn<R, T> hinted(
            String id,
            String title,
            double width,
            Function<R, ObservableValue<T>> item,
            Function<T, String> text,
            Function<T, String> hint,
            Comparator<T> order) {
        return cells(id, title, width, item, order, text, () -> new TableCell<R, T>() {
            private final Tooltip more = new Tooltip();
            private final InvalidationListener again = of -> updateItem(getItem(), isEmpty());

            {
                tableColumnProperty().addListener((of, was, is) -> {
                    if (is instanceof LiveColumn<?, ?> live) {
                        live.toldProperty().addListener(new WeakInvalidationListener(again));
                    }
                });
                more.setOnShowing(event ->
                        more.setText(Optional.ofNullable(getItem()).map(hint).orElse("")));
            }

            @Override
            protected void updateItem(T value, boolean empty) {
                super.updateItem(value, empty);
                boolean nothing = empty || value == null;
                setText(nothing ? "" : text.apply(value));
                // What it says is worked out when it is looked at: cells are filled many times while one scrolls.
                if (getText().isEmpty() != (getTooltip() == null)) {
                    setTooltip(getText().isEmpty() ? null : more);
                }
            }
        });
    }

    /** A column of numbers with their unit, to the right. */
    public static <R, T> LiveColumn<R, T> number(
            String id,
            String title,
            double width,
            Function<R, ObservableValue<T>> item,
            Function<T, String> text,
            Comparator<T> order) {
        LiveColumn<R, T> column = cells(id, title, width, item, order, text, () -> new TableCell<R, T>() {
            @Override
            protected void updateItem(T value, boolean empty) {
                super.updateItem(value, empty);
                setAlignment(Pos.CENTER_RIGHT);
                setText(empty || value == null ? "" : text.apply(value));
            }
        });
        column.getStyleClass().add("number-column");
        return column;
    }

    /** A column with a node that is made once for a cell and filled anew for each item. */
    public static <R, T, N extends Node> LiveColumn<R, T> node(
            String id,
            String title,
            double width,
            Function<R, ObservableValue<T>> item,
            java.util.function.Supplier<N> make,
            BiConsumer<N, T> fill,
            Comparator<T> order) {
        return cells(id, title, width, item, order, String::valueOf, () -> new TableCell<R, T>() {
            private final N node = make.get();

            @Override
            protected void updateItem(T value, boolean empty) {
                super.updateItem(value, empty);
                boolean shown = !empty && value != null;
                // It stays in the cell, hidden: taken out and put back it would be styled anew while one scrolls.
                node.setVisible(shown);
                if (shown) {
                    fill.accept(node, value);
                    if (getGraphic() == null) {
                        setGraphic(node);
                    }
                }
            }
        });
    }

    /** What a heading needs to be read whole in every language: its words, its padding and the arrow of a sorted column. */
    public static double headWidth(String title) {
        Text words = new Text(title);
        words.setFont(Font.font(Font.getDefault().getFamily(), FontWeight.BOLD, HEAD_SIZE));
        return title.isEmpty() ? 10 : Math.ceil(words.getLayoutBounds().getWidth()) + HEAD_ROOM;
    }

    private static <R, T> LiveColumn<R, T> cells(
            String id,
            String title,
            double width,
            Function<R, ObservableValue<T>> item,
            Comparator<T> order,
            Function<T, String> exported,
            java.util.function.Supplier<TableCell<R, T>> cell) {
        LiveColumn<R, T> column = new LiveColumn<>(title, exported);
        column.setId(id);
        double head = headWidth(title);
        column.setMinWidth(head);
        column.setPrefWidth(Math.max(width, head));
        column.setComparator(order);
        column.setCellValueFactory(row -> item.apply(row.getValue()));
        column.setCellFactory(of -> cell.get());
        return column;
    }
}
