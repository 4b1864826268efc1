package dev.muster.model.recovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Changes of a plan, each giving a new one. No item is ever lost or doubled by them. A tier is told by its number, from 0.
 *
 * <p>All throw {@code USAGE_INVALID} for keys, tiers and places that the plan does not have, and for keys it has already.
 */
public final class PlanEdit {
    private PlanEdit() {}

    /**
     * A plan without something that was removed.
     *
     * @param plan what is left
     * @param dropped what went with it, in the order of the plan
     */
    public record Removal(PlanSpec plan, List<Dropped> dropped) {
        public Removal {
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * Something that named a removed item and went with it.
     *
     * @param kind what it was
     * @param owner key of the item, or name of the network, that had it
     * @param removed key of the removed item
     */
    public record Dropped(Kind kind, String owner, String removed) {
        /** What names items. */
        public enum Kind {
            NEED,
            /** An item that was bound to an answer of a removed prompt is never skipped now. */
            ONLY_IF,
            RESERVATION,
            PORT_FORWARD,
            FIREWALL_RULE
        }
    }

    /**
     * Moves items to a place in a tier; they keep their order in the plan.
     *
     * @param keys which ones, in any order
     * @param tier where to
     * @param index before which item of that tier as it is now; its size for the end
     */
    public static PlanSpec move(PlanSpec plan, Collection<String> keys, int tier, int index) {
        Set<String> moved = new HashSet<>(keys);
        moved.forEach(key -> requireItem(plan, key));
        requirePlace(index, requireTier(plan, tier).items().size());
        List<PlanItem> items =
                plan.items().stream().filter(item -> moved.contains(item.key())).toList();
        List<Tier> tiers = new ArrayList<>();
        for (int at = 0; at < plan.tiers().size(); at++) {
            Tier one = plan.tiers().get(at);
            List<PlanItem> rest = new ArrayList<>();
            for (int item = 0; item <= one.items().size(); item++) {
                if (at == tier && item == index) {
                    rest.addAll(items);
                }
                if (item < one.items().size()
                        && !moved.contains(one.items().get(item).key())) {
                    rest.add(one.items().get(item));
                }
            }
            tiers.add(one.withItems(rest));
        }
        return plan.withTiers(tiers);
    }

    /** Adds items at a place in a tier. */
    public static PlanSpec add(PlanSpec plan, List<? extends PlanItem> items, int tier, int index) {
        Set<String> keys = new HashSet<>();
        plan.items().forEach(item -> keys.add(item.key()));
        items.forEach(item -> requireNew(keys.add(item.key()), "item", item.key()));
        Tier one = requireTier(plan, tier);
        requirePlace(index, one.items().size());
        List<PlanItem> all = new ArrayList<>(one.items());
        all.addAll(index, items);
        return withTier(plan, tier, one.withItems(all));
    }

    /** Removes items with all that names them: needs, bindings to answers, reservations, forwards, firewall rules. */
    public static Removal remove(PlanSpec plan, Collection<String> keys) {
        keys.forEach(key -> requireItem(plan, key));
        return new ItemRemoval(Set.copyOf(keys)).from(plan);
    }

    /** Replaces an item. Where the new one has another key, all that names the old one names it. */
    public static PlanSpec replace(PlanSpec plan, String key, PlanItem item) {
        requireItem(plan, key);
        if (!item.key().equals(key)) {
            requireNew(plan.item(item.key()).isEmpty(), "item", item.key());
        }
        PlanSpec replaced = withItems(plan, one -> one.key().equals(key) ? item : one);
        return item.key().equals(key) ? replaced : new KeyChange(key, item.key()).in(replaced);
    }

    /** Sets the needs of an item; each is kept once. */
    public static PlanSpec setNeeds(PlanSpec plan, String key, List<String> needs) {
        requireItem(plan, key);
        List<String> once = needs.stream().distinct().toList();
        return withItems(plan, one -> one.key().equals(key) ? one.withNeeds(once) : one);
    }

    /**
     * Adds an empty tier.
     *
     * @param index before which tier; their number for the end
     */
    public static PlanSpec addTier(PlanSpec plan, int index, String name) {
        requirePlace(index, plan.tiers().size());
        requireNewTier(plan, name);
        List<Tier> tiers = new ArrayList<>(plan.tiers());
        tiers.add(index, new Tier(name, Tier.DEFAULT_LIMIT, List.of()));
        return plan.withTiers(tiers);
    }

    /** Removes a tier with its items, as {@link #remove} does. */
    public static Removal removeTier(PlanSpec plan, int tier) {
        List<String> keys =
                requireTier(plan, tier).items().stream().map(PlanItem::key).toList();
        Removal removal = remove(plan, keys);
        List<Tier> tiers = new ArrayList<>(removal.plan().tiers());
        tiers.remove(tier);
        return new Removal(removal.plan().withTiers(tiers), removal.dropped());
    }

    /** Gives a tier another name. */
    public static PlanSpec renameTier(PlanSpec plan, int tier, String name) {
        Tier one = requireTier(plan, tier);
        if (!one.name().equals(name)) {
            requireNewTier(plan, name);
        }
        return withTier(plan, tier, one.withName(name));
    }

    /** Sets the limit of a tier. */
    public static PlanSpec setTierLimit(PlanSpec plan, int tier, int limit) {
        return withTier(plan, tier, requireTier(plan, tier).withLimit(limit));
    }

    /**
     * Moves a tier with its items.
     *
     * @param index before which tier as they are now; their number for the end
     */
    public static PlanSpec moveTier(PlanSpec plan, int tier, int index) {
        requirePlace(index, plan.tiers().size());
        Tier one = requireTier(plan, tier);
        List<Tier> tiers = new ArrayList<>(plan.tiers());
        tiers.remove(tier);
        tiers.add(index > tier ? index - 1 : index, one);
        return plan.withTiers(tiers);
    }

    static PlanSpec withItems(PlanSpec plan, UnaryOperator<PlanItem> change) {
        return plan.withTiers(plan.tiers().stream()
                .map(tier -> tier.withItems(tier.items().stream().map(change).toList()))
                .toList());
    }

    private static PlanSpec withTier(PlanSpec plan, int number, Tier tier) {
        List<Tier> tiers = new ArrayList<>(plan.tiers());
        tiers.set(number, tier);
        return plan.withTiers(tiers);
    }

    private static void requireItem(PlanSpec plan, String key) {
        Optional<PlanItem> item = plan.item(key);
        if (item.isEmpty()) {
            throw Refusals.refused(
                    "The plan has no item " + Words.quoted(key) + ".", "Reload the plan and choose one of its items.");
        }
    }

    private static Tier requireTier(PlanSpec plan, int tier) {
        if (tier < 0 || tier >= plan.tiers().size()) {
            throw Refusals.refused(
                    "The plan has no tier number " + (tier + 1) + ".", "Reload the plan and choose one of its tiers.");
        }
        return plan.tiers().get(tier);
    }

    private static void requirePlace(int index, int size) {
        if (index < 0 || index > size) {
            throw Refusals.refused(
                    "There is no place " + (index + 1) + " among " + size + ".",
                    "Choose a place from 1 to " + (size + 1) + ".");
        }
    }

    private static void requireNewTier(PlanSpec plan, String name) {
        requireNew(plan.tiers().stream().noneMatch(tier -> tier.name().equals(name)), "tier", name);
    }

    private static void requireNew(boolean isNew, String what, String name) {
        if (!isNew) {
            throw Refusals.refused(
                    "The plan has the " + what + " " + Words.quoted(name) + " already.", "Choose another name.");
        }
    }
}
