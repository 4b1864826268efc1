package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.InventoryChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What one attempt to connect says. Until it is accepted it is only remembered, so a connection that turns out to be a second
 * one to the same place leaves no trace; once it is over it is not heard any more.
 */
final class Session implements HypervisorListener {
    private final ConnectionId connection;
    private final InventoryKeeper inventory;
    private final BiConsumer<Session, Problem> onLost;
    private final List<InventoryChange> remembered = new ArrayList<>();
    private Optional<Problem> lost = Optional.empty();
    private boolean accepted;
    private boolean over;

    Session(ConnectionId connection, InventoryKeeper inventory, BiConsumer<Session, Problem> onLost) {
        this.connection = connection;
        this.inventory = inventory;
        this.onLost = onLost;
    }

    @Override
    public synchronized void onChanges(List<InventoryChange> changes) {
        if (over) {
            return;
        }
        if (accepted) {
            inventory.accept(changes);
        } else {
            remembered.addAll(changes);
        }
    }

    @Override
    public void onLost(Problem why) {
        synchronized (this) {
            lost = Optional.of(why);
            if (over || !accepted) {
                return;
            }
        }
        onLost.accept(this, why);
    }

    /**
     * From now on what it says counts.
     *
     * @return why it is lost already; empty when it is not
     */
    synchronized Optional<Problem> accept() {
        if (!over && lost.isEmpty()) {
            accepted = true;
            List<InventoryChange> picture = List.copyOf(remembered);
            remembered.clear();
            inventory.change(image -> Pictures.replaced(image, connection, picture));
        }
        return lost;
    }

    /** Nothing it says counts any more. */
    synchronized void end() {
        over = true;
        remembered.clear();
    }
}
