package dev.muster.app.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * A list of entries in the detail: one line each, below it the fields of those that are open, and a button that adds one.
 *
 * @param <T> one entry
 */
final class EntryRows<T> {
    private final EntryKind<T> kind;
    private final DetailForm form;
    private final Consumer<UnaryOperator<List<T>>> change;
    private final Runnable again;

    /**
     * Rows of a form.
     *
     * @param change changes the list as it is then, since a click that ends typing elsewhere changes the plan before it does
     * @param again fills the form again
     */
    EntryRows(EntryKind<T> kind, DetailForm form, Consumer<UnaryOperator<List<T>>> change, Runnable again) {
        this.kind = kind;
        this.form = form;
        this.change = change;
        this.again = again;
    }

    void fill(List<T> entries) {
        for (int at = 0; at < entries.size(); at++) {
            T entry = entries.get(at);
            int place = at;
            EntryKind.Spot spot = new EntryKind.Spot(kind.id() + "-" + at, kind.path() + "[" + at + "]");
            form.getChildren().add(row(spot, entry, at, entries.size()));
            if (form.state().isOpen(spot.id())) {
                kind.fields(form, spot, entry, one -> change.accept(all -> with(all, place, one)));
            }
            form.faults(spot.path());
        }
        Button add = form.small(
                kind.id() + "-add",
                form.texts().get(kind.addKey()),
                form.texts().get(kind.addKey()),
                this::add);
        form.getChildren().add(add);
    }

    private HBox row(EntryKind.Spot spot, T entry, int at, int count) {
        String text = kind.text(entry);
        boolean open = form.state().isOpen(spot.id());
        Button name = new Button((open ? "▾ " : "▸ ") + text);
        name.setId(spot.id());
        name.getStyleClass().addAll("flat", "small", "plan-entry");
        name.setAlignment(Pos.CENTER_LEFT);
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        name.setAccessibleText(form.texts().get(open ? "recovery.entry.close" : "recovery.entry.open", text));
        name.setTooltip(new Tooltip(text));
        name.setOnAction(event -> {
            form.state().open(spot.id(), !open);
            again.run();
        });
        HBox.setHgrow(name, Priority.ALWAYS);
        HBox row = new HBox(name);
        if (kind.isOrdered()) {
            Button up = form.small(
                    spot.id() + "-up", "↑", form.texts().get("recovery.entry.up", text), () -> move(at, at - 1));
            up.setDisable(form.isReadOnly() || at == 0);
            Button down = form.small(
                    spot.id() + "-down", "↓", form.texts().get("recovery.entry.down", text), () -> move(at, at + 1));
            down.setDisable(form.isReadOnly() || at == count - 1);
            row.getChildren().addAll(up, down);
        }
        row.getChildren()
                .add(form.small(
                        spot.id() + "-remove", "×", form.texts().get("recovery.remove.one", text), () -> remove(at)));
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(Region.USE_PREF_SIZE);
        row.getStyleClass().add("plan-chip");
        return row;
    }

    private static <T> List<T> with(List<T> all, int at, UnaryOperator<T> one) {
        List<T> changed = new ArrayList<>(all);
        changed.set(at, one.apply(all.get(at)));
        return changed;
    }

    private void add() {
        change.accept(all -> {
            List<T> more = new ArrayList<>(all);
            more.add(kind.fresh());
            form.state().open(kind.id() + "-" + all.size(), true);
            form.state().askFocus(kind.id() + "-" + all.size());
            return more;
        });
    }

    private void remove(int at) {
        form.state().closeAll(kind.id());
        change.accept(all -> {
            List<T> rest = new ArrayList<>(all);
            rest.remove(at);
            return rest;
        });
    }

    private void move(int at, int to) {
        boolean open = form.state().isOpen(kind.id() + "-" + at);
        form.state().closeAll(kind.id());
        form.state().open(kind.id() + "-" + to, open);
        change.accept(all -> {
            List<T> moved = new ArrayList<>(all);
            moved.add(to, moved.remove(at));
            return moved;
        });
    }
}
