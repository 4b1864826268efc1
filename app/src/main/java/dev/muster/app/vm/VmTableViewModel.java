package dev.muster.app.vm;

import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.VmRow;
import dev.muster.model.inventory.InventorySearch;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;

/** The table of VMs: which are shown, in which order, which are selected. The selection is kept by id. */
public final class VmTableViewModel {
    private final Texts texts;
    private final ObservableList<VmRow> all;
    private final FilteredList<VmRow> found;
    private final SortedList<VmRow> sorted;
    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<Predicate<Vm>> scope = new SimpleObjectProperty<>(vm -> true);
    private final Set<VmId> selected = new LinkedHashSet<>();
    private final ReadOnlyStringWrapper footer = new ReadOnlyStringWrapper("");

    /** The table over all rows of the inventory. */
    public VmTableViewModel(Texts texts, ObservableList<VmRow> all) {
        this.texts = texts;
        this.all = all;
        this.sorted = new SortedList<>(all);
        this.found = new FilteredList<>(sorted);
        search.addListener((of, was, is) -> filter());
        scope.addListener((of, was, is) -> filter());
        InvalidationListener recount = of -> count();
        found.addListener(recount);
        // Not on invalidation: that comes before the filtered list has heard of the change.
        found.addListener((ListChangeListener<VmRow>) change -> count());
        all.addListener((ListChangeListener<VmRow>) change -> count());
        count();
    }

    /** The rows found, sorted. Sorting comes before searching, so that a search does not sort anew. */
    public ObservableList<VmRow> rows() {
        return found;
    }

    /** By what the rows are sorted. */
    public ObjectProperty<Comparator<? super VmRow>> comparatorProperty() {
        return sorted.comparatorProperty();
    }

    /** What is searched for, as {@link InventorySearch} reads it. */
    public StringProperty searchProperty() {
        return search;
    }

    /** Which VMs the table is about, such as those of one host. */
    public ObjectProperty<Predicate<Vm>> scopeProperty() {
        return scope;
    }

    /** Looks again which rows are found; for searches by state, after VMs changed. */
    public void filter() {
        InventorySearch parsed = InventorySearch.parse(search.get());
        Predicate<Vm> inScope = scope.get();
        Predicate<VmRow> wanted = row -> inScope.test(row.vm()) && parsed.test(row.vm());
        if (finds(wanted)) {
            found.setPredicate(wanted);
            count();
        }
    }

    /** Whether that would find others than are found now; both lists are in the same order. */
    private boolean finds(Predicate<VmRow> wanted) {
        int next = 0;
        for (VmRow row : sorted) {
            boolean shown = next < found.size() && found.get(next).id().equals(row.id());
            if (shown) {
                next++;
            }
            if (shown != wanted.test(row)) {
                return true;
            }
        }
        return false;
    }

    /** Whether VMs exist here but the search finds none of them. */
    public boolean isNoMatch() {
        return found.isEmpty() && !search.get().isBlank() && !all.isEmpty();
    }

    /** Takes over what is selected. */
    public void select(Collection<VmId> ids) {
        selected.clear();
        selected.addAll(ids);
        count();
    }

    /** Whether a VM is selected, also while the search hides it. */
    public boolean isSelected(VmId id) {
        return selected.contains(id);
    }

    /** The VMs selected and shown, in the order shown. */
    public List<Vm> selection() {
        if (selected.isEmpty()) {
            return List.of();
        }
        return found.stream()
                .filter(row -> selected.contains(row.id()))
                .map(VmRow::vm)
                .toList();
    }

    /** What stands below the table: how many are shown, of how many, how many selected. */
    public ReadOnlyStringProperty footerProperty() {
        return footer.getReadOnlyProperty();
    }

    private void count() {
        long chosen = selected.isEmpty()
                ? 0
                : found.stream().filter(row -> selected.contains(row.id())).count();
        String shown = found.size() == all.size()
                ? texts.get("vm.footer.all", all.size())
                : texts.get("vm.footer.some", found.size(), all.size());
        footer.set(chosen == 0 ? shown : shown + " · " + texts.get("vm.footer.selected", chosen));
    }
}
