package dev.muster.model.recovery;

import java.util.List;

/** One thing in which a version of a plan is other than the one before. */
public sealed interface PlanDifference {
    /** A tier that is new. */
    record TierAdded(String tier) implements PlanDifference {}

    /** A tier that is gone. */
    record TierRemoved(String tier) implements PlanDifference {}

    /** A tier that comes at another place among those that stayed. */
    record TierMoved(String tier) implements PlanDifference {}

    /** An item that is new. */
    record ItemAdded(String key, String tier) implements PlanDifference {}

    /** An item that is gone. */
    record ItemRemoved(String key, String tier) implements PlanDifference {}

    /**
     * An item that is in another tier, or at another place among the items of its tier that stayed.
     *
     * @param fromTier name of its tier before
     * @param toTier name of its tier now; the same where only its place is other
     */
    record ItemMoved(String key, String fromTier, String toTier) implements PlanDifference {}

    /** A network that is new. */
    record NetworkAdded(String network) implements PlanDifference {}

    /** A network that is gone. */
    record NetworkRemoved(String network) implements PlanDifference {}

    /**
     * A value that is other.
     *
     * @param subject what it is of
     * @param name key of the item, or name of the tier or network; empty for the plan
     * @param field which one, such as {@code hardware.vcpus}
     * @param from before; lists with one entry a line, durations and instants as ISO 8601, empty for none
     * @param to now
     */
    record Changed(Subject subject, String name, String field, String from, String to) implements PlanDifference {}

    /** What has values. */
    enum Subject {
        PLAN,
        TIER,
        ITEM,
        NETWORK
    }

    /**
     * Returns the differences between two versions: of the plan itself, then of its tiers, its items and its networks. Tiers and
     * networks are told by their names, items by their keys; a tier at the same place with another name is one that was renamed if
     * neither name is in the other version. The order of networks does not count. Names and keys are taken to be unique.
     */
    static List<PlanDifference> between(PlanSpec before, PlanSpec after) {
        return new PlanComparison(before, after).differences();
    }
}
