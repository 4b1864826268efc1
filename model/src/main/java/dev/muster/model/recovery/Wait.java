package dev.muster.model.recovery;

import dev.muster.model.inventory.HostId;
import java.time.Duration;
import java.util.Optional;

/** What an item waited for last before it began. Keys are of the item whose gate ended the wait. */
public sealed interface Wait {
    /** Nothing: it begins with the plan. */
    record Nothing() implements Wait {}

    /** The tiers before; that item was the last of them. */
    record ForTier(String key) implements Wait {}

    /** A need, or the prompt it is bound to. */
    record ForNeed(String key) implements Wait {}

    /** A slot of its tier, which that item left. */
    record ForTierSlot(String key) implements Wait {}

    /**
     * A slot of its host, which that item left.
     *
     * @param host empty: one that is decided when the plan is run
     */
    record ForHostSlot(String key, Optional<HostId> host) implements Wait {}

    /**
     * Its delay.
     *
     * @param length of it
     * @param key of the item the delay began after; empty where it began with the plan
     */
    record ForDelay(Duration length, Optional<String> key) implements Wait {}
}
