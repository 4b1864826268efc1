package dev.muster.model.inventory;

import java.util.List;

/**
 * What leads from one image to the next.
 *
 * @param changes in the order they happened; later ones about the same object win
 */
public record InventoryDelta(List<InventoryChange> changes) {
    public InventoryDelta {
        changes = List.copyOf(changes);
    }
}
