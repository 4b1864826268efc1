package dev.muster.app.recovery;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** The VMs that can be put into a plan; several are checked, also while only some are shown. */
final class MachinePickerViewModel {
    /**
     * One VM.
     *
     * @param vm the VM
     * @param checked whether it is put into the plan
     */
    record Choice(Vm vm, BooleanProperty checked) {}

    private final ObservableList<Choice> all;
    private final FilteredList<Choice> shown;
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();

    /** @param present VMs that are in the plan already */
    MachinePickerViewModel(InventoryImage image, Set<VmId> present) {
        this.all = FXCollections.observableArrayList(image.vms().values().stream()
                .filter(vm -> !present.contains(vm.id()))
                .sorted(Comparator.comparing(Vm::name)
                        .thenComparing(vm -> vm.id().text()))
                .map(vm -> new Choice(vm, new SimpleBooleanProperty()))
                .toList());
        this.shown = new FilteredList<>(all);
        all.forEach(choice -> choice.checked.addListener(
                (observable, oldValue, newValue) -> count.set(count.get() + (newValue ? 1 : -1))));
        filter.addListener((observable, oldValue, newValue) -> {
            String word = newValue.strip().toLowerCase(Locale.ROOT);
            shown.setPredicate(
                    choice -> (choice.vm.name() + " " + choice.vm.id().host())
                            .toLowerCase(Locale.ROOT)
                            .contains(word));
        });
    }

    /** Those whose name or host holds what is typed. */
    ObservableList<Choice> shown() {
        return shown;
    }

    StringProperty filterProperty() {
        return filter;
    }

    /** How many are checked. */
    ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** Those that are checked, by name. */
    List<Vm> checked() {
        return all.stream()
                .filter(choice -> choice.checked.get())
                .map(Choice::vm)
                .toList();
    }
}
