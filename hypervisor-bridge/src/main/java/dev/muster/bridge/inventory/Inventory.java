package dev.muster.bridge.inventory;

import dev.muster.model.inventory.InventoryImage;
import java.time.Duration;
import java.util.function.Predicate;

/** What is known of all hosts. */
public interface Inventory {
    /** The newest image. */
    InventoryImage image();

    /**
     * Waits until the image is as wanted; returns at once when it is.
     *
     * @return the image that was as wanted, or empty when it was not in time
     * @throws InterruptedException when the waiting thread is interrupted
     */
    java.util.Optional<InventoryImage> await(Predicate<InventoryImage> wanted, Duration atMost)
            throws InterruptedException;
}
