package dev.muster.bridge.recovery.run;

import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order of a plan from its end: what needs others is shut down before them, and a tier before those that come before it. */
final class ReverseOrder {
    private ReverseOrder() {}

    /**
     * Each of those machines with those that are to be off before it, in an order in which that holds.
     *
     * @param keys machines of the plan
     */
    static Map<String, List<String>> of(PlanSpec spec, Set<String> keys) {
        Map<String, List<String>> order = new LinkedHashMap<>();
        List<String> later = List.of();
        for (Tier tier : spec.tiers().reversed()) {
            List<PlanItem> items = tier.items().stream()
                    .filter(item -> keys.contains(item.key()))
                    .toList();
            List<PlanItem> open = new ArrayList<>(items);
            while (!open.isEmpty()) {
                // an item may be placed once nothing that is left of the tier needs it; a plan with a circle is not run
                PlanItem next = open.reversed().stream()
                        .filter(item -> open.stream()
                                .noneMatch(other -> other.waitsFor().contains(item.key())))
                        .findFirst()
                        .orElse(open.getLast());
                List<String> before = new ArrayList<>(later);
                items.stream()
                        .filter(other -> other.waitsFor().contains(next.key()))
                        .forEach(other -> before.add(other.key()));
                order.put(next.key(), List.copyOf(before));
                open.remove(next);
            }
            if (!items.isEmpty()) {
                later = items.stream().map(PlanItem::key).toList();
            }
        }
        return order;
    }
}
