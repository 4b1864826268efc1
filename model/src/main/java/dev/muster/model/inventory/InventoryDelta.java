package dev.muster.model.inventory;

import dev.muster.model.access.Role;
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

    /** The part of it that a role may see; this very delta where that is all of it. */
    public InventoryDelta visibleTo(Role role) {
        return changes.stream().allMatch(change -> change.isVisibleTo(role))
                ? this
                : new InventoryDelta(changes.stream()
                        .filter(change -> change.isVisibleTo(role))
                        .toList());
    }
}
