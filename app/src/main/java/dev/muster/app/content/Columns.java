package dev.muster.app.content;

import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;

/** Columns of live tables: they show one item that changes in place, and never need the table to be refreshed. */
public final class Columns {
    private Columns() {}

    /** A column of text. */
    public static <R, T> TableColumn<R, T> text(
            String id,
            String title,
            double width,
            Function<R, ObservableValue<T>> item,
            Function<T, String> text,
            Comparator<T> order) {
        return cells(id, title, width, item, order, () -> new TableCell<R, T>() {
            @Override
            protected void updateItem(T value, boolean empty) {
                super.updateItem(value, empty);
                String shown = empty || value == null ? "" : text.apply(value);
                setText(shown);
                setTooltip(shown.length() > 24 ? new Tooltip(shown) : null);
            }
        });
    }

    /** A column of numbers with their unit, to the right. */
    public static <R, T> TableColumn<R, T> number(
            String id,
            String title,
            double width,
            Function<R, ObservableValue<T>> item,
            Function<T, String> text,
            Comparator<T> order) {
        TableColumn<R, T> column = cells(id, title, width, item, order, () -> new TableCell<R, T>() {
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
    public static <R, T, N extends Node> TableColumn<R, T> node(
            String id,
            String title,
            double width,
            Function<R, ObservableValue<T>> item,
            java.util.function.Supplier<N> make,
            BiConsumer<N, T> fill,
            Comparator<T> order) {
        return cells(id, title, width, item, order, () -> new TableCell<R, T>() {
            private final N node = make.get();

            @Override
            protected void updateItem(T value, boolean empty) {
                super.updateItem(value, empty);
                if (empty || value == null) {
                    setGraphic(null);
                } else {
                    fill.accept(node, value);
                    setGraphic(node);
                }
            }
        });
    }

    private static <R, T> TableColumn<R, T> cells(
            String id,
            String title,
            double width,
            Function<R, ObservableValue<T>> item,
            Comparator<T> order,
            java.util.function.Supplier<TableCell<R, T>> cell) {
        TableColumn<R, T> column = new TableColumn<>(title);
        column.setId(id);
        column.setPrefWidth(width);
        column.setComparator(order);
        column.setCellValueFactory(row -> item.apply(row.getValue()));
        column.setCellFactory(of -> cell.get());
        return column;
    }
}
