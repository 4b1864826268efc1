package dev.muster.bridge.inventory;

import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import java.time.Duration;
import java.util.function.Predicate;

/** Waits, as part of a step, until the inventory shows what the step did. */
public final class Await {
    private Await() {}

    /**
     * Waits.
     *
     * @param what what is waited for, in words such as {@code the network to be up}
     * @throws dev.muster.model.error.MusterException {@code HYPERVISOR_TIMEOUT}
     */
    public static void seen(
            Inventory inventory, StepContext context, String what, Duration atMost, Predicate<InventoryImage> wanted)
            throws InterruptedException {
        context.waitingFor(what);
        boolean seen = inventory.await(wanted, atMost).isPresent();
        context.waitingFor("");
        if (!seen) {
            throw Problem.of(
                            ErrorCode.HYPERVISOR_TIMEOUT,
                            "Waited " + atMost.toSeconds() + " s for " + what + ", in vain.",
                            "The host took the request; it may still come to be.",
                            "Look at the host's connection and its log.")
                    .toException();
        }
    }
}
