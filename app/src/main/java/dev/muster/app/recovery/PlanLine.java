package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of the editor. */
sealed interface PlanLine {
    /** The head of a tier, told by its number from 0. */
    record OfTier(int tier, Tier value) implements PlanLine {}

    /** An item at a place of its tier, from 0. */
    record OfItem(int tier, int index, PlanItem value) implements PlanLine {}

    /** A network, told by its number from 0. */
    record OfNetwork(int number, RecoveryNetwork value) implements PlanLine {}

    /** The key where it is an item. */
    default Optional<String> key() {
        return this instanceof OfItem(int tier, int index, PlanItem value)
                ? Optional.of(value.key())
                : Optional.empty();
    }

    /** What tells it apart while the plan changes. */
    default String id() {
        return switch (this) {
            case OfTier(int tier, Tier value) -> "tier-" + tier;
            case OfItem(int tier, int index, PlanItem value) -> "item-" + value.key();
            case OfNetwork(int number, RecoveryNetwork value) -> "network-" + number;
        };
    }

    /** The lines of a plan: each tier with its items, then the networks. */
    static List<PlanLine> of(PlanSpec plan) {
        List<PlanLine> lines = new ArrayList<>();
        for (int tier = 0; tier < plan.tiers().size(); tier++) {
            Tier one = plan.tiers().get(tier);
            lines.add(new OfTier(tier, one));
            for (int index = 0; index < one.items().size(); index++) {
                lines.add(new OfItem(tier, index, one.items().get(index)));
            }
        }
        for (int number = 0; number < plan.networks().size(); number++) {
            lines.add(new OfNetwork(number, plan.networks().get(number)));
        }
        return lines;
    }
}
