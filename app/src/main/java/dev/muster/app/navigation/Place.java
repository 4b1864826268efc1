package dev.muster.app.navigation;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventorySearch;
import dev.muster.model.inventory.VmId;

/** Where one can be in the window. */
public sealed interface Place {
    /** All VMs a search finds; all of them for the empty search. */
    record Vms(String search) implements Place {
        /** The search, read. */
        public InventorySearch parsed() {
            return InventorySearch.parse(search);
        }
    }

    /** One host and its VMs. */
    record OneHost(HostId host) implements Place {}

    /** One VM. */
    record OneVm(VmId vm) implements Place {}

    /**
     * A screen that a feature brings.
     *
     * @param id its id, such as {@code networks}
     */
    record Screen(String id) implements Place {}
}
