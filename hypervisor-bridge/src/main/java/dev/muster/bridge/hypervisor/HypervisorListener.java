package dev.muster.bridge.hypervisor;

import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryChange;
import java.util.List;

/** Hears one connection. */
public interface HypervisorListener {
    /** What appeared, changed or went, in order. */
    void onChanges(List<InventoryChange> changes);

    /** The connection is lost for good; whoever opened it closes it and opens another. Called at most once. */
    void onLost(Problem why);
}
