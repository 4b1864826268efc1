package dev.muster.app.inventory;

import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One VM as rows show it: the same object for as long as the VM is there. */
public final class VmRow {
    private final VmId id;
    private final ReadOnlyObjectWrapper<Vm> vm;

    /** A row of that VM. */
    public VmRow(Vm vm) {
        this.id = vm.id();
        this.vm = new ReadOnlyObjectWrapper<>(vm);
    }

    /** Its id; never changes. */
    public VmId id() {
        return id;
    }

    /** The VM as it stands. */
    public Vm vm() {
        return vm.get();
    }

    /** The VM as it stands, to listen to. */
    public ReadOnlyObjectProperty<Vm> vmProperty() {
        return vm.getReadOnlyProperty();
    }

    void update(Vm now) {
        vm.set(now);
    }
}
