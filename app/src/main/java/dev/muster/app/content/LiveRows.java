package dev.muster.app.content;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Rows that stay the same objects while what they show changes.
 *
 * @param <K> what tells them apart
 * @param <T> what they show
 */
public final class LiveRows<K, T> {
    /** One row. */
    public static final class Row<T> {
        private final ReadOnlyObjectWrapper<T> item;

        private Row(T item) {
            this.item = new ReadOnlyObjectWrapper<>(item);
        }

        /** What it shows now. */
        public T item() {
            return item.get();
        }

        /** What it shows now, to listen to. */
        public ReadOnlyObjectProperty<T> itemProperty() {
            return item.getReadOnlyProperty();
        }
    }

    private final Function<T, K> key;
    private final Map<K, Row<T>> byKey = new LinkedHashMap<>();
    private final ObservableList<Row<T>> rows = FXCollections.observableArrayList();

    public LiveRows(Function<T, K> key) {
        this.key = key;
    }

    /** The rows, in the order they came. */
    public ObservableList<Row<T>> rows() {
        return rows;
    }

    /** Exactly these things are there now. */
    public void show(Collection<T> items) {
        Map<K, T> now = new LinkedHashMap<>();
        items.forEach(item -> now.put(key.apply(item), item));
        List<Row<T>> gone = new ArrayList<>();
        byKey.entrySet().removeIf(entry -> {
            boolean away = !now.containsKey(entry.getKey());
            if (away) {
                gone.add(entry.getValue());
            }
            return away;
        });
        List<Row<T>> come = new ArrayList<>();
        now.forEach((id, item) -> {
            Row<T> row = byKey.get(id);
            if (row == null) {
                Row<T> fresh = new Row<>(item);
                byKey.put(id, fresh);
                come.add(fresh);
            } else if (!row.item().equals(item)) {
                row.item.set(item);
            }
        });
        if (!gone.isEmpty()) {
            rows.removeAll(gone);
        }
        if (!come.isEmpty()) {
            rows.addAll(come);
        }
    }
}
