package dev.muster.bridge.inventory;

import dev.muster.model.inventory.InventoryDelta;

/** Hears what changed in the inventory, in order, one call at a time. */
@FunctionalInterface
public interface InventoryListener {
    /** What leads from the image heard so far to the next. */
    void onDelta(InventoryDelta delta);
}
