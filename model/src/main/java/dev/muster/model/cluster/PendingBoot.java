package dev.muster.model.cluster;

import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.NetworkId;
import java.time.Instant;

/**
 * A VM that asks for its function, which nobody knows. Not kept over a restart: it asks again.
 *
 * @param id its identifier
 * @param mac address of the NIC it asks from
 * @param address its IP address
 * @param network where it asks
 * @param vm its name; empty where no host knows it
 * @param first when it asked first
 * @param asks how often it asked
 * @param state what becomes of it
 * @param reason why it is refused; empty while it is not
 */
public record PendingBoot(
        Identifier id,
        String mac,
        String address,
        NetworkId network,
        String vm,
        Instant first,
        int asks,
        State state,
        String reason)
        implements LiveObject {
    /** What becomes of it. */
    public enum State {
        /** It was told to wait and asks again. */
        WAITING,
        /** It was refused, for a time. */
        REFUSED
    }
}
