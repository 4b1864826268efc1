package dev.muster.app.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;

/**
 * How the user set up a table: which columns are shown, in which order and how wide, and by which it is sorted. Kept as one line
 * of text; what in it is not understood, such as a column that is no more, is passed over.
 *
 * @param <R> the rows
 */
public final class TableLayout<R> {
    private static final String SORT = "sort";

    /** A column as it can be chosen. */
    public record Choice(String id, String title, boolean shown) {}

    private final TableView<R> table;
    private final Consumer<String> keep;
    private final List<TableColumn<R, ?>> original;
    private final List<TableColumn<R, ?>> originalSort;
    private final List<Choice> first;
    private final Map<String, Double> widths = new HashMap<>();
    private boolean restoring;

    /**
     * Of a table that has its columns; sets it up as it was kept.
     *
     * @param kept as {@code keep} was given it before
     * @param keep keeps it
     */
    public TableLayout(TableView<R> table, Optional<String> kept, Consumer<String> keep) {
        this.table = table;
        this.keep = keep;
        this.original = List.copyOf(table.getColumns());
        this.originalSort = List.copyOf(table.getSortOrder());
        this.first = choices();
        kept.ifPresent(this::restore);
        original.forEach(this::listen);
        table.getColumns().addListener((ListChangeListener<TableColumn<R, ?>>) change -> changed());
        table.comparatorProperty().addListener((of, was, is) -> changed());
    }

    /** The columns in their order. */
    public List<Choice> choices() {
        return table.getColumns().stream()
                .map(column -> new Choice(column.getId(), column.getText(), column.isVisible()))
                .toList();
    }

    /** As it was before the user changed anything, but for what it is sorted by. */
    public List<Choice> original() {
        return first;
    }

    /** Shows these columns in this order. */
    public void choose(List<Choice> choices) {
        quietly(() -> {
            List<TableColumn<R, ?>> sort = List.copyOf(table.getSortOrder());
            List<TableColumn<R, ?>> now = new ArrayList<>();
            for (Choice choice : choices) {
                column(choice.id()).ifPresent(column -> {
                    column.setVisible(choice.shown());
                    now.add(column);
                });
            }
            arrange(now);
            table.getSortOrder().setAll(sort);
        });
        changed();
    }

    private void arrange(List<TableColumn<R, ?>> now) {
        original.stream().filter(column -> !now.contains(column)).forEach(now::add);
        if (now.stream().noneMatch(TableColumn::isVisible)) {
            now.forEach(column -> column.setVisible(true));
        }
        if (!table.getColumns().equals(now)) {
            table.getColumns().setAll(now);
        }
    }

    private void listen(TableColumn<R, ?> column) {
        column.visibleProperty().addListener((of, was, is) -> changed());
        column.widthProperty().addListener((of, was, is) -> {
            // Only the user gives a column another width than it asks for.
            if (!restoring && Math.abs(is.doubleValue() - column.getPrefWidth()) > 1) {
                widen(column, is.doubleValue());
                changed();
            }
        });
    }

    private void widen(TableColumn<R, ?> column, double width) {
        widths.put(column.getId(), width);
        column.prefWidthProperty().unbind();
        column.setPrefWidth(width);
    }

    private void changed() {
        if (!restoring) {
            keep.accept(text());
        }
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        for (TableColumn<R, ?> column : table.getColumns()) {
            long width = Math.round(widths.getOrDefault(column.getId(), 0.0));
            out.append(column.getId()).append(',').append(column.isVisible() ? 1 : 0);
            out.append(',').append(width).append(';');
        }
        for (TableColumn<R, ?> column : table.getSortOrder()) {
            out.append(SORT).append(',').append(column.getId()).append(',').append(column.getSortType());
            out.append(';');
        }
        return out.toString();
    }

    private void restore(String kept) {
        quietly(() -> {
            List<TableColumn<R, ?>> now = new ArrayList<>();
            List<TableColumn<R, ?>> sort = new ArrayList<>();
            for (String entry : kept.split(";", -1)) {
                String[] parts = entry.split(",", -1);
                if (parts.length == 3 && parts[0].equals(SORT)) {
                    column(parts[1]).ifPresent(column -> {
                        column.setSortType(
                                parts[2].equals(SortType.DESCENDING.name()) ? SortType.DESCENDING : SortType.ASCENDING);
                        sort.add(column);
                    });
                } else if (parts.length == 3) {
                    column(parts[0]).filter(column -> !now.contains(column)).ifPresent(column -> {
                        column.setVisible(parts[1].equals("1"));
                        width(parts[2]).ifPresent(width -> widen(column, Math.max(width, column.getMinWidth())));
                        now.add(column);
                    });
                }
            }
            arrange(now);
            table.getSortOrder().setAll(sort.isEmpty() ? originalSort : sort);
        });
    }

    private static Optional<Double> width(String text) {
        return text.matches("[1-9][0-9]{0,3}") ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }

    private Optional<TableColumn<R, ?>> column(String id) {
        return original.stream().filter(column -> id.equals(column.getId())).findFirst();
    }

    private void quietly(Runnable work) {
        restoring = true;
        try {
            work.run();
        } finally {
            restoring = false;
        }
    }
}
