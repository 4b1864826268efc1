package dev.muster.bridge.hypervisor;

import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hears a connection and folds what it says into an image, so that a test can wait for a state. */
public final class RecordingListener implements HypervisorListener {
    private final List<InventoryChange> heard = new ArrayList<>();
    private InventoryImage image = InventoryImage.EMPTY;
    private Optional<Problem> lost = Optional.empty();
    private int batches;

    @Override
    public synchronized void onChanges(List<InventoryChange> changes) {
        heard.addAll(changes);
        image = image.apply(new InventoryDelta(changes));
        batches++;
    }

    @Override
    public synchronized void onLost(Problem why) {
        if (lost.isPresent()) {
            throw new IllegalStateException("lost twice: " + lost.get().text());
        }
        lost = Optional.of(why);
    }

    /** Everything heard so far as one image. */
    public synchronized InventoryImage image() {
        return image;
    }

    /** Everything heard so far, in order. */
    public synchronized List<InventoryChange> heard() {
        return List.copyOf(heard);
    }

    /** How often it was called. */
    public synchronized int batches() {
        return batches;
    }

    /** Why the connection was lost; empty while it is not. */
    public synchronized Optional<Problem> lost() {
        return lost;
    }
}
